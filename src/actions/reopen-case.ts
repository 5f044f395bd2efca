/**
 * A resident says that what was settled is not right: the case is open again, and its clocks begin anew.
 */
import { speak } from '../../locales/index.ts'
import { dueTimesOf } from '../core/due-times.ts'
import type { Address } from '../core/network.ts'
import { afterSettled } from '../core/own-case.ts'
import { joinRich } from '../core/rich-text.ts'
import { keepSaid } from '../store/case-messages.ts'
import { moveCase, restartClocks } from '../store/case-work.ts'
import { caseById, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { followerAt } from '../store/followers.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { ownCase } from '../store/own-cases.ts'
import type { AddedWords } from './add-to-case.ts'
import { type ActionContext, departmentOf, inLanguage, reference, speakToStaff } from './context.ts'
import { newsOf, tellFollowers } from './tell-followers.ts'
import { cardUpdate, threadPost } from './to-desk.ts'
import { changedMeanwhile } from './withdraw-case.ts'

/** @throws where the case is none of this address's. Where it has changed since they asked, they are told. */
export async function reopenCase(
  trx: Trx,
  address: Address,
  { caseId, text, files, said }: AddedWords,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { place, now } = context
  const about = await caseById(trx, caseId)
  const found = await ownCase(trx, address, caseId)
  const follower = await followerAt(trx, caseId, address)
  if (!about || !found || !follower) throw new Error(`case ${caseId} is not of the address that opens it again`)
  const moved =
    afterSettled(found, now) === 'reopen' &&
    (await moveCase(trx, caseId, about.status, { status: 'reopened', words: '' }, now, false))
  if (!moved) return [changedMeanwhile(follower, caseId, context)]
  const department = departmentOf(place, about.department)
  await restartClocks(trx, caseId, dueTimesOf(department, now), true)
  await keepSaid(trx, caseId, address, said, now)
  await recordEvents(
    trx,
    [
      { caseId, actor: address, kind: 'statusChanged', detail: { from: about.status, to: 'reopened' } },
      { caseId, actor: address, kind: 'residentWrote', words: { text, files } },
    ],
    now,
  )
  const told = await tellFollowers(trx, about, newsOf(caseId), ({ language }) => ({
    text: speak(language)('news.reopened', {
      reference: reference(place, caseId),
      department: inLanguage(place, department.name, language),
    }),
  }))
  const say = speakToStaff(place)
  const name = { name: follower.firstName }
  const words = joinRich([say('desk.notRight', name), text], '\n')
  return [
    ...told,
    threadPost(caseId, { author: say('desk.resident', name).text, text: words, files }),
    cardUpdate(caseId),
  ]
}
