/**
 * A person's own cases, and those that they follow: what they may see of them, and nothing of anybody else's.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Address } from '../core/network.ts'
import { OWN_CASES_PAGE, type OwnCase, type OwnCaseInFull } from '../core/own-case.ts'
import type { Db } from './database.ts'

/**
 * The newest first.
 *
 * @param page  From 0.
 */
export async function ownCases(
  db: Db,
  address: Address,
  page: number,
): Promise<{ readonly cases: readonly OwnCase[]; readonly more: boolean }> {
  const { rows } = await sql<OwnCase>`
    select ${ofOwnCase(80)}
    from followers f join cases k on k.id = f.case_id ${lastWord}
    where f.address = ${address}
    order by k.id desc limit ${OWN_CASES_PAGE + 1} offset ${page * OWN_CASES_PAGE}`.execute(db)
  return { cases: rows.slice(0, OWN_CASES_PAGE), more: rows.length > OWN_CASES_PAGE }
}

/** @returns Undefined where there is no such case, or this address does not follow it. */
export async function ownCase(db: Db, address: Address, id: string): Promise<OwnCaseInFull | undefined> {
  const { rows } = await sql<OwnCaseInFull>`
    select ${ofOwnCase(1_000)}, case when ${mayRead} then k.words end as words,
      case when ${mayRead} and (k.latitude is not null or k.place_words is not null) then jsonb_strip_nulls(jsonb_build_object(
        'point', case when k.latitude is not null then
          jsonb_build_object('latitude', k.latitude, 'longitude', k.longitude) end,
        'words', k.place_words, 'area', k.area, 'landmark', nullif(k.place_is_landmark, false))) end as "where",
      case when ${mayRead} then jsonb_array_length(k.photos) else 0 end as photos,
      ${iso(sql`k.opened_at`)} as "openedAt", ${iso(sql`k.closed_at`)} as "settledAt",
      ${iso(sql`case when k.closed_at is null and k.waiting_since is null then
        case when k.answered_at is null then k.reply_due_at else k.fix_due_at end end`)} as "dueAt",
      k.answered_at is not null as answered, k.closed_at is null and k.waiting_since is not null as "waitsForYou",
      not exists (select 1 from followers o where o.case_id = k.id and o.address <> f.address) as alone
    from followers f join cases k on k.id = f.case_id ${lastWord}
    where f.address = ${address} and k.id = ${id}`.execute(db)
  return rows[0]
}

/** The reporter reads their own words; who follows reads what neighbours may. */
const mayRead = sql`(f.how = 'reporter' or k.visibility = 'public')`

/** @param most  Characters of the last word. */
function ofOwnCase(most: number): RawBuilder<unknown> {
  return sql`k.id::text, k.kind, k.category, k.department, k.status, k.close_reason as reason, k.merged_into::text as "mergedInto",
    k.planned_for::text as "plannedFor", f.how = 'reporter' as own,
    case when ${mayRead} then left(k.words->>'text', 80) end as title,
    case when w.at is not null then
      jsonb_build_object('author', w.author, 'authorId', w.author_id, 'words', left(w.words, ${most}), 'at', w.at) end as "lastWord"`
}

/**
 * Of all that this address said, short answers to our questions left out, and of the replies that it got and may still read:
 * in the words that it has, not in those that wait to take their place.
 */
const lastWord = sql`
  left join lateral (
    select r.author_name as author, r.author as author_id, coalesce(v.words, r.words, m.words)->>'text' as words,
      ${iso(sql`coalesce(m.said_at, r.settled_at, r.written_at)`)} as at
    from case_messages m left join replies r on r.id = m.reply_id
    left join reply_copies c on c.reply_id = r.id and c.address = m.address
    left join reply_versions v on v.reply_id = r.id and v.version = c.version
    where m.case_id = k.id and m.address = f.address and m.deleted_at is null and (m.words is not null or r.id is not null)
      and coalesce(m.part, 'words') = 'words' and coalesce(r.state <> 'withdrawn', true)
    order by m.id desc limit 1
  ) w on true`

function iso(at: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
}
