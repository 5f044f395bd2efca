/**
 * The shape of every table for kysely, but those of the panel. The migrations are the truth; a test compares the two.
 */
import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { CaseAnswer, CaseKind, CasePart, CaseStatus, CloseReason, Helped, Priority } from '../core/case.ts'
import type { RemoteFile, StoredFile, TakenFile } from '../core/files.ts'
import type { DeskEvent, ResidentEvent } from '../core/inbound.ts'
import type { FoundPlace, LookedUp } from '../core/lookup.ts'
import type { RecordedWords } from '../core/record.ts'
import type { ReplyKind } from '../core/reply-kinds.ts'
import type { ReplyState } from '../core/reply-life.ts'
import type { RichText } from '../core/rich-text.ts'
import type { SentPart } from '../core/sent-parts.ts'
import type { ConversationState } from '../core/turn.ts'
import type { Purpose, Queued } from './outbox.ts'
import type { PanelTables } from './panel-tables.ts'

/** bigint comes as decimal digits. */
type Id = Generated<string>
type Instant = ColumnType<Date, Date | string, Date | string>
type Json<T extends object> = JSONColumnType<T>

export interface Tables extends PanelTables {
  inbox: {
    id: Id
    network: string
    external_id: string
    lane: string
    position: string
    event: Json<ResidentEvent | DeskEvent> | null
    files: Json<readonly TakenFile[]> | null
    looked_up: Json<readonly LookedUp[]> | null
    received_at: Generated<Date>
    done_at: Instant | null
    failure: string | null
  }
  residents: { id: Id; first_name: string; called: string; language: string; created_at: Generated<Date> }
  notices: { resident_id: string; version: number; language: string; shown_at: Instant }
  conversations: {
    address: string
    network: string
    channel: string | null
    last_position: string
    version: number
    state: Json<ConversationState> | null
    resident_id: string | null
    unreachable_since: Instant | null
    wake_at: Instant | null
    blocked_until: Instant | null
    stopped_at: Instant | null
  }
  remembered: { name: string; value: string }
  cases: {
    id: Id
    kind: CaseKind
    status: Generated<CaseStatus>
    category: string | null
    department: string
    visibility: 'public' | 'private'
    words: Json<RichText>
    remark: Json<RichText> | null
    follows_id: string | null
    answers: Json<readonly CaseAnswer[]>
    latitude: number | null
    longitude: number | null
    place_words: string | null
    area: string | null
    place_is_landmark: Generated<boolean>
    photos: Json<readonly StoredFile[]>
    language: string
    source: string | null
    asset: string | null
    resident_id: string
    address: string | null
    opened_at: Instant
    reply_due_at: Instant
    fix_due_at: Instant
    last_word_at: Instant
    closed_at: Instant | null
    answered_at: Instant | null
    assignee: string | null
    assignee_name: string | null
    /** To be read as text, for pg makes a date of it in the machine's own time zone. */
    planned_for: ColumnType<unknown, string | null, string | null>
    close_reason: CloseReason | null
    priority: Generated<Priority>
    tags: ColumnType<readonly string[], readonly string[] | undefined, readonly string[]>
    link: string | null
    link_label: string | null
    hidden_reason: string | null
    merged_into: string | null
    waiting_for: string | null
    waiting_since: Instant | null
    asked_if_helped_at: Instant | null
    helped: Helped | null
    helped_at: Instant | null
    brought_by: string | null
    brought_by_name: string | null
  }
  followers: {
    case_id: string
    address: string
    resident_id: string
    language: string
    how: 'reporter' | 'merged'
    since: Instant
  }
  case_messages: {
    id: Id
    address: string
    message_id: string
    case_id: string
    reply_id: string | null
    words: Json<RichText> | null
    part: CasePart | null
    said_at: Instant | null
    deleted_at: Instant | null
  }
  case_words: { case_id: string; words: string }
  geocodes: { query: string; found: Json<readonly FoundPlace[]>; asked_at: Generated<Date> }
  paces: { name: string; next_at: Instant }
  threads: { channel: string; ts: string; case_id: string; opened_at: Generated<Date>; left_told: Generated<boolean> }
  replies: {
    id: Id
    case_id: string
    author: string
    author_name: string
    words: Json<RichText>
    files: Json<readonly StoredFile[]>
    channel: string
    ts: string
    state: ReplyState
    failure: string | null
    written_at: Instant
    settled_at: Instant | null
    kind: ReplyKind | null
    choices: Json<readonly string[]> | null
    words_by: string | null
    version: Generated<number>
    send_at: Instant | null
    remind_at: Instant | null
    resident_told_at: Instant | null
    asked_channel: string | null
    asked_ts: string | null
    answer: string | null
    answered_at: Instant | null
  }
  answers: {
    id: Id
    case_id: string
    team: string
    author: string
    author_name: string
    kind: ReplyKind
    words: string
    choices: Json<readonly string[]> | null
    files: Json<readonly RemoteFile[]>
    opened_at: Instant
    written_at: Instant
  }
  template_versions: {
    id: Id
    template: string
    name: string
    kind: ReplyKind
    texts: Json<Readonly<Record<string, string>>>
    gone: Generated<boolean>
    by: string
    by_name: string
    at: Instant
  }
  case_alarms: { case_id: string; clock: 'reply' | 'fix'; due_at: Instant; level: 'soon' | 'late'; at: Instant }
  digests: { department: string; day: string; at: Instant }
  staff_lessons: { user_id: string; step: number; ended_at: Instant | null }
  reply_versions: { reply_id: string; version: number; words: Json<RichText>; by: string; until: Instant }
  reply_copies: {
    reply_id: string
    address: string
    version: number
    parts: Json<readonly SentPart[]> | null
    failed: Generated<boolean>
  }
  case_events: {
    id: Id
    case_id: string
    at: Instant
    actor: string
    kind: string
    detail: Json<object>
    words_digest: Buffer | null
    /** These three are the database's to set. */
    seq: ColumnType<number, undefined, never>
    prev_hash: ColumnType<Buffer, undefined, never>
    hash: ColumnType<Buffer, undefined, never>
  }
  case_event_words: {
    event_id: string
    salt: string | null
    words: Json<RecordedWords> | null
    erased_at: Instant | null
  }
  case_heads: { case_id: string; seq: number; hash: Buffer }
  closed_doors: { network: string; door: string; why: string; since: Instant }
  outbox: {
    id: Id
    network: string
    lane: string
    channel: string | null
    bulk: Generated<boolean>
    message: Json<Queued> | null
    purpose: Json<Purpose> | null
    claimed_by: number | null
    due_at: Generated<Date>
    attempts: Generated<number>
    may_have_arrived: Generated<boolean>
    parked_for: string | null
    sent_ids: ColumnType<readonly string[], string | undefined, string>
    outcome: 'sent' | 'failed' | 'unknown' | null
    failure: string | null
    created_at: Generated<Date>
    settled_at: Instant | null
  }
}
