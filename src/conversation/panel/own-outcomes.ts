/**
 * *What came of it*: what became of the surveys that somebody answered, and what the town still owes them.
 */
import { outcomeMessage, outcomeParts, titleIn } from '../../asking/outcome-message.ts'
import { answerTo } from '../../core/lookup.ts'
import { isOverdue, type OwnOutcome } from '../../core/panel/outcome.ts'
import { PANEL } from '../../core/panel/panel-act.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import { formatDate } from '../../core/working-time.ts'
import type { Option } from '../step.ts'
import { LABEL } from '../steps/pages.ts'
import type { Turn } from '../turn.ts'
import { showView } from './show-panel.ts'

/** Leads to the list; with a number behind it to one of its pages. */
export const OWN_OUTCOMES = 'panel.outcomes'
/** UTF-16 units of each outcome in the list. */
const IN_LIST = 200

export type OwnOutcomesWish =
  | { readonly what: 'list'; readonly page: number }
  | { readonly what: 'show'; readonly waveId: string }

/** Nothing where it is no such token. */
export function readOwnOutcomesToken(token: string): OwnOutcomesWish | undefined {
  if (token === OWN_OUTCOMES) return { what: 'list', page: 0 }
  const [, page] = /^panel\.outcomes\.(\d{1,4})$/.exec(token) ?? []
  if (page !== undefined) return { what: 'list', page: Number(page) }
  const [, waveId] = /^panel\.outcome\.(\d{1,18})$/.exec(token) ?? []
  return waveId === undefined ? undefined : { what: 'show', waveId }
}

export function hearOwnOutcomes(turn: Turn, wish: OwnOutcomesWish) {
  if (wish.what === 'list') return showList(turn, wish.page)
  const found = findOutcome(turn, wish.waveId)
  if (found) showOutcome(turn, found)
  else if (found === null) showList(turn, 0)
}

/** Undefined where it has to be looked up first, null where they did not answer that survey. */
export function findOutcome(turn: Turn, waveId: string): OwnOutcome | null | undefined {
  const known = answerTo({ kind: 'outcome', waveId }, turn.world.lookedUp)
  if (!known) turn.wants = { kind: 'outcome', waveId }
  return known?.found
}

function showList(turn: Turn, page: number) {
  const { say, lookedUp, language } = turn.world
  const known = answerTo({ kind: 'outcomes', page }, lookedUp)
  if (!known) {
    turn.wants = { kind: 'outcomes', page }
    return
  }
  const back: Option = { code: PANEL, label: say('panel.mine').text }
  const { outcomes, more, decisions } = known
  if (outcomes.length === 0) return showView(turn, say('outcome.mine.none'), [[back]])
  const lines = outcomes.map(own =>
    joinRich([say('outcome.mine.title', { title: titleIn(own, language) }), ...shortened(turn, own)], '\n'),
  )
  const open = outcomes
    .filter(({ outcome }) => outcome !== null)
    .map(own => [{ code: `panel.outcome.${own.waveId}`, label: shorten(titleIn(own, language), LABEL) }])
  const turns: Option[] = []
  if (page > 0) turns.push({ code: pageToken(page - 1), label: say('cases.newer').text })
  if (more) turns.push({ code: pageToken(page + 1), label: say('cases.older').text })
  const counted = decisions > 0 ? [say('outcome.mine.counted', { count: decisions })] : []
  const text = joinRich([...counted, say('outcome.mine.heading'), ...lines], '\n\n')
  showView(turn, text, [...open, turns, [back]])
}

/** Exactly what was told, and what is still to come. */
function showOutcome(turn: Turn, own: OwnOutcome) {
  const { say, language } = turn.world
  if (!own.outcome) return showList(turn, 0)
  const { text, choices, files } = outcomeMessage(own.outcome, own, language)
  const all = [{ token: OWN_OUTCOMES, label: say('outcome.mine.button').text }]
  const owed = isOwed(turn, own) ? owedLines(turn, own) : []
  turn.show = {
    what: 'survey',
    message: { text: joinRich([text, ...owed], '\n\n'), choices: [all, ...choices], files },
  }
}

/** What came of one survey, below what else is told of it. */
export function outcomeLines(turn: Turn, own: OwnOutcome): readonly RichText[] {
  const { language } = turn.world
  const said = own.outcome ? outcomeParts(own.outcome, own, language) : []
  return [...said, ...(own.outcome === null || isOwed(turn, own) ? owedLines(turn, own) : [])]
}

function shortened(turn: Turn, own: OwnOutcome): readonly RichText[] {
  const { outcome, languages } = own
  const { language } = turn.world
  const words = outcome && (outcome.words[language] ?? outcome.words[languages[0]] ?? '')
  const owed = outcome?.kind === 'decided' && own.promisedBy === null ? [] : owedLines(turn, own)
  return [...(words === null ? [] : [plain(shorten(words, IN_LIST))]), ...owed]
}

/** The day that they were given is long over. */
function isOwed({ world: { now, place } }: Turn, { promisedBy }: OwnOutcome): boolean {
  return promisedBy !== null && isOverdue(promisedBy, now, place.timeZone)
}

/** Nobody is named: it is the town that owes them an answer. */
function owedLines(turn: Turn, own: OwnOutcome): readonly RichText[] {
  const { say, language, place } = turn.world
  const { promisedBy, askedAt } = own
  if (promisedBy === null) return own.outcome ? [] : [say('outcome.mine.nothing')]
  const day = formatDate(new Date(`${promisedBy}T12:00:00Z`), language, 'UTC')
  if (!isOwed(turn, own)) return [say('outcome.mine.waiting', { day })]
  const asked = askedAt === null ? undefined : formatDate(new Date(askedAt), language, place.timeZone)
  return [
    say('outcome.mine.overdue', { day }),
    ...(asked === undefined ? [] : [say('outcome.mine.askedAgain', { place: place.name, day: asked })]),
  ]
}

function pageToken(page: number): string {
  return page === 0 ? OWN_OUTCOMES : `${OWN_OUTCOMES}.${page}`
}
