/**
 * The forms behind *Decline…* and *Send at once…* of a reply that waits for a second person: both want a reason, which is
 * on record. Who sends at once is shown in the form what came after the words were written, as whoever approves is.
 */
import { declineReply, sendAtOnce } from '../actions/approve-reply.ts'
import { cameMeanwhile, type Meanwhile } from '../actions/came-meanwhile.ts'
import { reference, speakToStaff } from '../actions/context.ts'
import { DECLINE, SEND_AT_ONCE } from '../actions/reply-buttons.ts'
import type { DeskForm } from '../core/desk-views.ts'
import { mayDo, type StaffAct } from '../core/roles.ts'
import type { Db, Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { Reply } from '../store/replies.ts'
import { openedBy } from './ask-form.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import { type CaseForm, wrong } from './case-form.ts'
import type { DeskWork } from './desk-work.ts'
import { isTrainee } from './is-trainee.ts'
import { readReason, reasonField } from './reason-field.ts'
import { replyNamed } from './reply-named.ts'

interface ReasonForm {
  readonly action: string
  readonly act: StaffAct
  readonly texts: 'decline' | 'atOnce'
  /** What came meanwhile is shown before it is settled; default: it makes no difference. */
  readonly looks?: true
  /** Beside `act`; default: nobody is kept from it. */
  readonly may?: (hand: CaseAtHand, reply: Reply) => boolean
  readonly settle: (
    trx: Trx,
    work: DeskWork,
    hand: CaseAtHand,
    reply: Reply,
    given: { readonly reason: string; readonly trainee: boolean },
  ) => Promise<readonly NewOutbound[] | undefined>
}

/** Its author may decline it too: so they take it back. */
export const declineForm: CaseForm = reasonForm({
  action: DECLINE,
  act: 'reply',
  texts: 'decline',
  may: ({ by, role }, reply) => mayDo(role, 'approve') || by.id === reply.author,
  settle: (trx, { place, now }, { about, by }, reply, { reason }) =>
    declineReply(trx, about, reply, { by: by.id, name: by.name, reason }, { place, now: now() }),
})

export const sendAtOnceForm: CaseForm = reasonForm({
  action: SEND_AT_ONCE,
  act: 'sendAtOnce',
  texts: 'atOnce',
  looks: true,
  settle(trx, { place, now }, { about, by, thread: { channel, ts: thread } }, reply, given) {
    return sendAtOnce(trx, about, reply, { by: by.id, name: by.name, channel, thread, ...given }, { place, now: now() })
  },
})

function reasonForm({ action, act, texts, looks, may = () => true, settle }: ReasonForm): CaseForm {
  const cameSince = ({ place }: DeskWork, { about, by }: CaseAtHand, db: Db, reply: Reply, since: Date) =>
    looks ? cameMeanwhile(db, about, reply, by.id, since, place) : undefined
  /** @param seen  `REPLY.VERSION`, and behind another point by when what came was shown. */
  const formOf = ({ place }: DeskWork, { about }: CaseAtHand, seen: string, at: Date, came?: Meanwhile): DeskForm => {
    const say = speakToStaff(place)
    const [id = '', version = ''] = seen.split('.')
    return {
      action,
      value: `${about.id}:${id}.${version}.${at.getTime()}`,
      title: say('desk.draft.title', { reference: reference(place, about.id) }).text,
      submit: say(`desk.draft.${texts}Save`).text,
      cancel: say('button.cancel').text,
      fields: [
        ...(came ? [{ kind: 'text' as const, text: came.told }] : []),
        reasonField(say('desk.draft.reason').text, say(`desk.draft.${texts}Hint`).text),
      ],
    }
  }
  return {
    act,
    firstField: 'reason',
    async open(work, hand, seen) {
      const at = work.now()
      const reply = await replyNamed(work, hand.about, seen)
      return formOf(work, hand, seen, at, reply && (await cameSince(work, hand, work.db, reply, reply.wordsAt)))
    },
    async submit(work, hand, { seen, filled: { reason } }) {
      const say = speakToStaff(work.place)
      const tooLate = { reason: say('desk.changeReply.tooLate').text }
      const reply = await replyNamed(work, hand.about, seen)
      const { why, wrong: noReason } = readReason(work.place, reason)
      if (reply?.state !== 'draft') return wrong(tooLate)
      if (!may(hand, reply)) return wrong({ reason: say('desk.draft.notOthers').text })
      if (noReason !== undefined) return wrong({ reason: noReason })
      const trainee = await isTrainee(work, hand.about, reply.author)
      const [, , shownAt = ''] = seen.split('.')
      return async trx => {
        const at = work.now()
        const came = await cameSince(work, hand, trx, reply, openedBy(shownAt, at))
        if (came) return { messages: [], answer: { kind: 'update', form: formOf(work, hand, seen, at, came) } }
        const messages = await settle(trx, work, hand, reply, { reason: why, trainee })
        return messages ? { messages } : { messages: [], answer: { kind: 'errors', errors: tooLate } }
      }
    },
  }
}
