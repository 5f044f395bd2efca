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
const TITLE_SIZE = 30
const PANEL_TITLE_SIZE = 25
const TEXT_SIZE = 22
/** A label, and the bar below it. */
const ROW = 70
const BAR = 24
/** Of the width, for the longest bar; the rest is for its value. */
const LONGEST = 0.68
/** Letters of the title that surely fit into a line. */
const TITLE_LINE = 36
const TITLE_STEP = 40
const INK = '#1D1C1D'

type View = Extract<TopLevelSpec, { vconcat: unknown }>['vconcat'][number]

export function chartSpec({ title, language, panels }: Chart): TopLevelSpec {
  const mirrored = isRightToLeft(language)
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: '#FFFFFF',
    padding: MARGIN,
    spacing: 30,
    vconcat: [titleSpec(title, mirrored), ...panels.map(panel => panelSpec(panel, mirrored))],
    config: {
      font: FONT,
      view: { stroke: null },
      title: { color: INK, font: FONT },
      text: { color: INK, font: FONT, fontSize: TEXT_SIZE },
    },
  }
}

/** Each line is a text of its own: what draws them orders the letters of one text together. */
function titleSpec(title: string, mirrored: boolean) {
  const values = linesOf(title).map((line, row) => ({ row, line: directed(line, mirrored) }))
  return {
    width: WIDTH,
    height: { step: TITLE_STEP },
    data: { values },
    mark: { type: 'text', align: sideOf(mirrored), baseline: 'middle', fontSize: TITLE_SIZE, fontWeight: 'bold' },
    encoding: {
      x: { value: mirrored ? WIDTH : 0 },
      y: { field: 'row', type: 'ordinal', axis: null },
      text: { field: 'line', type: 'nominal' },
    },
  } as const satisfies View
}

function panelSpec({ title, bars }: ChartPanel, mirrored: boolean) {
  const longest = Math.max(...bars.map(bar => bar.value), 0)
  // Where all are 0 the bars have no length, and the scale still needs one.
  const domain = [0, (longest || 1) / LONGEST]
  const values = bars.map(({ label, value, shown, tone }, row) => ({
    row,
    label: directed(label, mirrored),
    value,
    shown: directed(shown, mirrored),
    colour: COLOURS[tone],
  }))
  const y = { field: 'row', type: 'ordinal', sort: null, axis: null } as const
  const x = {
    field: 'value',
    type: 'quantitative',
    axis: null,
    scale: { domain, reverse: mirrored, nice: false },
  } as const
  const start = { x: { value: mirrored ? WIDTH : 0 }, y } as const
  const align = sideOf(mirrored)
  return {
    title: {
      text: directed(title, mirrored),
      anchor: mirrored ? 'end' : 'start',
      fontSize: PANEL_TITLE_SIZE,
      fontWeight: 'bold',
      offset: 8,
    },
    width: WIDTH,
    height: { step: ROW },
    data: { values },
    layer: [
      {
        mark: { type: 'bar', height: BAR, yOffset: 14 },
        encoding: { x, y, color: { field: 'colour', type: 'nominal', scale: null } },
      },
      {
        mark: { type: 'text', align, baseline: 'middle', dy: -15 },
        encoding: { ...start, text: { field: 'label', type: 'nominal' } },
      },
      {
        mark: { type: 'text', align, baseline: 'middle', dy: 14, dx: mirrored ? -10 : 10, fontWeight: 'bold' },
        encoding: { x, y, text: { field: 'shown', type: 'nominal' } },
      },
    ],
  } as const satisfies View
}

function sideOf(mirrored: boolean): 'left' | 'right' {
  return mirrored ? 'right' : 'left'
}

/** What draws takes every text for one from left to right, unless it is told inside of it. */
function directed(text: string, mirrored: boolean): string {
  return mirrored ? `\u2067${text}\u2069` : text
}

/** Whole words, as many as fit into each line. */
function linesOf(title: string): string[] {
  const lines: string[] = []
  for (const word of title.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= TITLE_LINE) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}
