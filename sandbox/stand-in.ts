/**
 * What every stand-in has in common. A stand-in speaks its network's wire protocol, as strictly as the original for
 * the calls we use, and answers any other call with an error that fails the test loudly.
 */
import type { Faults } from './faults.ts'

export interface StandIn {
  /** As the SDK takes it: `TELEGRAM_API_ROOT`, `DISCORD_API_ROOT`, `SLACK_API_ROOT`. */
  readonly apiRoot: string
  readonly faults: Faults
  /** Every API call received, in order, with what was answered; never grows past 10,000. */
  readonly journal: readonly Call[]
  /** Calls made that no original would take; tests assert that it is empty at the end. */
  readonly complaints: readonly string[]
  /** Called after anything visible changed. Returns the way to stop. */
  onChange(listener: () => void): () => void
  close(): Promise<void>
}

export interface Call {
  readonly method: string
  readonly params: unknown
  readonly status: number
}
