/**
 * The codes behind the panel's buttons: `panel`, `panel.pause`, `panel.pace.weekly`. They have no number of a prompt, so
 * that they work however old they are; what they may do is asked each time.
 */

import { PANEL } from '../../core/panel/panel-act.ts'

const ACTS = [
  'join',
  'confirm',
  'notNow',
  'ask',
  'new',
  'newOff',
  'set',
  'setOff',
  'about',
  'pause',
  'goOn',
  'pace',
  'quiet',
  'zone',
  'leave',
  'one',
] as const

export type PanelTokenAct = (typeof ACTS)[number]

export interface PanelWish {
  /** Absent: the panel itself. */
  readonly act?: PanelTokenAct
  /** Empty where there is none. */
  readonly argument: string
}

export function panelToken(act: PanelTokenAct, argument = ''): string {
  return argument ? `${PANEL}.${act}.${argument}` : `${PANEL}.${act}`
}

/** Nothing where it is no such token. */
export function readPanelToken(token: string): PanelWish | undefined {
  if (token === PANEL) return { argument: '' }
  const [, name, argument = ''] = /^panel\.(\w+)(?:\.([\w.-]{1,50}))?$/.exec(token) ?? []
  const act = ACTS.find(known => known === name)
  return act && { act, argument }
}
