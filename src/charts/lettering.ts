/**
 * The letters of a chart: their sizes on a sheet, and lines of words that fit into it.
 *
 * Everything is placed here, from the top down, in units of the sheet: nothing of it is left to what draws.
 */
import type { Chart } from '../core/chart.ts'

/** Has Latin and Arabic letters; lies with us, so that a chart looks the same wherever it is drawn. */
export const FONT = 'IBM Plex Sans Arabic'
export const INK = '#1D1C1D'

/** `letters` are as many as surely fit into a line, capitals too; `step` is from one line to the next. */
export interface Lettering {
  readonly size: number
  readonly weight: 'bold' | 'normal'
  readonly letters: number
  readonly step: number
}

/** What a chart is drawn on. Its height follows from what is in it. */
export interface Sheet {
  /** Without the margins. */
  readonly width: number
  readonly margin: number
  readonly title: Lettering
  readonly panelTitle: Lettering
  readonly label: Lettering
  readonly bar: number
  /** From the last line of a label to its bar, and from a bar to the next label. */
  readonly toBar: number
  readonly toNext: number
  readonly belowTitle: number
  /** Pixels for each unit. */
  readonly zoom: number
}

export const SHEETS: Readonly<Record<Chart['sheet'], Sheet>> = {
  desk: {
    width: 620,
    margin: 24,
    title: { size: 30, weight: 'bold', letters: 34, step: 40 },
    panelTitle: { size: 25, weight: 'bold', letters: 40, step: 33 },
    label: { size: 22, weight: 'normal', letters: 50, step: 28 },
    bar: 24,
    toBar: 29,
    toNext: 41,
    belowTitle: 8,
    zoom: 2,
  },
  // As wide as the smallest phone shows a picture: 15 stay 15 there.
  phone: {
    width: 288,
    margin: 16,
    title: { size: 17, weight: 'bold', letters: 28, step: 23 },
    panelTitle: { size: 16, weight: 'bold', letters: 30, step: 21 },
    label: { size: 15, weight: 'normal', letters: 34, step: 20 },
    bar: 16,
    toBar: 20,
    toNext: 28,
    belowTitle: 6,
    zoom: 3,
  },
}

/** Of the whole picture, units. */
export function fullWidth({ width, margin }: Sheet): number {
  return width + 2 * margin
}

/** Where something stands: from the top of its panel to its middle. */
export interface Line {
  readonly y: number
  readonly line: string
}

/** The lines of a text, the first one in the middle of `y`. */
export function placed(text: string, { letters, step }: Lettering, y: number): Line[] {
  return linesOf(text, letters).map((line, row) => ({ y: y + row * step, line }))
}

/** Each line is a text of its own: what draws them orders the letters of one text together. */
export function writing(
  lines: readonly Line[],
  { size, weight }: Lettering,
  { width }: Sheet,
  height: number,
  mirrored: boolean,
) {
  return {
    data: { values: lines.map(({ y, line }) => ({ y, line: directed(line, mirrored) })) },
    mark: { type: 'text', align: sideOf(mirrored), baseline: 'middle', fontSize: size, fontWeight: weight },
    encoding: {
      x: { value: mirrored ? width : 0 },
      y: downTo(height),
      text: { field: 'line', type: 'nominal' },
    },
  } as const
}

/** Units as they are, from the top down. */
export function downTo(height: number) {
  const scale = { domain: [0, height], range: [0, height], nice: false }
  return { field: 'y', type: 'quantitative', axis: null, scale } as const
}

export function sideOf(mirrored: boolean): 'left' | 'right' {
  return mirrored ? 'right' : 'left'
}

/** What draws takes every text for one from left to right, unless it is told inside of it. */
export function directed(text: string, mirrored: boolean): string {
  return mirrored ? `\u2067${text}\u2069` : text
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
