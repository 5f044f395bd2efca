/**
 * A chart as Vega-Lite means it: bars from top to bottom, each under its own label and beside its own value, so that no
 * legend and no axis has to be read and nothing is told by colour alone.
 *
 * Colours are of Okabe and Ito's palette, told apart by all eyes (https://jfly.uni-koeln.de/color/).
 */
import type { TopLevelSpec } from 'vega-lite'
import type { Chart, ChartPanel, ChartTone } from '../core/chart.ts'
import { isRightToLeft } from '../core/direction.ts'

/** Has Latin and Arabic letters; lies with us, so that a chart looks the same wherever it is drawn. */
export const FONT = 'IBM Plex Sans Arabic'

export const COLOURS: Readonly<Record<ChartTone, string>> = { plain: '#0072B2', good: '#007A5A', bad: '#D55E00' }

/** A phone shows the picture about 340 wide: 22 become 11 there. */
const WIDTH = 620
const MARGIN = 24
/** Of the whole picture; its height follows from what is in it. */
export const FULL_WIDTH = WIDTH + 2 * MARGIN
const BAR = 24
/** From the last line of a label to its bar, and from a bar to the next label. */
const TO_BAR = 29
const TO_NEXT = 41
const BELOW_TITLE = 8
/** Of the width, for the longest bar; the rest is for its value. */
const LONGEST = 0.68
/** `letters` are as many as surely fit into a line, capitals too; `step` is from one line to the next. */
const TITLE: Lettering = { size: 30, weight: 'bold', letters: 34, step: 40 }
const PANEL_TITLE: Lettering = { size: 25, weight: 'bold', letters: 40, step: 33 }
const LABEL: Lettering = { size: 22, weight: 'normal', letters: 50, step: 28 }
const INK = '#1D1C1D'

interface Lettering {
  readonly size: number
  readonly weight: 'bold' | 'normal'
  readonly letters: number
  readonly step: number
}

/** Where something stands: from the top of its panel to its middle. */
interface Line {
  readonly y: number
  readonly line: string
}

type View = Extract<TopLevelSpec, { vconcat: unknown }>['vconcat'][number]

export function chartSpec({ title, language, panels }: Chart): TopLevelSpec {
  const mirrored = isRightToLeft(language)
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#FFFFFF',
    padding: MARGIN,
    spacing: 20,
    vconcat: [titleSpec(title, mirrored), ...panels.map(panel => panelSpec(panel, mirrored))],
    config: {
      font: FONT,
      view: { stroke: null },
      text: { color: INK, font: FONT, fontSize: LABEL.size },
    },
  }
}

function titleSpec(title: string, mirrored: boolean) {
  const lines = placed(title, TITLE, TITLE.step / 2)
  return {
    width: WIDTH,
    height: lines.length * TITLE.step,
    layer: [writing(lines, TITLE, lines.length * TITLE.step, mirrored)],
  } as const satisfies View
}

function panelSpec({ title, bars }: ChartPanel, mirrored: boolean) {
  const titles = placed(title, PANEL_TITLE, PANEL_TITLE.step / 2)
  const labels: Line[] = []
  const values: { readonly y: number; readonly value: number; readonly shown: string; readonly colour: string }[] = []
  let y = titles.length * PANEL_TITLE.step + BELOW_TITLE
  for (const { label, value, shown, tone } of bars) {
    const lines = placed(label, LABEL, y + LABEL.step / 2)
    labels.push(...lines)
    y += (lines.length - 0.5) * LABEL.step + TO_BAR
    values.push({ y, value, shown: directed(shown, mirrored), colour: COLOURS[tone] })
    y += TO_NEXT - LABEL.step / 2
  }
  const x = { field: 'value', type: 'quantitative', axis: null, scale: lengths(bars, mirrored) } as const
  const middle = downTo(y)
  return {
    width: WIDTH,
    height: y,
    layer: [
      writing(titles, PANEL_TITLE, y, mirrored),
      writing(labels, LABEL, y, mirrored),
      {
        data: { values },
        mark: { type: 'bar', orient: 'horizontal', size: BAR },
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

/** Each line is a text of its own: what draws them orders the letters of one text together. */
function writing(lines: readonly Line[], { size, weight }: Lettering, height: number, mirrored: boolean) {
  return {
    data: { values: lines.map(({ y, line }) => ({ y, line: directed(line, mirrored) })) },
    mark: { type: 'text', align: sideOf(mirrored), baseline: 'middle', fontSize: size, fontWeight: weight },
    encoding: {
      x: { value: mirrored ? WIDTH : 0 },
      y: downTo(height),
      text: { field: 'line', type: 'nominal' },
    },
  } as const
}

/** Units as they are, from the top down. */
function downTo(height: number) {
  const scale = { domain: [0, height], range: [0, height], nice: false }
  return { field: 'y', type: 'quantitative', axis: null, scale } as const
}

function lengths(bars: ChartPanel['bars'], mirrored: boolean) {
  const longest = Math.max(...bars.map(bar => bar.value), 0)
  // Where all are 0 the bars have no length, and the scale still needs one.
  return { domain: [0, (longest || 1) / LONGEST], reverse: mirrored, nice: false }
}

function sideOf(mirrored: boolean): 'left' | 'right' {
  return mirrored ? 'right' : 'left'
}

/** What draws takes every text for one from left to right, unless it is told inside of it. */
function directed(text: string, mirrored: boolean): string {
  return mirrored ? `\u2067${text}\u2069` : text
}

/** The lines of a text, the first one in the middle of `y`. */
function placed(text: string, { letters, step }: Lettering, y: number): Line[] {
  return linesOf(text, letters).map((line, row) => ({ y: y + row * step, line }))
}

/** Whole words, as many as fit into each line; a word that is longer than a line goes on in the next. */
function linesOf(text: string, letters: number): string[] {
  const words = text.split(' ').flatMap(word => word.match(new RegExp(`.{1,${letters}}`, 'gu')) ?? [])
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line !== undefined && lettersIn(`${line} ${word}`) <= letters) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

/** What takes room of its own: neither vowel marks nor what only tells the direction. */
function lettersIn(text: string): number {
  return text.replace(/\p{M}|\p{Cf}/gu, '').length
}
