/**
 * What follows when the place file changes while we run, or changed while we did not: networks show other commands, admins
 * hear of a file that is wrong, open cases go to the channels that their departments have now.
 */

import { placeRefused, placeTaken } from './actions/place-news.ts'
import { pseudonymsOf } from './actions/pseudonyms.ts'
import { rehomeNextCase } from './actions/rehome-cases.ts'
import type { Adapter } from './core/adapter.ts'
import type { Network } from './core/network.ts'
import type { Place } from './core/place.ts'
import type { StaffDirectory } from './core/staff-directory.ts'
import type { PlaceHearers } from './current-place.ts'
import type { Delivery } from './delivery/delivery.ts'
import type { Db, Trx } from './store/database.ts'
import { type NewOutbound, queue } from './store/outbox.ts'
import { callResidents } from './store/residents.ts'

export interface FollowParts {
  readonly db: Db
  readonly place: () => Place
  readonly adapters: ReadonlyMap<Network, Adapter>
  /** Absent where there is no staff tool: then the log alone tells. */
  readonly directory: StaffDirectory | undefined
  readonly deliver: Delivery['take']
  /** @see ProcessLocks.number */
  readonly processNumber: () => number | null
  readonly now: () => Date
}

export function followPlace({
  db,
  place,
  adapters,
  directory,
  deliver,
  processNumber,
  now,
}: FollowParts): PlaceHearers {
  const tell = async (words: (trx: Trx, admins: readonly string[]) => Promise<readonly NewOutbound[]>) => {
    if (!directory) return
    const admins = await directory.peopleOf(place().admins)
    deliver(await db.transaction().execute(async trx => queue(trx, await words(trx, admins), processNumber())))
  }
  /** One case after the other, each in a transaction of its own: thousands may move with their channel. */
  const rehome = async () => {
    for (let more = directory !== undefined; more; ) {
      more = await db.transaction().execute(async trx => {
        const messages = await rehomeNextCase(trx, { place: place(), now: now() })
        if (messages) deliver(await queue(trx, messages, processNumber()))
        return messages !== undefined
      })
    }
  }
  return {
    async taken() {
      await callResidents(db, pseudonymsOf(place()))
      for (const adapter of adapters.values()) adapter.commandsChanged?.()
      await tell((trx, admins) => placeTaken(trx, admins, { place: place(), now: now() }))
      await rehome()
    },
    refused: (problems, version) =>
      tell((trx, admins) => placeRefused(trx, { version, problems, admins }, { place: place(), now: now() })),
  }
}
