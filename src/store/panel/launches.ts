/**
 * How far a survey is on its way out.
 */
import type { Trx } from '../database.ts'

/** What is out already stays out. */
export async function noteLaunchAsked(trx: Trx, key: string, by: string, at: Date): Promise<void> {
  await trx
    .updateTable('surveys')
    .set(eb => ({
      launch_asked_by: by,
      launch_asked_at: at,
      state: eb
        .case()
        .when('state', '=', 'launched')
        .then('launched' as const)
        .else('asked' as const)
        .end(),
    }))
    .where('key', '=', key)
    .execute()
}

export async function noteLaunchPutOff(trx: Trx, key: string): Promise<void> {
  await trx
    .updateTable('surveys')
    .set(eb => ({
      launch_asked_by: null,
      launch_asked_at: null,
      state: eb
        .case()
        .when('state', '=', 'asked')
        .then('draft' as const)
        .else(eb.ref('state'))
        .end(),
    }))
    .where('key', '=', key)
    .execute()
}

export async function noteApproved(trx: Trx, key: string, by: string): Promise<void> {
  await trx
    .updateTable('surveys')
    .set({ launch_asked_by: null, launch_asked_at: null, approved_by: by })
    .where('key', '=', key)
    .execute()
}

/** No more waves are made of it. @returns False where it is not launched. */
export async function endSurvey(trx: Trx, key: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('surveys')
    .set({ state: 'stopped', next_wave_at: null })
    .where('key', '=', key)
    .where('state', '=', 'launched')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Its waves that still go out. */
export async function wavesGoingOn(trx: Trx, key: string): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('waves')
    .select('id')
    .where('survey', '=', key)
    .where('state', 'in', ['sending', 'paused'])
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
