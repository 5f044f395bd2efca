/** What is at hand where staff look something up. */
import type { Log } from '../core/adapter.ts'
import type { Place } from '../core/place.ts'
import type { StaffDirectory } from '../core/staff-directory.ts'
import type { Db } from '../store/database.ts'

export interface FindingWork {
  readonly db: Db
  readonly place: Place
  readonly directory: StaffDirectory
  readonly now: () => Date
  readonly log: Log
}
