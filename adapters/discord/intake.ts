/**
 * From the gateway's dispatches to the inbox: each person in order, nothing passed over.
 *
 * The gateway knows no acknowledgement of events, so what the inbox does not take stays here and is tried again, and
 * whoever comes next from that person waits behind it. `settled` says up to which event everything is kept: a process
 * that takes the session up after us asks for what came later.
 *
 * An interaction is answered only once it is kept. Discord waits 3 s for that: where keeping takes longer, it is not
 * answered at all, and Discord itself tells the person that it failed. Answering early would be a promise that a crash
 * breaks in silence. What was tapped is still kept and dealt with; the words then go to the DM.
 */
import { InteractionResponseType, MessageFlags, Routes } from 'discord.js'
import type { Doors, KnownAddress } from '../../src/core/adapter.ts'
import { describeError } from '../../src/core/describe-error.ts'
import type { Inbound } from '../../src/core/inbound.ts'
import { personIdOf } from '../../src/core/network.ts'
import { SendError } from '../../src/core/send-error.ts'
import { keepTrying } from './backoff.ts'
import type { DmChannels } from './dm-channels.ts'
import { readAfter, readUnanswered } from './history.ts'
import { createLanes } from './lanes.ts'
import { createLedger } from './ledger.ts'
import { openForm } from './open-form.ts'
import { type Call, callOf, type Deletion, deletionOf, inboundOfDeletion, parse, parseMessage } from './parse.ts'
import { type Acknowledgement, acknowledgementOf, writeButtonOf } from './parse-interaction.ts'
import type { Api } from './rest.ts'

export interface Dispatch {
  readonly t: string
  readonly d: unknown
  /** The event's number within its session. */
  readonly s: number
}

export interface Intake {
  take(dispatch: Dispatch): void
  /** A session began anew: what happened before it is to be read in the DMs. */
  begin(): void
  /** The number of the last event of this session before which all are kept. */
  settled(): number
  /** Settles when the interaction with this token has been answered, at once where none is under way. */
  acknowledged(token: string): Promise<void>
  idle(): Promise<void>
}

const ANSWER_WITHIN_MS = 2_500
const READERS = 4

export interface IntakeContext {
  readonly api: Api
  readonly dms: DmChannels
  readonly doors: Pick<Doors, 'receive' | 'known' | 'log'>
  /** Our own user id; undefined where we stop before it is known. */
  readonly self: Promise<string | undefined>
  readonly signal: AbortSignal
}

export function createIntake({ api, dms, doors, self, signal }: IntakeContext): Intake {
  const { log } = doors
  const lanes = createLanes()
  const answering = new Map<string, Promise<void>>()
  let ledger = createLedger()
  /** People whose DM is to be read before anything new of theirs is kept. */
  const behind = new Map<string, KnownAddress>()
  const familiar = new Set<string>()
  let known = Promise.resolve()

  const keep = async (inbound: Inbound): Promise<boolean> => {
    const failed = (error: unknown) =>
      log.warn({ lane: inbound.lane, error: describeError(error) }, 'cannot keep what came in')
    return (await keepTrying(signal, failed, () => doors.receive(inbound).then(() => true))) ?? false
  }

  /** Until it is read, or Discord says that it never will be. */
  const read = async (lane: string, work: () => Promise<void>): Promise<void> => {
    const failed = (error: unknown) => log.warn({ lane, error: describeError(error) }, 'cannot read what was missed')
    await keepTrying(signal, failed, async () => {
      try {
        await work()
      } catch (error) {
        if (!(error instanceof SendError) || error.retryable) throw error
        failed(error)
      }
    })
  }

  const catchUp = async (lane: string): Promise<void> => {
    const missed = behind.get(lane)
    if (!missed) return
    behind.delete(lane)
    let { after } = missed
    await read(lane, () =>
      readAfter(api, missed.channel, after, signal, async message => {
        const inbound = parseMessage(message)
        if (inbound && (await keep(inbound))) after = inbound.position
      }),
    )
  }

  /** Somebody unknown may have written before, while nobody listened. */
  const lookBack = async ({ lane, position, event }: Inbound): Promise<void> => {
    if (familiar.has(lane) || event.from !== 'resident' || !event.channel || event.said.kind === 'tap') return
    familiar.add(lane)
    const { channel } = event
    await read(lane, async () => {
      for (const message of await readUnanswered(api, channel, position, signal)) {
        const earlier = parseMessage(message)
        if (earlier) await keep(earlier)
      }
    })
  }

  const handle = async (inbound: Inbound, { t, d }: Dispatch, since: number): Promise<boolean> => {
    await known
    await catchUp(inbound.lane)
    await lookBack(inbound)
    const { event } = inbound
    if (event.from === 'resident' && event.channel) dms.learn(personIdOf(event.address), event.channel)
    if (!(await keep(inbound))) return false
    const owed = acknowledgementOf(t, d)
    if (owed && Date.now() - since < ANSWER_WITHIN_MS) await answer(owed)
    else if (owed) log.warn({ lane: inbound.lane }, 'kept an interaction too late to answer it')
    return true
  }

  const stopped = new Promise<undefined>(resolve => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })

  /** @returns False where it could not be kept before we stop. */
  const keepCall = async ({ named, inbound }: Call, dispatch: Dispatch): Promise<boolean> => {
    const us = await Promise.race([self, stopped])
    if (us === undefined) return false
    return named.includes(us) ? handle(inbound, dispatch, Date.now()) : true
  }

  /** @returns False where it could not be kept before we stop. */
  const keepDeletion = async (deletion: Deletion): Promise<boolean> => {
    const at = Date.now()
    let personId: string | undefined
    await read(`channel:${deletion.channel}`, async () => {
      personId = await dms.personIn(deletion.channel)
    })
    if (signal.aborted) return false
    if (personId === undefined) return true
    const inbound = inboundOfDeletion(deletion, personId, at)
    let kept = false
    await lanes.run(inbound.lane, async () => {
      kept = await keep(inbound)
    })
    return kept
  }

  const answer = async ({ id, token, as }: { id: string; token: string; as: Acknowledgement }): Promise<void> => {
    try {
      await api.call('Post', Routes.interactionCallback(id, token), { body: RESPONSES[as], bot: false })
    } catch (error) {
      log.warn({ error: describeError(error) }, 'cannot answer an interaction')
    }
  }

  const load = (readAll: boolean): void => {
    const failed = (error: unknown) => log.warn({ error: describeError(error) }, 'cannot read who is known')
    known = keepTrying(signal, failed, doors.known).then(people => {
      for (const person of people ?? []) {
        familiar.add(person.address)
        if (readAll) behind.set(person.address, person)
      }
      const waiting = [...behind.keys()].values()
      if (readAll) for (let reader = 0; reader < READERS; reader++) void readOn(waiting)
    })
  }

  /** Several readers share one list; who writes meanwhile is read at once, in their own lane. */
  const readOn = async (waiting: Iterator<string>): Promise<void> => {
    for (let next = waiting.next(); !next.done && !signal.aborted; next = waiting.next()) {
      const lane = next.value
      await lanes.run(lane, () => catchUp(lane))
    }
  }

  load(false)

  return {
    begin() {
      ledger = createLedger()
      load(true)
    },
    settled: () => ledger.settled(),
    take(dispatch) {
      const { t, d, s } = dispatch
      const { open, close } = ledger
      open(s)
      const deletion = deletionOf(t, d)
      if (deletion) {
        void lanes.run(`channel:${deletion.channel}`, async () => {
          if (await keepDeletion(deletion)) close(s)
        })
        return
      }
      const call = callOf(t, d)
      if (call) {
        void lanes.run(call.inbound.lane, async () => {
          if (await keepCall(call, dispatch)) close(s)
        })
        return
      }
      const button = writeButtonOf(t, d)
      if (button) {
        void openForm(api, button, log)
        return close(s)
      }
      const inbound = parse(t, d)
      if (!inbound) return close(s)
      const since = Date.now()
      const done = lanes.run(inbound.lane, async () => {
        if (await handle(inbound, dispatch, since)) close(s)
      })
      const token = inbound.event.from === 'resident' ? inbound.event.token?.token : undefined
      if (token === undefined) return
      answering.set(token, done)
      void done.finally(() => answering.delete(token))
    },
    acknowledged: token => answering.get(token) ?? Promise.resolve(),
    idle: () => lanes.idle(),
  }
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object */
const RESPONSES: Readonly<Record<Acknowledgement, unknown>> = {
  note: { type: InteractionResponseType.DeferredMessageUpdate },
  words: { type: InteractionResponseType.DeferredChannelMessageWithSource },
  wordsForOneself: {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: MessageFlags.Ephemeral },
  },
}
