/**
 * All waves of a survey that went out, with what their results told last.
 */
import { sql } from 'kysely'
import type { ComparedWave } from '../../core/panel/waves-compared.ts'
import type { Db, Trx } from '../database.ts'

/** The earliest first. */
export async function comparedWaves(db: Db | Trx, survey: string): Promise<readonly ComparedWave[]> {
  const { rows } = await sql<Omit<ComparedWave, 'shown'> & { shown: ComparedWave['shown'] | null }>`
    select w.number, w.starts_at as "startsAt", v.definition,
      case when r.wave_id is not null then jsonb_build_object('counts', r.counts, 'answered', r.answered) end as shown
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version
    left join shown_results r on r.wave_id = w.id
    where w.survey = ${survey} and w.state <> 'missed' order by w.number`.execute(db)
  return rows.map(({ shown, ...wave }) => ({ ...wave, ...(shown && { shown }) }))
}
