/**
 * Gets what a turn waits for, and keeps it with the event in the inbox: files, what is known elsewhere, the rest of an
 * album. The lane waits meanwhile; a crash loses nothing but the work.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../core/adapter.ts'
import type { LookedUp, LookUp } from '../core/lookup.ts'
import { networkOf } from '../core/network.ts'
import type { Db } from '../store/database.ts'
import { saveLookedUp, saveTakenFiles } from '../store/inbox.ts'
import { ownCase, ownCases } from '../store/own-cases.ts'
import { answeredSurveys } from '../store/panel/invited.ts'
import { ownMembership } from '../store/panel/members.ts'
import { ownOutcome, ownOutcomes } from '../store/panel/own-outcomes.ts'
import { pairingOffer } from '../store/panel/pairings.ts'
import type { WaitingInbox } from '../store/turns.ts'
import { type TakeFile, takeFiles } from './intake.ts'
import type { Want } from './readiness.ts'

export interface ProvideParts {
  readonly db: Db
  readonly takeFile: TakeFile
  readonly lookUp: LookUp
  readonly log: Log
}

/** @throws where the database is away, a disk is full, or `signal` aborts: nothing of it was kept then. */
export async function provide(parts: ProvideParts, want: Want, signal: AbortSignal): Promise<void> {
  switch (want.kind) {
    case 'files':
      for (const waiting of want.waiting) await provideFiles(parts, waiting, signal)
      return
    case 'lookup':
      return saveLookedUp(parts.db, want.waiting.id, await lookUp(parts, want, signal))
    case 'album':
      await wait(want.forMs, undefined, { signal })
  }
}

async function lookUp(
  parts: ProvideParts,
  { lookup, waiting }: Extract<Want, { kind: 'lookup' }>,
  signal: AbortSignal,
): Promise<LookedUp> {
  const { address } = waiting.event
  switch (lookup.kind) {
    case 'cases':
      return { ...lookup, ...(await ownCases(parts.db, address, lookup.page)) }
    case 'case':
      return { ...lookup, found: (await ownCase(parts.db, address, lookup.id)) ?? null }
    case 'member':
      return { ...lookup, ...(await ownMembership(parts.db, address)) }
    case 'answered':
      return { ...lookup, surveys: await answeredSurveys(parts.db, address) }
    case 'outcomes':
      return { ...lookup, ...(await ownOutcomes(parts.db, address, lookup.page)) }
    case 'outcome':
      return { ...lookup, found: (await ownOutcome(parts.db, address, lookup.waveId)) ?? null }
    case 'pairing':
      return { ...lookup, found: (await pairingOffer(parts.db, lookup.hash)) ?? null }
    default:
      return parts.lookUp(lookup, signal)
  }
}

async function provideFiles({ db, takeFile, log }: ProvideParts, { id, event }: WaitingInbox, signal: AbortSignal) {
  const files = event.said.kind === 'message' ? event.said.files : []
  await saveTakenFiles(db, id, await takeFiles(takeFile, networkOf(event.address), files, signal, log))
}
