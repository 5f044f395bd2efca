/**
 * What a turn is told beside what waits in the inbox `i` and who is on the panel, `p`. Each is a query of its own within the
 * one that loads turns: as joins, Postgres would take longer to plan them than to run them.
 */
import { sql } from 'kysely'
import { TEST_MS } from '../core/panel/survey-test.ts'

/** The message that an event is about beside itself. */
const pointedAt = sql`coalesce(i.event->'said'->>'replyTo',
  case when i.event->'said'->>'kind' in ('edit', 'deleted') then i.event->'said'->>'messageId' end)`

/** @see Heard.about */
export const about = sql`
  select jsonb_build_object('caseId', m.case_id::text, 'kind', k.kind, 'settled', k.closed_at is not null and k.merged_into is null)
  from case_messages m join cases k on k.id = m.case_id join followers f on f.case_id = k.id and f.address = m.address
  where m.address = i.lane and m.message_id = ${pointedAt}`

/**
 * One that is open goes before one that closed a short while ago, and that one counts only where nothing came after it.
 *
 * @see TurnInput.asked
 * @param since  When it closed at the earliest.
 */
export function invited(since: Date) {
  return sql`
    select jsonb_build_object('waveId', v.wave_id::text, 'arrived', v.state = 'sent', 'at', v.due_at)
    from invitations v join waves s on s.id = v.wave_id
    where v.member_id = p.id and v.state in ('sent', 'unknown') and (v.progress = 'none' or v.progress = 'begun' and v.reminded)
      and (s.state in ('sending', 'paused') or s.state = 'closed' and s.closes_at > ${since} and s.key_destroyed_at is null
        and not exists (
          select 1 from invitations n
          where n.member_id = v.member_id and n.state in ('sent', 'unknown') and n.due_at > v.due_at))
    order by s.state = 'closed', v.due_at desc, v.wave_id desc limit 1`
}

/** The same, of what its author tests. */
export const tested = sql`
  select jsonb_build_object('waveId', 't' || t.id, 'arrived', true, 'at', t.expires_at - ${`${TEST_MS} ms`}::interval) from survey_tests t
  where t.address = i.lane and t.given = '{}' order by t.id desc limit 1`

/** @internal A query over conversations `c`: the warm cases at the address in this column, the newest first. */
export function warmCasesAt(address: 'i.lane' | 'c.address', warmSince: Date) {
  return sql`
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', k.id::text, 'kind', k.kind, 'title', left(k.words->>'text', 80),
      'question', case when q.id is not null then jsonb_build_object('id', q.id::text, 'choices', q.choices) end)) order by k.last_word_at desc) as cases
    from cases k left join replies q on q.id = k.waiting_for
    where c.resident_id is not null and k.address = ${sql.ref(address)} and k.closed_at is null
      and (k.last_word_at > ${warmSince} or k.waiting_for is not null)`
}
