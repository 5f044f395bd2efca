/**
 * One person's turn in memory: from what waits in the inbox to what is to be committed.
 */
import { stillBlocked } from '../core/block.ts'
import { referenceOf } from '../core/case.ts'
import type { ReplyToken } from '../core/inbound.ts'
import type { Lookup } from '../core/lookup.ts'
import { type Address, networkOf } from '../core/network.ts'
import type { Converse, Effect, Heard, TurnInput, TurnMessage } from '../core/turn.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { FinishedTurn, WaitingInbox, WaitingTurn } from '../store/turns.ts'

/** A case without a word either way since then takes no more words by itself. */
export function warmSince(now: Date): Date {
  return new Date(now.getTime() - 72 * 3_600_000)
}

export interface TurnWithEffects extends FinishedTurn {
  readonly effects: readonly Effect[]
  /** @see EffectsOfTurn.here */
  readonly here?: ReplyToken
  /** What has to be looked up for the first event that was not handled. */
  readonly wants?: Lookup
}

/**
 * Runs the dialogue over what waits.
 *
 * @param heard  At least one, their files taken.
 * @param referencePrefix  HB in HB-1042.
 * @throws whatever the dialogue throws: a bug. Nothing has happened then.
 */
export async function takeTurn(
  converse: Converse,
  turn: WaitingTurn,
  heard: readonly WaitingInbox[],
  referencePrefix: string,
  now: Date,
): Promise<TurnWithEffects> {
  const outcome = await converse(turnInput(turn, heard, referencePrefix, now))
  const handled = heard.slice(0, outcome.handled)
  const here = tokenOf(handled, now)
  return {
    ...finishTurn(turn, handled, outcome.messages, now),
    // What the turn itself said stands there by then.
    ...(here?.here !== undefined && { here: outcome.messages.length > 0 ? beside(here) : here }),
    state: outcome.state,
    ...(stillBlocked(turn.blockedUntil, now) && { keepsWords: true }),
    wakeAt: outcome.handled > 0 ? (outcome.wakeAt ?? null) : turn.wakeAt,
    effects: [...backAgain(turn, handled), ...outcome.effects],
    ...(outcome.wants && { wants: outcome.wants }),
  }
}

/** What the dialogue is told. */
export function turnInput(
  turn: WaitingTurn,
  heard: readonly WaitingInbox[],
  referencePrefix: string,
  now: Date,
): TurnInput {
  const blockedUntil = stillBlocked(turn.blockedUntil, now)
  return {
    ...(blockedUntil && { blockedUntil }),
    onPanel: turn.onPanel,
    stopped: turn.stopped,
    ...(turn.asked && { asked: turn.asked }),
    address: turn.address,
    state: turn.state,
    heard: heard.map((i): Heard => ({ event: i.event, files: i.files ?? [], ...(i.about && { about: i.about }) })),
    warmCases: turn.warmCases.map(c => ({ ...c, reference: referenceOf(referencePrefix, c.id) })),
    lookedUp: heard.flatMap(i => i.lookedUp ?? []),
    now,
  }
}

/** What nobody has to be reachable for. */
const SILENT: ReadonlySet<string> = new Set(['left', 'returned', 'deleted'])

/** Who writes can be reached again, whether or not their network told us so; not so by a button in a channel. */
function backAgain(turn: WaitingTurn, handled: readonly WaitingInbox[]): readonly Effect[] {
  const wrote = handled.some(
    ({ event: { said, called, token } }) => !called && token?.here === undefined && !SILENT.has(said.kind),
  )
  return turn.unreachable && wrote ? [{ kind: 'setReachable', reachable: true }] : []
}

/** The turn as it is to be committed, with its state as it was. */
export function finishTurn(
  turn: WaitingTurn,
  handled: readonly WaitingInbox[],
  messages: readonly TurnMessage[],
  now: Date,
): FinishedTurn {
  const channel = handled.findLast(i => i.event.channel)?.event.channel ?? turn.channel
  const { inPublic = false } = handled.findLast(i => i.event.token)?.event ?? {}
  const token = tokenOf(handled, now)
  // What follows a first answer in public goes to the private chat; where that is closed, the token is the way left. What is
  // asked in a channel is answered in the private chat alone.
  const further = inPublic && token && token.here === undefined ? beside(token) : undefined
  return {
    address: turn.address,
    network: networkOf(turn.address),
    channel,
    version: turn.version,
    state: turn.state,
    wakeAt: turn.wakeAt,
    lastPosition: highest(handled),
    handled: handled.map(i => i.id),
    messages: messages.map((message, index) => queued(turn.address, channel, message, index === 0 ? token : further)),
  }
}

/** One that is over leads nowhere. That of a button in a channel is handed on even then: it is answered there or not at all. */
function tokenOf(handled: readonly WaitingInbox[], now: Date): ReplyToken | undefined {
  const token = handled.findLast(i => i.event.token)?.event.token
  return token && (token.here !== undefined || new Date(token.expiresAt) > now) ? token : undefined
}

/** For what comes after the first answer, and must not take its place. */
function beside({ replaces: _, ...token }: ReplyToken): ReplyToken {
  return token
}

function queued(
  address: Address,
  channel: string | null,
  { ofAnswers, ...message }: TurnMessage,
  token: ReplyToken | undefined,
): NewOutbound {
  return {
    network: networkOf(address),
    lane: address,
    message: { to: 'resident', address, ...message, ...(channel && { channel }), ...(token && { token }) },
    ...(ofAnswers && { purpose: { kind: 'answered' } }),
  }
}

function highest(handled: readonly WaitingInbox[]): string {
  return handled.reduce((max, i) => (BigInt(i.position) > BigInt(max) ? i.position : max), '0')
}
