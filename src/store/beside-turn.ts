/**
 * What a turn is told beside what waits in the inbox `i` and who is on the panel, `p`. Each is a query of its own within the
 * one that loads turns: as joins, Postgres would take longer to plan them than to run them.
 */
import { sql } from 'kysely'

/** The message that an event is about beside itself. */
const pointedAt = sql`coalesce(i.event->'said'->>'replyTo',
  case when i.event->'said'->>'kind' in ('edit', 'deleted') then i.event->'said'->>'messageId' end)`

/** @see Heard.about */
export const about = sql`
  select jsonb_build_object('caseId', m.case_id::text, 'kind', k.kind, 'settled', k.closed_at is not null and k.merged_into is null)
  from case_messages m join cases k on k.id = m.case_id join followers f on f.case_id = k.id and f.address = m.address
  where m.address = i.lane and m.message_id = ${pointedAt}`

/** @see TurnInput.asked */
export const invited = sql`
  select jsonb_build_object('waveId', v.wave_id::text, 'arrived', v.state = 'sent')
  from invitations v join waves s on s.id = v.wave_id
  where v.member_id = p.id and v.state in ('sent', 'unknown') and (v.progress = 'none' or v.progress = 'begun' and v.reminded)
    and s.state in ('sending', 'paused')
  order by v.wave_id desc limit 1`

/** The same, of what its author tests. */
export const tested = sql`
  select jsonb_build_object('waveId', 't' || t.id, 'arrived', true) from survey_tests t
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
