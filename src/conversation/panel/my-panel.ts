/**
 * *My panel*: how somebody is asked, and the way to change it.
 */

import { cityOf } from '../../core/panel/member-zones.ts'
import { isPaused, type OwnMember } from '../../core/panel/own-member.ts'
import { OWN_ANSWERS } from '../../core/panel/survey-token.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import { formatDate } from '../../core/working-time.ts'
import type { Option } from '../step.ts'
import { inRows } from '../steps/pages.ts'
import type { Turn } from '../turn.ts'
import { OWN_OUTCOMES } from './own-outcomes.ts'
import { type PanelTokenAct, panelToken } from './panel-tokens.ts'
import { profileItems } from './profile-items.ts'
import { hoursInWords, policyOf, showView } from './show-panel.ts'

export function showMember(turn: Turn, member: OwnMember): void {
  const { say, now } = turn.world
  const to = (act: PanelTokenAct, label: string): Option => ({ code: panelToken(act), label })
  const paused = isPaused(member, now)
  const options = [
    to('one', say('panel.one.label').text),
    paused ? to('goOn', say('panel.pause.end').text) : to('pause', say('panel.pause.label').text),
    to('pace', say('panel.pace.label').text),
    ...(profileItems(turn).length > 0 ? [to('about', say('panel.about').text)] : []),
    to('quiet', say('panel.quiet.label').text),
    to('zone', say('panel.zone.label').text),
    { code: OWN_ANSWERS, label: say('survey.mine.button').text },
    { code: OWN_OUTCOMES, label: say('outcome.mine.button').text },
    to('leave', say('panel.leave.label').text),
  ]
  const text = joinRich([say('panel.heading'), stateOf(turn, member), joinRich(factsOf(turn, member), '\n')], '\n\n')
  showView(turn, text, inRows(options))
}

function stateOf({ world: { say, now, language, place } }: Turn, member: OwnMember): RichText {
  const { pausedUntil } = member
  if (!isPaused(member, now) || pausedUntil === null) return say('panel.active')
  if (pausedUntil === 'untilTheySay') return say('panel.pause.open')
  const day = formatDate(new Date(pausedUntil), language, member.timeZone ?? place.timeZone)
  return say('panel.pause.until', { day })
}

function factsOf(turn: Turn, { pace, quietHours, timeZone }: OwnMember): readonly RichText[] {
  const { say, place } = turn.world
  const fact = (label: string, value: string) => say('check.fact', { label, value })
  return [
    fact(say('panel.pace.label').text, say(`panel.pace.${pace}`).text),
    fact(say('panel.quiet.label').text, hoursInWords(turn, quietHours ?? policyOf(turn).quietHours)),
    fact(say('panel.zone.label').text, cityOf(timeZone ?? place.timeZone)),
  ]
}
