/**
 * Whom a wave is for, and who of them is drawn: of a million members none comes into this process's memory.
 */
import { type RawBuilder, sql } from 'kysely'
import { apportion } from '../../core/panel/apportion.ts'
import type { MakeUp } from '../../core/panel/make-up.ts'
import type { Audience } from '../../core/panel/survey.ts'
import type { Trx } from '../database.ts'

const DAY_MS = 86_400_000

type Stratum = { readonly stratum: string; readonly count: number }

/**
 * Puts who may be asked into a table of this transaction (`audience`: id, network, zone, stratum).
 *
 * Left out is who left, is paused, blocked or unreachable, or wants nothing unasked; and who is only to be asked about
 * what they care for, unless the survey is for some of that. Who was asked not long ago is in it: an invitation waits.
 *
 * @param timeZone  Of who chose none.
 * @returns How many there are.
 */
export async function findAudience(
  trx: Trx,
  audience: Audience,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Promise<number> {
  await sql`
    create temporary table audience on commit drop as
    select m.id, c.network, coalesce(m.time_zone, ${timeZone}::text) as zone,
      ${stratumOf(audience.sample?.by ?? [])} as stratum
    from members m join conversations c on c.address = m.address
    where m.left_at is null and m.direct and c.unreachable_since is null and c.stopped_at is null
      and (m.paused_until is null or m.paused_until <= ${now}::timestamptz)
      and (c.blocked_until is null or c.blocked_until <= ${now}::timestamptz)
      ${audience.interests ? sql`` : sql`and m.pace <> 'topics'`}
      and ${sql.join([sql`true`, ...criteriaOf(audience, now)], sql` and `)}`.execute(trx)
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from audience`.execute(trx)
  return rows[0]?.count ?? 0
}

/** @internal What members `m` at conversations `c` have to be. */
export function criteriaOf(audience: Audience, now: Date): readonly RawBuilder<unknown>[] {
  const { areas, interests, languages, networks, profile = {}, notAskedInDays } = audience
  return [
    ...(interests ? [sql`m.interests && ${interests}::text[]`] : []),
    ...(areas ? [sql`m.area = any(${areas}::text[])`] : []),
    ...(languages ? [sql`m.language = any(${languages}::text[])`] : []),
    ...(networks ? [sql`c.network = any(${networks}::text[])`] : []),
    ...Object.entries(profile).map(([key, options]) => sql`m.profile->>${key}::text = any(${options}::text[])`),
    ...(notAskedInDays === undefined
      ? []
      : [
          sql`(m.last_asked_at is null or m.last_asked_at <= ${new Date(now.getTime() - notAskedInDays * DAY_MS)}::timestamptz)`,
        ]),
  ]
}

/**
 * What those in `audience` told of themselves.
 *
 * @param keys  `area`, or of profile questions. Who did not tell is counted under an empty name.
 */
export async function makeUpOfAudience(trx: Trx, keys: readonly string[]): Promise<MakeUp> {
  if (keys.length === 0) return {}
  const told = keys.map(key => sql`(${key}::text, coalesce(${toldBy(key)}, ''))`)
  const { rows } = await sql<{ key: string; people: Readonly<Record<string, number>> }>`
    select key, jsonb_object_agg(name, people) as people from (
      select t.key, t.name, count(*) as people
      from audience a join members m on m.id = a.id
      cross join lateral (values ${sql.join(told)}) as t (key, name) group by 1, 2) g
    group by key`.execute(trx)
  return Object.fromEntries(rows.map(({ key, people }) => [key, people]))
}

function toldBy(key: string): RawBuilder<unknown> {
  return key === 'area' ? sql`m.area` : sql`m.profile->>${key}::text`
}

/** What members of one stratum have in common; one stratum where nothing is named. */
function stratumOf(by: readonly string[]): RawBuilder<unknown> {
  const cells = by.map(toldBy)
  return cells.length === 0 ? sql`''` : sql`jsonb_build_array(${sql.join(cells)})::text`
}

/**
 * Leaves in `audience` who is drawn by lot, in proportion in each stratum. Who is drawn follows from the seed and the
 * members' numbers alone.
 */
export async function drawSample(trx: Trx, size: number, seed: string): Promise<void> {
  const { rows } = await sql<Stratum>`
    select stratum, count(*)::integer as count from audience group by stratum order by stratum`.execute(trx)
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  const shares = apportion(
    Math.min(size, total),
    rows.map(({ count }) => count),
  )
  await sql`
    delete from audience a using (
      select id, stratum, row_number() over (partition by stratum order by ${lot(seed, 'drawn')}, id) as place
      from audience) p,
      unnest(${rows.map(({ stratum }) => stratum)}::text[], ${shares}::integer[]) as s (stratum, share)
    where p.id = a.id and s.stratum = p.stratum and p.place > s.share`.execute(trx)
}

/**
 * Invites everybody who is in `audience`.
 *
 * @param begins  When it begins, by time zone.
 * @param spreadMs  The invitations fall due over so long a time, by lot.
 * @returns How many there are.
 */
export async function inviteAudience(
  trx: Trx,
  wave: { readonly id: string; readonly seed: string; readonly spreadMs: number },
  begins: ReadonlyMap<string, Date>,
): Promise<number> {
  const part = sql`('x' || substr(encode(${lot(wave.seed, 'due')}, 'hex'), 1, 8))::bit(32)::bigint / 4294967296.0`
  const { numAffectedRows } = await sql`
    insert into invitations (wave_id, member_id, how, state, due_at, network)
    select ${wave.id}::bigint, a.id, 'drawn', 'due', b.at + ${wave.spreadMs} * ${part} * interval '1 millisecond', a.network
    from audience a
    join unnest(${[...begins.keys()]}::text[], ${[...begins.values()]}::timestamptz[]) as b (zone, at) on b.zone = a.zone
    order by 5`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** The time zones that the audience lives by. */
export async function zonesOfAudience(trx: Trx): Promise<readonly string[]> {
  const { rows } = await sql<{ zone: string }>`select distinct zone from audience`.execute(trx)
  return rows.map(({ zone }) => zone)
}

/** A number for each member that nobody can foresee without the seed; another one for each use. */
function lot(seed: string, use: string): RawBuilder<Buffer> {
  return sql<Buffer>`sha256(convert_to(${`${seed} ${use} `}::text || id, 'UTF8'))`
}
