/**
 * What delivery works with.
 */
import type { Adapter, Log } from '../core/adapter.ts'
import type { Network } from '../core/network.ts'
import type { Db, Trx } from '../store/database.ts'
import type { Claimed, NewOutbound, Queued } from '../store/outbox.ts'
import type { AtSending } from './complete.ts'
import type { Delivered } from './ended.ts'
import type { SendResult } from './send-row.ts'

export interface DeliveryParts extends AtSending {
  readonly db: Db
  readonly adapters: ReadonlyMap<Network, Adapter>
  readonly processNumber: () => number | null
  /** @see installationName */
  readonly installation: string
  readonly openFile: (sha256: string) => Promise<Uint8Array>
  /** Records what a delivery means to a case, in the transaction that settles it; returns what is to be sent because of it. */
  readonly record: (trx: Trx, row: Claimed, result: Delivered) => Promise<readonly NewOutbound[]>
  /** Looks up what is needed, and returns what to do in the transaction that parks the row. */
  readonly onClosed: (closed: {
    readonly door: string
    readonly why: string
  }) => Promise<
    (trx: Trx, row: Claimed) => Promise<{ readonly messages: readonly NewOutbound[]; readonly instead?: Queued }>
  >
  /** After that transaction. */
  readonly onRecorded: (row: Claimed) => void
  /** Per network and outcome, for the metrics. */
  readonly onResult: (network: Network, result: SendResult['kind']) => void
  readonly log: Log
}
