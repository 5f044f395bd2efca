/**
 * Puts a case into another category; where that belongs to another department, the case goes there.
 *
 * What fits of the answers stays; the rest is shown in the thread, so that nothing that the resident said is lost.
 */
import { fittingAnswers } from '../core/fitting-answers.ts'
import type { Category, Department, Place } from '../core/place.ts'
import { joinRich } from '../core/rich-text.ts'
import { departmentFor } from '../core/routing.ts'
import { type CaseOnCard, caseOnCard } from '../store/case-on-card.ts'
import { setCategory } from '../store/case-routing.ts'
import type { Colleague } from '../store/case-work.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { answerFact } from './case-facts.ts'
import { type ActionContext, inLanguage, speakToStaff } from './context.ts'
import { cardUpdate, threadPost } from './to-desk.ts'
import { transferCase } from './transfer-case.ts'

export interface Recategorised {
  readonly to: Category
  /** Default: whoever takes such cases there. */
  readonly department?: Department
  readonly by: Colleague
}

/** @returns Undefined where the case is not what it was in `about` any more. */
export async function changeCategory(
  trx: Trx,
  about: CaseAtDesk,
  { to, department, by }: Recategorised,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const { place, now } = context
  const shown = await caseOnCard(trx, about.id)
  if (!shown) return undefined
  const from = place.categories.get(shown.category ?? '')
  const { fit, rest } = fittingAnswers(shown.answers, from, to)
  const visibility = shown.visibility === 'public' && to.visibility === 'public' ? 'public' : 'private'
  const changed = await setCategory(trx, about.id, about.department, { category: to.key, answers: fit, visibility })
  if (!changed) return undefined
  const detail = { from: shown.category ?? null, to: to.key }
  await recordEvents(trx, [{ caseId: about.id, actor: by.id, kind: 'recategorised', detail }], now)
  const said = [...told(place, shown, to, by, about.id), ...leftOver(place, shown, rest, about.id)]
  const target = department ?? departmentFor(place, { category: to.key, area: shown.where?.area })
  if (target.key === about.department) return [cardUpdate(about.id), ...said]
  const moved = await transferCase(trx, about, { to: target, reason: '', by }, context)
  return moved && [...moved, ...said]
}

function told(place: Place, { category }: CaseOnCard, to: Category, by: Colleague, caseId: string) {
  const name = (one: Category) => inLanguage(place, one.name, place.languages[0])
  const before = place.categories.get(category ?? '')
  const say = speakToStaff(place)
  const values = { author: by.name, to: name(to) }
  const text = before
    ? say('desk.move.recategorised', { ...values, from: name(before) })
    : say('desk.move.categorised', values)
  return [threadPost(caseId, { text })]
}

function leftOver(place: Place, { category }: CaseOnCard, rest: CaseOnCard['answers'], caseId: string) {
  const facts = rest.flatMap(answer => answerFact(place, category, answer))
  if (facts.length === 0) return []
  const lines = facts.map(({ label, value }) => `${label}: ${value}`)
  const text = joinRich([speakToStaff(place)('desk.move.answersLeft'), lines.join('\n')], '\n')
  return [threadPost(caseId, { text })]
}
