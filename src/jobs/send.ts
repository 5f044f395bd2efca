/**
 * What a job brings about is committed together with the messages that tell of it; they are sent after that.
 */
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'

export type Send = (work: (trx: Trx) => Promise<readonly NewOutbound[]>) => Promise<void>
