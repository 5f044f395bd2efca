/**
 * Takes in what Bolt's receivers hand over: kept first, acknowledged after.
 *
 * A throw reaches the receiver's error handler, which answers 503 (HTTP) or nothing (Socket Mode): Slack delivers
 * again either way, for events at once, after 1 min and after 5 min (https://docs.slack.dev/apis/events-api#retries).
 * A modal's submission is not delivered again: the person sees that it failed, and what they typed.
 */
import type { ReceiverEvent } from '@slack/bolt'
import type { Doors } from '../../src/core/adapter.ts'
import { answerBody } from './form-view.ts'
import { parse } from './parse.ts'
import { blockIdsOf } from './read-form.ts'
import { type Fields, fieldsOf } from './unknown.ts'

/** What is answered at once, and kept nowhere. */
export interface QuickLane {
  /** @returns False where it is none of its business. @throws what the door throws. */
  take(body: Fields, ack: (answer?: object) => Promise<void>, doors: Doors): Promise<boolean>
}

export interface Intake {
  /** In the place of Bolt's `processEvent`. */
  readonly take: (event: ReceiverEvent) => Promise<void>
  open(doors: Doors): void
  /** Refuses from now on; resolves once all that was begun has ended. */
  close(): Promise<void>
}

/**
 * @param quick  Asked in their order; what one of them took goes no further.
 * @param hear  Is told of every event of the workspace (Events API), before anything else is done with it.
 */
export function createIntake(quick: readonly QuickLane[], hear: (event: Fields) => void): Intake {
  let doors: Doors | undefined
  const underWay = new Set<Promise<void>>()

  const keep = async ({ body, ack }: ReceiverEvent, opened: Doors) => {
    const { receive, submit, log } = opened
    hear(fieldsOf(fieldsOf(body).event))
    for (const lane of quick) if (await lane.take(fieldsOf(body), ack, opened)) return
    const inbound = parse(body)
    if (inbound?.event.from === 'desk' && inbound.event.did.kind === 'submitted') {
      await ack(answerBody(await submit(inbound), blockIdsOf(body), inbound.event))
      return
    }
    if (inbound) await receive(inbound)
    else log.debug(kindOf(body), 'ignored what slack delivered')
    await ack()
  }

  return {
    async take(event) {
      if (!doors) throw new Error('cannot take what slack delivers: not started, or stopping')
      const { log } = doors
      const work = keep(event, doors)
      underWay.add(work)
      try {
        await work
      } catch (error) {
        log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'could not keep what slack delivered')
        throw error
      } finally {
        underWay.delete(work)
      }
    },
    open(opened) {
      doors = opened
    },
    async close() {
      doors = undefined
      await Promise.allSettled(underWay)
    },
  }
}

/** What it was, without its words. */
function kindOf(body: unknown): object {
  const { type, event } = fieldsOf(body)
  const { type: eventType, subtype } = fieldsOf(event)
  return { type, eventType, subtype }
}
