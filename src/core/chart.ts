/**
 * Figures as they are to be drawn: what stands there, not where.
 */

/** One picture: panels below each other. Texts are ready to be read. */
export interface Chart {
  readonly title: string
  /** BCP 47: right-to-left languages are drawn from right to left. */
  readonly language: string
  readonly panels: readonly ChartPanel[]
}

/** Bars that may be compared with each other. */
export interface ChartPanel {
  readonly title: string
  readonly bars: readonly ChartBar[]
}

export interface ChartBar {
  readonly label: string
  /** 0 or more; how long the bar is among those of its panel. */
  readonly value: number
  /** The value as it is written beside the bar. */
  readonly shown: string
  readonly tone: ChartTone
}

/** What a bar's colour hints at; its label says the same. */
export type ChartTone = 'plain' | 'good' | 'bad'
