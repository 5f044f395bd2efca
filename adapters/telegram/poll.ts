/**
 * Long polling. https://core.telegram.org/bots/api#getupdates
 *
 * Our own loop: telegraf's asks for the next updates, and so confirms the last, also where a handler threw. Here a batch
 * is confirmed only after all of it was received; while the database is away the same batch is tried again.
 */
import type { Log } from '../../src/core/adapter.ts'
import { describeError } from '../../src/core/describe-error.ts'
import type { TelegramApi } from './api.ts'
import type { Backoff } from './backoff.ts'
import { UPDATE_KINDS } from './parse.ts'
import { fieldsOf, integerOf } from './unknown.ts'

export interface PollOptions {
  readonly api: TelegramApi
  /** Receives a batch, each person's updates in order. */
  readonly takeAll: (updates: readonly unknown[]) => Promise<void>
  /** Told how each round went. */
  readonly report: (trouble: string | undefined) => void
  readonly log: Log
  readonly backoff: () => Backoff
  readonly signal: AbortSignal
}

/** Seconds that Telegram waits for an update before it answers with none. */
const WAIT_S = 30
const ANSWER_MARGIN_MS = 10_000
const BATCH = 100

/** Polls until `signal` aborts. */
export async function poll({ api, takeAll, report, log, backoff, signal }: PollOptions): Promise<void> {
  const pauses = backoff()
  let offset = 0
  // A webhook that is set shuts polling out, and it may be set again behind our back: a failure begins from there, and
  // the round after it waits for nothing, so that the end of a trouble is soon known.
  let steady = false
  while (!signal.aborted) {
    try {
      if (!steady) await api.call('deleteWebhook', {}, { signal })
      const payload = { offset, limit: BATCH, timeout: steady ? WAIT_S : 0, allowed_updates: UPDATE_KINDS }
      const timeoutMs = WAIT_S * 1000 + ANSWER_MARGIN_MS
      const updates: readonly unknown[] = await api.call('getUpdates', payload, { signal, timeoutMs })
      steady = true
      pauses.reset()
      await takeUntilTaken(updates, { takeAll, report, log, backoff, signal })
      // Of this batch, not the highest ever: the series of ids may have begun anew.
      const last = integerOf(fieldsOf(updates.at(-1))?.update_id)
      if (last !== undefined) offset = last + 1
    } catch (error) {
      if (signal.aborted) return
      steady = false
      report(`polling fails: ${describeError(error)}`)
      log.warn({ network: 'telegram', error: describeError(error) }, 'polling failed, trying again')
      await pauses.wait(error, signal)
    }
  }
}

async function takeUntilTaken(
  updates: readonly unknown[],
  { takeAll, report, log, backoff, signal }: Omit<PollOptions, 'api'>,
): Promise<void> {
  const pauses = backoff()
  for (;;) {
    try {
      await takeAll(updates)
      report(undefined)
      return
    } catch (error) {
      signal.throwIfAborted()
      report(`updates could not be kept: ${describeError(error)}`)
      log.warn(
        { network: 'telegram', updates: updates.length, error: describeError(error) },
        'updates could not be kept, trying the same again',
      )
      await pauses.wait(error, signal)
      signal.throwIfAborted()
    }
  }
}
