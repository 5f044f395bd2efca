/**
 * What came of the surveys that somebody answered, as they see it: also where they paused, and after nobody can tell any more
 * what they answered.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Address } from '../../core/network.ts'
import { type OwnOutcome, promisedBy, type SurveyOutcome } from '../../core/panel/outcome.ts'
import type { Db } from '../database.ts'

/** On one page. */
const PAGE = 5

export interface OwnOutcomes {
  /** The newest first. */
  readonly outcomes: readonly OwnOutcome[]
  readonly more: boolean
  /** In how many decisions their answers counted. */
  readonly decisions: number
}

/** @param page  From 0. */
export async function ownOutcomes(db: Db, address: Address, page: number): Promise<OwnOutcomes> {
  const found = await outcomesFor(db, address, sql`true`, { skip: page * PAGE, most: PAGE + 1 })
  return {
    outcomes: found.slice(0, PAGE),
    more: found.length > PAGE,
    decisions: await countDecisions(db, address),
  }
}

/** Of the survey that this wave is of. @returns Undefined where they answered none of it. */
export async function ownOutcome(db: Db, address: Address, waveId: string): Promise<OwnOutcome | undefined> {
  const survey = sql`w.survey = (select survey from waves where id = ${waveId}::bigint)`
  const [found] = await outcomesFor(db, address, survey, { skip: 0, most: 1 })
  return found
}

/** Waves that they answered. */
function answered(address: Address) {
  return sql`
    members m join invitations i on i.member_id = m.id and i.progress <> 'none' join waves w on w.id = i.wave_id
    where m.address = ${address}`
}

type Row = Omit<OwnOutcome, 'promisedBy'> & {
  readonly outcomeBy: string
  /** ISO date on which the first wave that they answered began. */
  readonly beganOn: string
  readonly outcome: (SurveyOutcome & { readonly on: string; readonly leavesOut: boolean }) | null
}

async function outcomesFor(
  db: Db,
  address: Address,
  which: RawBuilder<unknown>,
  { skip, most }: { readonly skip: number; readonly most: number },
): Promise<readonly OwnOutcome[]> {
  const { rows } = await sql<Row>`
    with mine as (
      select w.survey, max(w.id) as wave_id, array_agg(w.id) as waves, min(w.starts_at) as began from ${answered(address)} and ${which}
      group by w.survey order by max(w.id) desc limit ${most} offset ${skip})
    select mine.wave_id::text as "waveId", v.definition->'title' as title, v.definition->'languages' as languages,
      out.definition->>'outcomeBy' as "outcomeBy",
      to_char(mine.began at time zone 'UTC', 'YYYY-MM-DD') as "beganOn",
      to_char(s.outcome_asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "askedAt",
      (select jsonb_build_object('kind', o.kind, 'words', o.words, 'link', o.link, 'picture', o.picture,
          'nextBy', o.next_by, 'people', o.people, 'on', o.approved_on, 'leavesOut', mine.wave_id > o.up_to_wave)
        from outcomes o where o.survey = mine.survey and o.approved_at is not null
          and exists (select 1 from unnest(mine.waves) one where one > o.after_wave and one <= o.up_to_wave)
        order by o.number desc limit 1) as outcome
    from mine
    join waves w on w.id = mine.wave_id
    join survey_versions v on v.survey = w.survey and v.version = w.version
    join surveys s on s.key = mine.survey
    join survey_versions out on out.survey = s.key and out.version = coalesce(s.launched_version, w.version)
    order by mine.wave_id desc`.execute(db)
  return rows.map(({ outcomeBy, beganOn, outcome, ...row }) => ({
    ...row,
    outcome: outcome && told(outcome),
    // a survey that goes on repeating after its day has promised nothing to who answers it from then on
    promisedBy: !outcome && beganOn > outcomeBy ? null : (promisedBy(outcomeBy, outcome ?? undefined) ?? null),
  }))
}

function told({ kind, words, link, picture, nextBy, people }: SurveyOutcome): SurveyOutcome {
  return { kind, words, link, picture, nextBy, people }
}

/** Whoever answers after it was approved may read it as well; their answer had no part in it. */
async function countDecisions(db: Db, address: Address): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from outcomes o
    where o.kind = 'decided' and exists (
      select 1 from outcome_hearers h
      where h.outcome_id = o.id and h.member_id = (select id from members where address = ${address}))`.execute(db)
  return rows[0]?.count ?? 0
}
