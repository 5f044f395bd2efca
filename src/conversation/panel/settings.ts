/**
 * How a member wants to be asked: whether at all for now, how often, when, and by which clock. Each is a question with a
 * few answers; hours and cities can be typed.
 */
import { MEMBER_PACES, type MemberPace, type QuietHours } from '../../core/panel/member.ts'
import { cityOf, likelyZones, readZone } from '../../core/panel/member-zones.ts'
import type { MemberChange, OwnMember } from '../../core/panel/own-member.ts'
import { PANEL } from '../../core/panel/panel-act.ts'
import { readQuietHours } from '../../core/panel/quiet-hours.ts'
import { codeOf } from '../choice-code.ts'
import type { Option } from '../step.ts'
import { inRows } from '../steps/pages.ts'
import type { Turn } from '../turn.ts'
import { showMember } from './my-panel.ts'
import { panelToken } from './panel-tokens.ts'
import { change, hoursInWords, policyOf, showView } from './show-panel.ts'

type SettingAct = 'pause' | 'pace' | 'quiet' | 'zone'

interface Setting {
  readonly ask: 'panel.pause.ask' | 'panel.pace.ask' | 'panel.quiet.ask' | 'panel.zone.ask'
  readonly options: readonly SettingOption[]
}

interface SettingOption {
  readonly code: string
  readonly label: string
  readonly change: MemberChange
}

/** Minutes after midnight. */
const HOURS: readonly QuietHours[] = [
  { from: 21 * 60, to: 8 * 60 },
  { from: 22 * 60, to: 7 * 60 },
  { from: 18 * 60, to: 10 * 60 },
]

const DAY_MS = 86_400_000

function settingOf(turn: Turn, act: SettingAct): Setting {
  const { say, now, place } = turn.world
  switch (act) {
    case 'pause': {
      const until = (code: 'twoWeeks' | 'threeMonths', days: number) => ({
        code,
        label: say(`panel.pause.${code}`).text,
        change: { pausedUntil: new Date(now.getTime() + days * DAY_MS).toISOString() },
      })
      const open = { code: 'open', label: say('panel.pause.untilISay').text }
      return {
        ask: 'panel.pause.ask',
        options: [
          until('twoWeeks', 14),
          until('threeMonths', 91),
          { ...open, change: { pausedUntil: 'untilTheySay' } },
        ],
      }
    }
    case 'pace':
      return { ask: 'panel.pace.ask', options: pacesIn(turn).map(pace => paceOption(turn, pace)) }
    case 'quiet': {
      const usual = hoursInWords(turn, policyOf(turn).quietHours)
      const asPlace = { code: 'place', label: say('panel.quiet.asPlace', { hours: usual }).text }
      const own = HOURS.map(quietHours => ({
        code: `${quietHours.from}-${quietHours.to}`,
        label: hoursInWords(turn, quietHours),
        change: { quietHours },
      }))
      return { ask: 'panel.quiet.ask', options: [{ ...asPlace, change: { quietHours: null } }, ...own] }
    }
    case 'zone':
      return {
        ask: 'panel.zone.ask',
        options: likelyZones(place.timeZone).map(zone => ({
          code: codeOf(zone),
          label: cityOf(zone),
          change: { timeZone: zone === place.timeZone ? null : zone },
        })),
      }
  }
}

/** Topics can only be kept to where there are some. */
function pacesIn(turn: Turn): readonly MemberPace[] {
  return MEMBER_PACES.filter(pace => pace !== 'topics' || policyOf(turn).interests.length > 0)
}

function paceOption({ world: { say } }: Turn, pace: MemberPace): SettingOption {
  return { code: pace, label: say(`panel.pace.${pace}`).text, change: { pace } }
}

/** Asks, or takes what was chosen. @param code  Empty where it is only asked for. */
export function hearSetting(turn: Turn, member: OwnMember, act: SettingAct, code: string): void {
  const { say } = turn.world
  const { ask, options } = settingOf(turn, act)
  const chosen = options.find(option => option.code === code)
  if (chosen) {
    showChanged(turn, member, chosen.change)
    return
  }
  const buttons = options.map((option): Option => ({ code: panelToken(act, option.code), label: option.label }))
  const back: Option = { code: PANEL, label: say('button.back').text }
  showView(turn, say(ask), [...inRows(buttons), [back]], 'panel')
}

export function showChanged(turn: Turn, member: OwnMember, what: MemberChange): void {
  const changed = change(turn, member, what)
  turn.notes.push(turn.world.say('panel.saved'))
  showMember(turn, changed)
}

/** What a view asks, where it can be answered in words: hours, or a city. */
export function typedSetting(view: readonly Option[]): 'quiet' | 'zone' | undefined {
  const asks = (act: 'quiet' | 'zone') => view.some(({ code }) => code.startsWith(`${panelToken(act)}.`))
  return asks('quiet') ? 'quiet' : asks('zone') ? 'zone' : undefined
}

/** What the words change; undefined where they are no such answer. */
export function readSetting(turn: Turn, asked: 'quiet' | 'zone', words: string): MemberChange | undefined {
  if (asked === 'quiet') {
    const quietHours = readQuietHours(words)
    return quietHours && { quietHours }
  }
  const { timeZone: usual } = turn.world.place
  const timeZone = readZone(words, usual)
  return timeZone === undefined ? undefined : { timeZone: timeZone === usual ? null : timeZone }
}
