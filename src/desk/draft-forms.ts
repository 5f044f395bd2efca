/**
 * The forms behind *Decline…* and *Send at once…* of a reply that waits for a second person: both want a reason, which is
 * on record.
 */
import { declineReply, sendAtOnce } from '../actions/approve-reply.ts'
import { reference, speakToStaff } from '../actions/context.ts'
import { DECLINE, SEND_AT_ONCE } from '../actions/reply-buttons.ts'
import { MOST_REASON } from '../core/case-details.ts'
import { cleanText } from '../core/clean-text.ts'
import { mayDo, type StaffAct } from '../core/roles.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { Reply } from '../store/replies.ts'
import type { CaseAtHand } from './case-at-hand.ts'
import { type CaseForm, wrong } from './case-form.ts'
import type { DeskWork } from './desk-work.ts'
import { isTrainee } from './is-trainee.ts'
import { replyNamed } from './reply-named.ts'

interface ReasonForm {
  readonly action: string
  readonly act: StaffAct
  readonly texts: 'decline' | 'atOnce'
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
  settle(trx, { place, now }, { about, by, thread: { channel, ts: thread } }, reply, given) {
    return sendAtOnce(trx, about, reply, { by: by.id, name: by.name, channel, thread, ...given }, { place, now: now() })
  },
})

function reasonForm({ action, act, texts, may = () => true, settle }: ReasonForm): CaseForm {
  return {
    act,
    firstField: 'reason',
    open({ place }, { about }, seen) {
      const say = speakToStaff(place)
      return {
        action,
        value: `${about.id}:${seen}`,
        title: say('desk.draft.title', { reference: reference(place, about.id) }).text,
        submit: say(`desk.draft.${texts}Save`).text,
        cancel: say('button.cancel').text,
        fields: [
          {
            key: 'reason',
            kind: 'words',
            label: say('desk.draft.reason').text,
            hint: say(`desk.draft.${texts}Hint`).text,
            required: true,
            most: MOST_REASON,
          },
        ],
      }
    },
    async submit(work, hand, { seen, filled: { reason = '' } }) {
      const say = speakToStaff(work.place)
      const tooLate = { reason: say('desk.changeReply.tooLate').text }
      const reply = await replyNamed(work, hand.about, seen)
      const why = cleanText(reason).trim()
      if (reply?.state !== 'draft') return wrong(tooLate)
      if (!may(hand, reply)) return wrong({ reason: say('desk.draft.notOthers').text })
      if (why === '') return wrong({ reason: say('desk.move.noReason').text })
      if (why.length > MOST_REASON) return wrong({ reason: say('desk.wrong.longWords', { most: MOST_REASON }).text })
      const trainee = await isTrainee(work, hand.about, reply.author)
      return async trx => {
        const messages = await settle(trx, work, hand, reply, { reason: why, trainee })
        return messages ? { messages } : { messages: [], answer: { kind: 'errors', errors: tooLate } }
      }
    },
  }
}
