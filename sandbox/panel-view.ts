/**
 * What the page is told of the panel of simulated members. Part of `view.ts`: types only.
 */

export interface PanelView {
  /** How many there are to be. */
  readonly size: number
  /** How many times as fast as people they are. */
  readonly pace: number
  /** On the panel now. */
  readonly joined: number
  /** Of those: who has a survey on the screen, begun or done with. */
  readonly asked: number
  readonly answering: number
  readonly answered: number
  /** What they did last, the newest first. */
  readonly deeds: readonly PanelDeed[]
  /** ISO; surveys wait until then, by the clock of the town. Absent where they need not. */
  readonly quietUntil?: string
}

export interface PanelDeed {
  /** Counts all that was done. */
  readonly number: number
  readonly person: string
  readonly name: string
  readonly network: 'telegram' | 'discord'
  readonly language: string
  readonly words: string
}
