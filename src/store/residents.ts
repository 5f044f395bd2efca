/**
 * Residents: the people behind addresses, and what staff call them.
 */
import { type RawBuilder, sql } from 'kysely'
import type { NoticeShown } from '../core/case.ts'
import type { Address } from '../core/network.ts'
import type { Db, Trx } from './database.ts'

/** Who opens a case, and the privacy notice that they were shown before. */
export interface Opener {
  readonly address: Address
  readonly firstName: string
  readonly language: string
  readonly notice?: NoticeShown | undefined
}

/**
 * What pseudonyms are made of; null where staff see first names.
 *
 * A pseudonym follows from the resident's number alone: it stays the same for good, and no two people share one.
 */
export interface Pseudonyms {
  /** For Postgres' `format`: `%1$s` is the word, `%2$s` a number. */
  readonly pattern: string
  /** At least one; never fewer than before, or people change their names. */
  readonly words: readonly string[]
}

export interface Resident {
  readonly id: string
  /** What staff see. */
  readonly called: string
  /** Cases that they opened before. */
  readonly earlier: number
}

/** Finds or makes the resident behind each address, and keeps their notice. @returns By address. */
export async function residentsAt(
  trx: Trx,
  people: readonly Opener[],
  pseudonyms: Pseudonyms | null,
): Promise<ReadonlyMap<string, Resident>> {
  const { rows } = await sql<Resident & { address: string }>`
    with person as (
      select distinct on (p.address) * from unnest(
        ${people.map(p => p.address)}::text[], ${people.map(p => p.firstName)}::text[], ${people.map(p => p.language)}::text[],
        ${people.map(p => p.notice?.version ?? null)}::integer[], ${people.map(p => p.notice?.language ?? null)}::text[],
        ${people.map(p => p.notice?.at ?? null)}::timestamptz[]
      ) as p (address, first_name, language, notice_version, notice_language, notice_at)),
    fresh as (
      select p.*, nextval(pg_get_serial_sequence('residents', 'id')) as id
      from person p join conversations c on c.address = p.address where c.resident_id is null),
    made as (
      insert into residents (id, first_name, called, language) overriding system value
      select id, first_name, ${calledBy(pseudonyms)}, language from fresh),
    linked as (
      update conversations c set resident_id = f.id from fresh f where c.address = f.address),
    resident as (
      select address, id, ${calledBy(pseudonyms)} as called, 0 as earlier from fresh
      union all
      select c.address, c.resident_id, r.called, (select count(*) from cases k where k.resident_id = r.id)::integer
      from conversations c join person p on p.address = c.address join residents r on r.id = c.resident_id),
    noticed as (
      insert into notices (resident_id, version, language, shown_at)
      select r.id, p.notice_version, p.notice_language, p.notice_at from resident r join person p on p.address = r.address
      where p.notice_version is not null
      on conflict do nothing)
    select address, id::text, called, earlier from resident`.execute(trx)
  return new Map(rows.map(({ address, ...resident }) => [address, resident]))
}

/** Somebody who has no conversation with us. @param called  Where staff see first names. */
export async function insertResident(
  trx: Trx,
  { called, language }: { readonly called: string; readonly language: string },
  pseudonyms: Pseudonyms | null,
): Promise<Resident> {
  const { rows } = await sql<Resident>`
    with fresh as (
      select nextval(pg_get_serial_sequence('residents', 'id')) as id, ${called}::text as first_name),
    made as (
      insert into residents (id, first_name, called, language) overriding system value
      select id, first_name, ${calledBy(pseudonyms)}, ${language} from fresh)
    select id::text, ${calledBy(pseudonyms)} as called, 0 as earlier from fresh`.execute(trx)
  return rows[0]!
}

/** Calls everybody as the place wants it now. */
export async function callResidents(db: Db, pseudonyms: Pseudonyms | null): Promise<void> {
  await sql`
    update residents set called = ${calledBy(pseudonyms)} where called is distinct from ${calledBy(pseudonyms)}`.execute(
    db,
  )
}

/** An expression over `id` and `first_name`. */
function calledBy(pseudonyms: Pseudonyms | null): RawBuilder<string> {
  if (pseudonyms === null) return sql`first_name`
  const { pattern, words } = pseudonyms
  return sql`format(${pattern}::text, (${words}::text[])[id % ${words.length}::bigint + 1], id / ${words.length}::bigint + 1)`
}
