/**
 * How a view of the panel is put before somebody, and what is known of their membership.
 */

import { answerTo, type LookedUp } from '../../core/lookup.ts'
import type { QuietHours } from '../../core/panel/member.ts'
import { changedMember, type MemberChange, type OwnMember } from '../../core/panel/own-member.ts'
import { writeClock } from '../../core/panel/quiet-hours.ts'
import type { PanelPolicy } from '../../core/place.ts'
import type { RichText } from '../../core/rich-text.ts'
import type { Option } from '../step.ts'
import type { SideQuestion, Turn } from '../turn.ts'

/** Undefined where it has to be looked up first: the turn wants it then. */
export function membershipOf(turn: Turn): Extract<LookedUp, { kind: 'member' }> | undefined {
  const known = answerTo({ kind: 'member' }, turn.world.lookedUp)
  if (!known) turn.wants = { kind: 'member' }
  return known
}

/** @throws where the place has no panel: nothing of it is shown then. */
export function policyOf({ world: { place } }: Turn): PanelPolicy {
  if (!place.panel) throw new Error('the place has no panel')
  return place.panel
}

/** "21:00–08:00". Where one reads from right to left, a dash would tell the two times the other way round. */
export function hoursInWords({ world: { say } }: Turn, { from, to }: QuietHours): string {
  return say('panel.quiet.hours', { from: writeClock(from), to: writeClock(to) }).text
}

/** @param rows  Of buttons; their codes are tokens of the panel. */
export function showView(turn: Turn, text: RichText, rows: readonly (readonly Option[])[], asks?: SideQuestion): void {
  turn.hint = undefined
  turn.show = { what: 'view', text, options: rows.filter(row => row.length > 0), ...(asks && { asks }) }
}

/** Brings a change about. @returns  The membership as it will be. */
export function change(turn: Turn, member: OwnMember, what: MemberChange): OwnMember {
  turn.effects.push({ kind: 'panel', act: { act: 'change', change: what } })
  return changedMember(member, what)
}
