/**
 * A case whole, as staff see it: what `case.json` holds. Residents are called as staff call them; no address of theirs is
 * in it.
 */
import { caseCard } from '../actions/case-card.ts'
import { departmentOf, inLanguage, networkName, reference } from '../actions/context.ts'
import type { StoredFile } from '../core/files.ts'
import { networkOf } from '../core/network.ts'
import type { CardFact } from '../core/outbound.ts'
import type { Place } from '../core/place.ts'
import type { RecordedWords } from '../core/record.ts'
import type { RichText } from '../core/rich-text.ts'
import { auditRecord } from '../store/audit.ts'
import {
  besideCard,
  eventsOf,
  type FiledReply,
  type RecordedEvent,
  repliesOf,
  residentsCalled,
  staffCalled,
} from '../store/case-file.ts'
import { type CaseOnCard, caseOnCard } from '../store/case-on-card.ts'
import type { Db } from '../store/database.ts'
import { followersOf } from '../store/followers.ts'
import { filesOf, type NamedFile } from './files.ts'

/** The shape of `case.json`. Instants are ISO 8601 in UTC; hashes and digests are SHA-256, hexadecimal. */
export interface CaseFile {
  readonly format: 'folkmoot case 1'
  readonly exportedAt: string
  readonly reference: string
  readonly kind: CaseOnCard['kind']
  readonly status: CaseOnCard['status']
  readonly closeReason: CaseOnCard['reason']
  /** ISO date. */
  readonly plannedFor: string | null
  readonly openedAt: string
  readonly closedAt: string | null
  readonly replyDueAt: string
  readonly fixDueAt: string
  readonly department: Named
  readonly category: Named | null
  readonly visibility: CaseOnCard['visibility']
  readonly words: RichText
  /** For staff alone. */
  readonly remark: RichText | null
  /** What its card says, in the language of staff: where, answers, links, and what else there is. */
  readonly facts: readonly CardFact[]
  /** Without a network where somebody came by other ways, and staff made it a case. */
  readonly resident: Omit<Person, 'network'> & { readonly network: string | null }
  /** All who hear what becomes of it; the resident is the first. */
  readonly followers: readonly (Person & { readonly how: string })[]
  /** References. */
  readonly mergedInto: string | null
  readonly merged: readonly string[]
  readonly follows: string | null
  readonly assignee: { readonly id: string; readonly name: string } | null
  /** What staff wrote, replies and notes, as it is now; `files` by their digests. */
  readonly replies: readonly (Omit<FiledReply, 'files' | 'writtenAt' | 'settledAt'> & {
    readonly files: readonly string[]
    readonly writtenAt: string
    readonly settledAt: string | null
  })[]
  readonly files: readonly NamedFile[]
  readonly record: {
    /** Whether the chain of the record holds, and where it does not. */
    readonly holds: boolean
    readonly broken: { readonly seq: number; readonly what: string } | null
    readonly events: readonly FiledEvent[]
  }
}

interface Named {
  readonly key: string
  readonly name: string
}

interface Person {
  readonly name: string
  readonly network: string
  readonly language: string
}

export interface FiledEvent {
  readonly seq: number
  readonly at: string
  readonly by: { readonly who: 'resident' | 'staff' | 'folkmoot'; readonly name: string; readonly id?: string }
  readonly kind: string
  readonly detail: object
  readonly words: RecordedWords | null
  readonly wordsErased: boolean
  readonly hash: string
}

/** @returns Undefined where there is no such case. */
export async function caseFile(db: Db, place: Place, caseId: string, now: Date): Promise<CaseFile | undefined> {
  const shown = await caseOnCard(db, caseId)
  if (!shown) return undefined
  const [beside, followers, replies, events] = await Promise.all([
    besideCard(db, caseId),
    followersOf(db, caseId),
    repliesOf(db, caseId),
    eventsOf(db, caseId),
  ])
  const audit = await auditRecord(db, { caseId })
  const filed = await file(db, events)
  const language = place.languages[0]
  const category = shown.category === undefined ? undefined : place.categories.get(shown.category)
  const named = (id: string | null | undefined) => (id == null ? null : reference(place, id))
  return {
    format: 'folkmoot case 1',
    exportedAt: now.toISOString(),
    reference: reference(place, caseId),
    kind: shown.kind,
    status: shown.status,
    closeReason: shown.reason,
    plannedFor: shown.plannedFor,
    openedAt: beside.openedAt.toISOString(),
    closedAt: beside.closedAt?.toISOString() ?? null,
    replyDueAt: shown.replyDueAt.toISOString(),
    fixDueAt: shown.fixDueAt.toISOString(),
    department: {
      key: shown.department,
      name: inLanguage(place, departmentOf(place, shown.department).name, language),
    },
    category: category ? { key: category.key, name: inLanguage(place, category.name, language) } : null,
    visibility: shown.visibility,
    words: shown.words,
    remark: shown.remark ?? null,
    facts: caseCard(place, shown, now).facts,
    resident: {
      name: shown.firstName,
      network: shown.address && networkName(networkOf(shown.address)),
      language: shown.language,
    },
    followers: followers.map(f => ({
      name: f.firstName,
      network: networkName(networkOf(f.address)),
      language: f.language,
      how: f.how,
    })),
    mergedInto: named(shown.mergedInto),
    merged: beside.merged.map(id => reference(place, id)),
    follows: named(shown.follows),
    assignee: shown.assignee,
    replies: replies.map(({ files, writtenAt, settledAt, ...reply }) => ({
      ...reply,
      files: files.map(({ sha256 }) => sha256),
      writtenAt: writtenAt.toISOString(),
      settledAt: settledAt?.toISOString() ?? null,
    })),
    files: filesOf([beside.photos, ...replies.map(reply => reply.files), ...events.map(storedIn)].flat()),
    record: {
      holds: audit.broken === undefined,
      broken: audit.broken ? { seq: audit.broken.seq, what: audit.broken.what } : null,
      events: filed,
    },
  }
}

function storedIn({ words }: RecordedEvent): readonly StoredFile[] {
  return words?.files ?? []
}

/** Who did it by name, and no address. */
async function file(db: Db, events: readonly RecordedEvent[]): Promise<readonly FiledEvent[]> {
  const addresses = new Set(events.flatMap(({ actor, detail }) => [actor, ...Object.values(detail)]).filter(isAddress))
  const ids = new Set(events.flatMap(({ actor, detail }) => [actor, ...Object.values(detail)]).filter(isStaff))
  const [residents, staff] = await Promise.all([residentsCalled(db, [...addresses]), staffCalled(db, [...ids])])
  const by = (actor: string): FiledEvent['by'] => {
    if (isAddress(actor)) return { who: 'resident', name: residents.get(actor) ?? '?' }
    if (isStaff(actor)) return { who: 'staff', name: staff.get(actor) ?? actor, id: actor }
    return { who: 'folkmoot', name: 'Folkmoot' }
  }
  return events.map(({ seq, at, actor, kind, detail, words, erased, hash }) => ({
    seq,
    at: at.toISOString(),
    by: by(actor),
    kind,
    detail: Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, residents.get(value) ?? value])),
    words,
    wordsErased: erased,
    hash,
  }))
}

/** telegram:123 */
function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z]+:\S+$/.test(value)
}

function isStaff(value: unknown): value is string {
  return typeof value === 'string' && /^[UW][A-Z0-9]{2,}$/.test(value)
}
