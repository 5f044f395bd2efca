/**
 * The life of what a member of staff wrote in a case's thread: through which gates it goes before the resident has it,
 * and what each act does to it.
 *
 * A reply passes the gates in their order and waits at the first that is closed. Each gate is the name of a state:
 *
 * 1. `asked`: is it for the resident at all? Its author says.
 * 2. `held`: something in it, or around it, gives cause to ask its author once more.
 * 3. `draft`: it needs a second person.
 * 4. `waiting`: for some seconds it can still be taken back.
 *
 * What changes after the resident has it goes through the same gates, but for the last: a change can be changed again.
 */

export const GATES = ['asked', 'held', 'draft', 'waiting'] as const

export type Gate = (typeof GATES)[number]

export type ReplyState =
  | Gate
  /** In the outbox. */
  | 'queued'
  | 'sent'
  | 'failed'
  /** Taken back before it went; may be sent after all. */
  | 'undone'
  /** A second person said no. */
  | 'declined'
  /** Gone from the resident's chat, or on its way out of it. */
  | 'withdrawn'
  /** Among staff. */
  | 'note'

export type ReplyAct =
  | 'send'
  | 'keep'
  | 'discard'
  | 'approve'
  | 'sendAtOnce'
  | 'decline'
  | 'undo'
  | 'due'
  | 'retry'
  | 'edit'
  | 'delete'
  | 'arrive'
  | 'fail'

/** The first closed gate behind the one that was passed; `queued` where none is. */
export function gateBehind(passed: Gate | undefined, closed: ReadonlySet<Gate>): Gate | 'queued' {
  const ahead = passed === undefined ? GATES : GATES.slice(GATES.indexOf(passed) + 1)
  return ahead.find(gate => closed.has(gate)) ?? 'queued'
}

/** What an act leads to: a state, the gates behind this one, or all gates from the first. */
export type Next = ReplyState | 'onward' | 'anew'

/** `back`: nothing new goes out. What the resident has stays; who has nothing gets nothing. */
const NEXT: Readonly<Record<ReplyAct, Readonly<Partial<Record<ReplyState, Next | 'back'>>>>> = {
  send: { asked: 'onward', held: 'onward', undone: 'anew' },
  keep: { asked: 'note', held: 'note' },
  discard: { held: 'back' },
  approve: { draft: 'onward' },
  sendAtOnce: { draft: 'onward' },
  decline: { draft: 'declined' },
  undo: { waiting: 'undone' },
  due: { waiting: 'queued' },
  retry: { failed: 'queued' },
  arrive: { queued: 'sent', sent: 'sent' },
  fail: { queued: 'failed', sent: 'failed' },
  // What was kept, taken back or refused does not go out because somebody mends a word of it.
  edit: {
    asked: 'anew',
    held: 'anew',
    draft: 'anew',
    declined: 'anew',
    waiting: 'anew',
    queued: 'anew',
    sent: 'anew',
    failed: 'failed',
    undone: 'undone',
    note: 'note',
  },
  delete: {
    asked: 'undone',
    held: 'back',
    draft: 'back',
    declined: 'back',
    waiting: 'undone',
    failed: 'undone',
    queued: 'withdrawn',
    sent: 'withdrawn',
  },
}

/**
 * What an act does to a reply in this state.
 *
 * @param reached  An earlier form of it is with the resident, or on its way there.
 * @returns Undefined where the act comes too late, or never fits.
 */
export function afterAct(state: ReplyState, act: ReplyAct, reached: boolean): Next | undefined {
  const next = NEXT[act][state]
  if (act === 'delete' && reached && next !== undefined) return 'withdrawn'
  if (next === 'back') return reached ? 'sent' : 'undone'
  // What the resident has read is no note among staff, and its change that was declined leaves them what they have.
  if (reached && (next === 'note' || next === 'declined')) return act === 'edit' ? next : 'sent'
  return next
}
