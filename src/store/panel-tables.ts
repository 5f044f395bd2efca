/**
 * The shape of the panel's tables for kysely. What each is for stands in the migrations.
 */
import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { StoredFile } from '../core/files.ts'
import type { Network } from '../core/network.ts'
import type { HidingReason } from '../core/panel/free-answer.ts'
import type { MakeUp } from '../core/panel/make-up.ts'
import type { MemberPace } from '../core/panel/member.ts'
import type { Middle } from '../core/panel/middle.ts'
import type { OutcomeKind } from '../core/panel/outcome.ts'
import type { Survey } from '../core/panel/survey.ts'
import type { SurveyAnswers } from '../core/panel/survey-answer.ts'
import type { PerLanguage } from '../core/place.ts'

/** bigint comes as decimal digits. */
type Id = Generated<string>
type Instant = ColumnType<Date, Date | string, Date | string>
/** pg reads 'infinity' as a number. */
type InstantOrNever = ColumnType<Date | number, Date | string, Date | string>
type Json<T extends object> = JSONColumnType<T>

export interface PanelTables {
  members: {
    id: Id
    address: string
    language: string
    joined_at: Instant
    left_at: Instant | null
    source: string | null
    paused_until: InstantOrNever | null
    pace: Generated<MemberPace>
    quiet_from: number | null
    quiet_to: number | null
    time_zone: string | null
    direct: boolean
    area: string | null
    interests: ColumnType<readonly string[], readonly string[] | undefined, readonly string[]>
    profile: ColumnType<Readonly<Record<string, string>>, string | undefined, string>
    last_asked_at: Instant | null
  }
  consents: {
    id: Id
    address: string
    act: 'joined' | 'confirmed' | 'left' | 'stoppedAll'
    text_version: number | null
    text_hash: Buffer | null
    language: string
    network: string
    source: string | null
    at: Instant
  }
  surveys: {
    key: string
    version: number
    state: 'draft' | 'asked' | 'launched' | 'stopped'
    owner: string
    owner_name: Generated<string>
    launch_asked_by: string | null
    launch_asked_at: Instant | null
    approved_by: string | null
    next_wave_at: Instant | null
    channel: string | null
    thread: string | null
    launched_version: number | null
    outcome_asked_at: Instant | null
  }
  survey_versions: {
    survey: string
    version: number
    definition: Json<Survey>
    by: string
    by_name: string
    at: Instant
    made_by: string | null
  }
  survey_drafts: {
    survey: string
    version: number
    definition: Json<Survey>
    made_by: string
    by: string
    by_name: string
    at: Instant
  }
  survey_pictures: { survey: string; name: string; file: Json<StoredFile> }
  waves: {
    id: Id
    survey: string
    version: number
    number: number
    state: WaveState
    starts_at: Instant
    closes_at: Instant
    seed: string
    audience: number | null
    closed_at: Instant | null
    key_destroyed_at: Instant | null
    line: string | null
    line_at: Instant | null
    line_words: string | null
    make_up: ColumnType<MakeUp | null, string | null | undefined, string | null>
  }
  wave_keys: { wave_id: string; key: Buffer }
  invitations: {
    wave_id: string
    member_id: string
    how: 'drawn' | 'wanted' | 'channel'
    state: 'due' | 'queued' | 'sent' | 'refused' | 'unreachable' | 'unknown' | 'dropped' | 'full'
    /** When it was put last, once it was. */
    due_at: Instant
    remind_at: Instant | null
    reminder: 'queued' | 'sent' | 'refused' | 'unreachable' | 'unknown' | null
    progress: Generated<'none' | 'begun' | 'finished'>
    reminded: Generated<boolean>
    network: Network | null
  }
  responses: {
    wave_id: string
    pseudonym: Buffer
    cells: Json<Readonly<Record<string, string>>>
    finished: Generated<boolean>
    late: Generated<boolean>
  }
  survey_answers: {
    wave_id: string
    pseudonym: Buffer
    question: string
    /** Null where it was skipped. */
    value: ColumnType<unknown, string | null, string | null>
    free_id: Generated<string | null>
  }
  free_answers: {
    id: string
    wave_id: string
    question: string
    tags: Generated<string[]>
    published_at: Instant | null
    hidden_for: HidingReason | null
  }
  released_words: { wave_id: string; people: number; is_whole: Generated<boolean>; told: Generated<string> }
  survey_events: {
    id: Id
    survey: string
    wave_id: string | null
    at: Instant
    actor: string
    actor_name: string
    kind: SurveyEventKind
    detail: ColumnType<object, string | undefined, never>
  }
  quotas: { wave_id: string; number: number; most: number; taken: Generated<number> }
  wave_posts: {
    wave_id: string
    channel: string
    state: 'queued' | 'posted' | 'failed' | 'closed'
    message: string | null
  }
  panel_posts: { channel: string; posted_at: Instant }
  new_chats: { address: string; network: Network; at: Instant }
  loose_answers: { id: string; wave_id: string; question: string; value: ColumnType<unknown, string, string> }
  dropped_files: { sha256: string }
  shown_results: {
    wave_id: string
    people: number
    counts: Json<Readonly<Record<string, Readonly<Record<string, number>>>>>
    answered: Json<Readonly<Record<string, number>>>
    at: Instant
    is_final: Generated<boolean>
    tabled: Generated<number>
  }
  pairing_codes: { code_hash: Buffer; user_id: string; user_name: string; expires_at: Instant }
  paired_chats: { address: string; network: Network; user_id: string; paired_at: Instant }
  sent_photos: { file_id: string; free_id: string; sent_at: Instant; tried_at: Instant | null }
  survey_tests: {
    id: Id
    address: string
    survey: string
    definition: Json<Survey>
    given: ColumnType<SurveyAnswers, string | undefined, string>
    finished: Generated<boolean>
    expires_at: Instant
  }
  shown_pictures: {
    wave_id: string
    language: string
    people: number
    file: JSONColumnType<StoredFile | null, string | null, string | null>
  }
  result_posts: { wave_id: string; ts: string | null; words: string; written_at: Instant; is_final: Generated<boolean> }
  outcomes: {
    id: Id
    survey: string
    number: number
    revision: Generated<number>
    state: 'asked' | 'declined' | 'approved' | 'telling' | 'told'
    kind: OutcomeKind
    words: Json<PerLanguage<string>>
    link: string | null
    picture: ColumnType<StoredFile | null, string | null, string | null>
    next_by: string | null
    people: number
    made_by: string
    by: string
    by_name: string
    at: Instant
    approved_by: string | null
    approved_by_name: string | null
    approved_at: Instant | null
    approved_on: string | null
    after_wave: string | null
    up_to_wave: string | null
    post: string | null
    post_at: Instant | null
    post_words: string | null
    told_at: Instant | null
  }
  outcome_hearers: {
    outcome_id: string
    member_id: string
    network: Network
    state: 'due' | 'queued' | 'sent' | 'refused' | 'unreachable' | 'unknown' | 'dropped'
    due_at: Instant
  }
  released_cuts: {
    id: Id
    wave_id: string
    question: string
    cut: string
    people: number
    groups: Json<readonly (readonly string[])[]>
    cells: Json<readonly (number | null)[]>
    sums: Json<readonly (number | null)[]>
    middles: JSONColumnType<readonly (Middle | null)[] | null, string | null, string | null>
  }
}

export type SurveyEventKind =
  | 'launchAsked'
  | 'declined'
  | 'launched'
  | 'wave'
  | 'missed'
  | 'paused'
  | 'resumed'
  | 'stopped'
  | 'ended'
  | 'closed'
  | 'outcomeWanted'
  | 'outcomeWritten'
  | 'outcomeDeclined'
  | 'outcomeApproved'
  | 'outcomeTold'
  | 'tagged'
  | 'published'
  | 'takenBack'
  | 'hidden'
  | 'shown'
  | 'exported'
  | 'photosSent'
export type WaveState = 'planned' | 'sending' | 'paused' | 'stopped' | 'closed' | 'missed'
