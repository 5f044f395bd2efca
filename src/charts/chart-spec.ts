/**
 * A chart as Vega-Lite means it: its title, and panels below each other.
 *
 * Colours are of Okabe and Ito's palette, told apart by all eyes (https://jfly.uni-koeln.de/color/).
 */
import type { TopLevelSpec } from 'vega-lite'
import type { BarPanel, Chart, ChartTone } from '../core/chart.ts'
import { isRightToLeft } from '../core/direction.ts'
import { directed, downTo, FONT, INK, type Line, placed, SHEETS, type Sheet, sideOf, writing } from './lettering.ts'
import { lineSpec } from './line-spec.ts'

export const COLOURS: Readonly<Record<ChartTone, string>> = { plain: '#0072B2', good: '#007A5A', bad: '#D55E00' }

/** Of the width, for the longest bar; the rest is for its value. */
const LONGEST = 0.68

type View = Extract<TopLevelSpec, { vconcat: unknown }>['vconcat'][number]

export function chartSpec({ title, language, sheet: named, panels }: Chart): TopLevelSpec {
  const mirrored = isRightToLeft(language)
  const sheet = SHEETS[named]
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#FFFFFF',
    padding: sheet.margin,
    spacing: 20,
    vconcat: [
      titleSpec(title, sheet, mirrored),
      ...panels.map(panel => ('lines' in panel ? lineSpec(panel, sheet, mirrored) : barSpec(panel, sheet, mirrored))),
    ],
    config: {
      font: FONT,
      view: { stroke: null },
      text: { color: INK, font: FONT, fontSize: sheet.label.size },
    },
  }
}

function titleSpec(title: string, sheet: Sheet, mirrored: boolean) {
  const { step } = sheet.title
  const lines = placed(title, sheet.title, step / 2)
  const height = lines.length * step
  return {
    width: sheet.width,
    height,
    layer: [writing(lines, sheet.title, sheet, height, mirrored)],
  } as const satisfies View
}

/** Bars from top to bottom, each under its own label and beside its own value: nothing is told by colour alone. */
function barSpec({ title, bars }: BarPanel, sheet: Sheet, mirrored: boolean) {
  const { panelTitle, label: lettering, width } = sheet
  const titles = placed(title, panelTitle, panelTitle.step / 2)
  const labels: Line[] = []
  const values: { readonly y: number; readonly value: number; readonly shown: string; readonly colour: string }[] = []
  let y = titles.length * panelTitle.step + sheet.belowTitle
  for (const { label, value, shown, tone } of bars) {
    const lines = placed(label, lettering, y + lettering.step / 2)
    labels.push(...lines)
    y += (lines.length - 0.5) * lettering.step + sheet.toBar
    values.push({ y, value, shown: directed(shown, mirrored), colour: COLOURS[tone] })
    y += sheet.toNext - lettering.step / 2
  }
  const x = { field: 'value', type: 'quantitative', axis: null, scale: lengths(bars, mirrored) } as const
  const middle = downTo(y)
  return {
    width,
    height: y,
    layer: [
      writing(titles, panelTitle, sheet, y, mirrored),
      writing(labels, lettering, sheet, y, mirrored),
      {
        data: { values },
        mark: { type: 'bar', orient: 'horizontal', size: sheet.bar },
        encoding: { x, y: middle, color: { field: 'colour', type: 'nominal', scale: null } },
      },
      {
        data: { values },
        mark: {
          type: 'text',
          align: sideOf(mirrored),
          baseline: 'middle',
          dx: mirrored ? -10 : 10,
          fontWeight: 'bold',
        },
        encoding: { x, y: middle, text: { field: 'shown', type: 'nominal' } },
      },
    ],
  } as const satisfies View
}

function lengths(bars: BarPanel['bars'], mirrored: boolean) {
  const longest = Math.max(...bars.map(bar => bar.value), 0)
  // Where all are 0 the bars have no length, and the scale still needs one.
  return { domain: [0, (longest || 1) / LONGEST], reverse: mirrored, nice: false }
}
