/**
 * One's own cases: a page of them, and one in full with what can be done about it.
 */
import { referenceOf } from '../core/case.ts'
import { listIn } from '../core/direction.ts'
import { fold } from '../core/fold.ts'
import { identityOf } from '../core/identity.ts'
import { answerTo } from '../core/lookup.ts'
import { afterSettled, mayWithdraw, type OwnCase, type OwnCaseInFull } from '../core/own-case.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'
import { formatDay } from '../core/working-time.ts'
import { caseToken, pageToken } from './case-tokens.ts'
import { listDrafts } from './drafts.ts'
import { named } from './named.ts'
import type { Option } from './step.ts'
import { LABEL } from './steps/pages.ts'
import { showWhere } from './steps/where.ts'
import { showMenu, type Turn } from './turn.ts'

/** UTF-16 units of the last word in the list. */
const FIRST_LINE = 100

/** What was begun and not sent stands before the first page. @param page  From 0. */
export function showCases(turn: Turn, page: number): void {
  const { say } = turn.world
  const known = answerTo({ kind: 'cases', page }, turn.world.lookedUp)
  if (!known) {
    turn.wants = { kind: 'cases', page }
    return
  }
  const drafts = page === 0 ? listDrafts(turn) : undefined
  if (known.cases.length === 0 && !drafts) {
    showMenu(turn, say('cases.none'))
    return
  }
  const turns: Option[] = []
  if (page > 0) turns.push({ code: pageToken(page - 1), label: say('cases.newer').text })
  if (known.more) turns.push({ code: pageToken(page + 1), label: say('cases.older').text })
  const lines = known.cases.map(one => joinRich([headingOf(turn, one), ...lineOf(turn, one)], '\n'))
  turn.hint = undefined
  turn.show = {
    what: 'view',
    text: joinRich(
      [...(drafts ? [drafts.text] : []), ...(lines.length > 0 ? [say('cases.heading'), ...lines] : [])],
      '\n\n',
    ),
    options: [
      ...(drafts?.options ?? []),
      ...known.cases.map(one => [caseOption(turn, one)]),
      ...(turns.length > 0 ? [turns] : []),
    ],
  }
}

/**
 * Looks up one of this person's cases.
 *
 * @returns Nothing where it has to be looked up first, or is none of theirs: that is said.
 */
export function findOwn(turn: Turn, id: string): OwnCaseInFull | undefined {
  const known = answerTo({ kind: 'case', id }, turn.world.lookedUp)
  if (!known) turn.wants = { kind: 'case', id }
  else if (!known.found) showMenu(turn, turn.world.say('cases.gone'))
  return known?.found ?? undefined
}

export function showCase(turn: Turn, id: string): void {
  const found = findOwn(turn, id)
  if (!found) return
  turn.hint = undefined
  turn.show = {
    what: 'view',
    text: joinRich([headingOf(turn, found), plain(statusOf(turn, found)), ...factsOf(turn, found)], '\n'),
    options: [...actsOf(turn, found).map(option => [option]), [{ code: pageToken(0), label: allOf(turn) }]],
  }
}

/** The case that was typed by its reference: HB-1042, hb 1042. */
export function typedReference({ world: { place } }: Turn, text: RichText | undefined): string | undefined {
  if (!text || text.text.length > 30) return undefined
  const [, prefix, number] = /^([\p{L}\d]+?)[\s\p{Pd}]*(\d{1,18})$/u.exec(fold(text.text).trim()) ?? []
  return prefix === fold(place.reference) ? number : undefined
}

/** HB-1042 */
export function referenceIn({ world: { place } }: Turn, id: string): string {
  return referenceOf(place.reference, id)
}

/** "It's not fixed", or what a question has instead. */
export function notRightLabel({ world: { say } }: Turn, { kind }: Pick<OwnCase, 'kind'>): string {
  return say(kind === 'question' ? 'cases.notAnswered' : 'cases.notFixed').text
}

function actsOf(turn: Turn, found: OwnCaseInFull): readonly Option[] {
  const { say, now } = turn.world
  const option = (act: Parameters<typeof caseToken>[1], label: string) => ({ code: caseToken(found.id, act), label })
  return [
    ...(afterSettled(found, now) ? [option('notRight', notRightLabel(turn, found))] : []),
    option('add', say('cases.add').text),
    ...(mayWithdraw(found) ? [option('withdraw', say('cases.withdraw').text)] : []),
  ]
}

function allOf({ world: { say } }: Turn): string {
  return say('cases.all').text
}

function headingOf(turn: Turn, one: OwnCase): RichText {
  return turn.world.say('cases.line', { reference: referenceIn(turn, one.id), title: titleOf(turn, one) })
}

function titleOf({ world }: Turn, { title, category, kind }: OwnCase): string {
  const about = category === null ? undefined : world.place.categories.get(category)
  if (title) return title
  return about ? named(about.name, world) : world.say(`cases.kinds.${kind}`).text
}

function lineOf(turn: Turn, one: OwnCase): readonly RichText[] {
  const last = lastWordOf(turn, one, FIRST_LINE)
  return [plain(statusOf(turn, one)), ...(last ? [last] : [])]
}

function factsOf(turn: Turn, found: OwnCaseInFull): readonly RichText[] {
  const { world } = turn
  const { say } = world
  const fact = (label: RichText, value: string | RichText) => say('check.fact', { label: label.text, value })
  const { words, where, photos, kind, openedAt, mergedInto } = found
  const last = lastWordOf(turn, found, Number.POSITIVE_INFINITY)
  return [
    ...(words?.text ? [fact(say(kind === 'question' ? 'ask.what.label' : 'report.what.label'), words)] : []),
    ...(where ? [fact(say('report.where.label'), showWhere(where, world))] : []),
    ...(photos > 0 ? [fact(say('report.photos.label'), say('check.photos', { count: photos }).text)] : []),
    fact(say('cases.sent'), dayOf(turn, openedAt)),
    ...nextOf(turn, found).map(next => fact(say('cases.next'), next)),
    ...(last ? [fact(say('cases.lastWord'), last)] : []),
    ...(mergedInto === null ? [] : [fact(say('cases.goesOnAs'), referenceIn(turn, mergedInto))]),
  ]
}

/** What the person may expect, honestly: also that it is late. Staff were reminded of what is. */
function nextOf(turn: Turn, { dueAt, answered, waitsForYou, department }: OwnCaseInFull): readonly RichText[] {
  const { say, now } = turn.world
  if (waitsForYou) return [say('cases.waitsForYou')]
  if (dueAt === null) return []
  const values = { department: teamOf(turn, department), day: dayOf(turn, dueAt) }
  if (Date.parse(dueAt) > now.getTime()) return [say(answered ? 'cases.settledBy' : 'cases.answerBy', values)]
  return [say(answered ? 'cases.settledLate' : 'cases.answerLate', values)]
}

/** What became of it, in a few words. */
function statusOf({ world }: Turn, { kind, status, reason, plannedFor }: OwnCase): string {
  const { say, language } = world
  if (status === 'closed') return say(`cases.closed.${reason ?? 'noFurtherAction'}`).text
  if (status === 'planned') {
    const day = formatDay(new Date(`${plannedFor}T12:00:00Z`), language, 'UTC')
    return say('cases.planned', { day }).text
  }
  if (status === 'fixed' && kind === 'question') return say('cases.answered').text
  return say(`cases.status.${status}`).text
}

/** @param most  UTF-16 units of its words; of a shorter one the first line counts. */
function lastWordOf(turn: Turn, { lastWord, department }: OwnCase, most: number): RichText | undefined {
  if (!lastWord) return undefined
  const { world } = turn
  const { say, place } = world
  const { author, authorId, at } = lastWord
  const line = most === Number.POSITIVE_INFINITY ? lastWord.words : firstLine(lastWord.words, most)
  const words = line || say('cases.onlyPhotos').text
  const day = dayOf(turn, at)
  if (author === null) return say('cases.byYou', { day, words })
  const team = teamOf(turn, department)
  const named = identityOf(place, department, { id: authorId ?? '', name: author }) === 'named'
  return say('cases.byStaff', { author: named ? `${author}, ${team}` : team, day, words })
}

function teamOf({ world }: Turn, department: string): string {
  const { departments, frontDesk } = world.place
  return named((departments.get(department) ?? departments.get(frontDesk))?.name ?? {}, world)
}

function dayOf({ world: { language, place } }: Turn, at: string): string {
  return formatDay(new Date(at), language, place.timeZone)
}

function caseOption(turn: Turn, one: OwnCase): Option {
  const reference = referenceIn(turn, one.id)
  return {
    code: caseToken(one.id, 'show'),
    label: shorten(`${listIn(turn.world.language, [reference])}: ${titleOf(turn, one)}`, LABEL),
    synonyms: [reference],
  }
}

function firstLine(words: string, most: number): string {
  return shorten(words.trim().split('\n')[0] ?? '', most)
}
