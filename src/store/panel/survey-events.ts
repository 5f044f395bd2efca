/**
 * Who did what with a survey, and when: staff, and the clock.
 */
import type { Trx } from '../database.ts'
import type { SurveyEventKind } from '../panel-tables.ts'

export interface SurveyEvent {
  readonly survey: string
  readonly waveId?: string
  readonly at: Date
  readonly by: { readonly id: string; readonly name: string }
  readonly kind: SurveyEventKind
  /** Figures and versions; nobody's words. */
  readonly detail?: Readonly<Record<string, number | string>>
}

/** What the clock does. */
export const CLOCK = { id: 'clock', name: '' } as const

export async function recordSurveyEvent(trx: Trx, event: SurveyEvent): Promise<void> {
  await trx
    .insertInto('survey_events')
    .values({
      survey: event.survey,
      wave_id: event.waveId ?? null,
      at: event.at,
      actor: event.by.id,
      actor_name: event.by.name,
      kind: event.kind,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute()
}

/** All that was answered went to somebody as so many files. */
export async function recordExport(
  trx: Trx,
  survey: string,
  files: number,
  { by, at }: Pick<SurveyEvent, 'by' | 'at'>,
): Promise<void> {
  await recordSurveyEvent(trx, { survey, at, by, kind: 'exported', detail: { files } })
}
