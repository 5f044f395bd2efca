/** What is at hand where staff look something up. */
import type { Log } from '../core/adapter.ts'
import type { Chart } from '../core/chart.ts'
import type { DeskForm } from '../core/desk-views.ts'
import type { StoredFile } from '../core/files.ts'
import type { Place } from '../core/place.ts'
import type { StaffDirectory } from '../core/staff-directory.ts'
import type { Db } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'

/** How Folkmoot stands, as `/readyz` has it. */
export interface Health {
  readonly ready: boolean
  readonly networks: Readonly<Record<string, string>>
  readonly closed: readonly { readonly door: string; readonly since: Date; readonly parked: number }[]
  readonly place: { readonly problems: readonly string[] }
}

export interface FindingWork {
  readonly db: Db
  readonly place: Place
  readonly directory: StaffDirectory
  /** @see DeskWork.channelNames */
  readonly channelNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly now: () => Date
  readonly log: Log
  readonly health: () => Promise<Health>
  /** The form for a new survey, for who asks. */
  readonly newSurvey: (place: Place, user: string) => DeskForm
  /** Draws and keeps a picture. @throws {Error} where it takes too long. */
  readonly draw: (chart: Chart) => Promise<StoredFile>
  /** Draws and keeps a link as a picture to scan. @param name  Of the file. */
  readonly qr: (link: string, name: string) => Promise<StoredFile>
  /** Sends what is for staff, once it is committed. */
  readonly send: (message: NewOutbound) => Promise<void>
}
