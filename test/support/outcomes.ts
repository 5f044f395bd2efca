/**
 * Surveys that were answered, for tests of what came of them.
 */
import { expect } from 'vitest'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { tellSurveyHome } from '../../src/actions/panel/survey-home.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import type { Db } from '../../src/store/database.ts'
import { queue } from '../../src/store/outbox.ts'
import { workingCopy } from '../../src/store/panel/drafts.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { keepSurvey } from './panel.ts'
import { eventually, type Town } from './town.ts'

/** A town at this moment, which is not started yet. @returns Moves it to another one, also back. */
export async function clockOf(town: Town, start: Date): Promise<{ now(): Date; goTo(at: Date): Promise<void> }> {
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  const goTo = async (at: Date) => {
    const ms = at.getTime() - now().getTime()
    offsetMs += ms
    await town.moveClock(ms)
  }
  await goTo(start)
  return { now, goTo }
}

/** Launches a survey as it is, and waits until its message stands in Slack with its buttons, and its first wave is made. */
export async function launches(town: Town, survey: Survey, now: Date): Promise<string> {
  const { db } = town.connections
  await keepSurvey(db, survey)
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, survey.key, { id: 'U0LEAD', name: 'Lea' }, { place: town.place, now }))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
  const copy = await eventually(async () => {
    const found = await workingCopy(db, survey.key)
    if (!found?.thread) throw new Error('the message of the survey does not stand there yet')
    return { ...found, thread: found.thread }
  })
  const { channel, ts } = copy.thread
  await queue(db, [tellSurveyHome(copy, { place: town.place, now })], null)
  await eventually(() => {
    const message = town.slack.channels.find(({ id }) => id === channel)?.messages.find(one => one.ts === ts)
    expect(message && buttonsOf(message).length).toBeGreaterThan(0)
  })
  return ts
}

/** These answered the newest wave of a survey to its end, however they did. */
export async function haveAnswered(db: Db, survey: string, memberIds: readonly string[]): Promise<void> {
  const { id } = await db
    .selectFrom('waves')
    .select('id')
    .where('survey', '=', survey)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  for (const member of memberIds)
    await db
      .insertInto('invitations')
      .values({
        ...{ wave_id: id, member_id: member, how: 'wanted', state: 'sent', due_at: new Date(), progress: 'finished' },
      })
      .onConflict(c => c.columns(['wave_id', 'member_id']).doUpdateSet({ progress: 'finished' }))
      .execute()
}
