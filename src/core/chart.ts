/**
 * Figures as they are to be drawn: what stands there, not where.
 */

/** One picture: panels below each other. Texts are ready to be read. */
export interface Chart {
  readonly title: string
  /** BCP 47: right-to-left languages are drawn from right to left. */
  readonly language: string
  /** What it is looked at on: staff's Slack, or a resident's phone. */
  readonly sheet: 'desk' | 'phone'
  readonly panels: readonly ChartPanel[]
}

export type ChartPanel = BarPanel | LinePanel

/** Bars that may be compared with each other. */
export interface BarPanel {
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

/** What became of values over time. */
export interface LinePanel {
  readonly title: string
  /** Two or more moments, the earliest first: a few letters each. */
  readonly moments: readonly string[]
  /** What the moments are, below them. */
  readonly below: string
  /** Lines across, the lowest first; the first and the last are the edges that every value lies between. */
  readonly ticks: readonly Amount[]
  /** At most ten. */
  readonly lines: readonly ChartLine[]
}

export interface ChartLine {
  readonly label: string
  /** One for each moment; null where there is none, and the line ends or has a gap. */
  readonly points: readonly (Amount | null)[]
}

export interface Amount {
  readonly value: number
  readonly shown: string
}
