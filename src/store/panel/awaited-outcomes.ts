/**
 * Surveys of which members wait to hear what came of them.
 */
import { sql } from 'kysely'
import type { OutcomeKind } from '../../core/panel/outcome.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { Trx } from '../database.ts'

export interface AwaitedOutcome {
  readonly key: string
  readonly title: Survey['title']
  /** Slack user id of who answers for it. */
  readonly owner: string
  /** Of the version that is launched. */
  readonly outcomeBy: string
  /** When its owner was last asked. */
  readonly askedAt: Date | null
  /** Its message in Slack. */
  readonly channel: string
  readonly thread: string
  /** The newest that was approved. */
  readonly last: {
    readonly kind: OutcomeKind
    readonly nextBy: string | null
    readonly on: string
    readonly leavesOut: boolean
  } | null
  /** One is written, and waits for approval. */
  readonly isWritten: boolean
}

/** Those whose day may have come. The transaction has them alone. @param today  ISO date, by the town's clock. */
export async function takeAwaited(trx: Trx, today: string): Promise<readonly AwaitedOutcome[]> {
  const { rows } = await sql<AwaitedOutcome>`
    select s.key, v.definition->'title' as title, s.owner, v.definition->>'outcomeBy' as "outcomeBy",
      s.outcome_asked_at as "askedAt", s.channel, s.thread,
      case when o.id is not null then jsonb_build_object(
        'kind', o.kind, 'nextBy', o.next_by, 'on', o.approved_on, 'leavesOut', n.wave_id > o.up_to_wave) end as last,
      exists (select 1 from outcomes p where p.survey = s.key and p.state = 'asked') as "isWritten"
    from surveys s
    join survey_versions v on v.survey = s.key and v.version = s.launched_version
    join lateral (select max(w.id) as wave_id from waves w where w.survey = s.key and w.state <> 'missed') n
      on n.wave_id is not null
    left join lateral (
      select o.* from outcomes o where o.survey = s.key and o.approved_at is not null order by o.number desc limit 1) o on true
    where s.thread is not null and s.channel is not null
      and (o.id is null or o.kind = 'notYet' or n.wave_id > o.up_to_wave)
      and coalesce(o.next_by, v.definition->>'outcomeBy') <= ${today}
    order by s.key for update of s skip locked`.execute(trx)
  return rows
}

export async function noteOutcomeWanted(trx: Trx, survey: string, now: Date): Promise<void> {
  await trx.updateTable('surveys').set({ outcome_asked_at: now }).where('key', '=', survey).execute()
}
