/**
 * Launches the sandbox's own survey, as an organiser of the panel does in Slack: its version is kept, and from then on
 * Folkmoot's clock sends it.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import type { Place } from '../../src/core/place.ts'
import { readSurvey } from '../../src/panel/read-survey.ts'
import { connect } from '../../src/store/database.ts'
import { queue } from '../../src/store/outbox.ts'
import { saveSurvey } from '../../src/store/panel/surveys.ts'
import { TOWN_TALK } from '../discord/world.ts'
import { ActError } from '../server.ts'

export interface SampleLaunch {
  readonly place: Place
  /** Of Folkmoot's database. */
  readonly url: string
  /** In whose name: Slack's id, and what people call them. */
  readonly by: { readonly id: string; readonly name: string }
  /** By Folkmoot's clock. */
  readonly now: Date
}

const FILE = join(import.meta.dirname, 'harbour-square.yaml')
/** Members are to hear so long after the launch what came of it. */
const OUTCOME_MS = 21 * 86_400_000

/** @throws {ActError} where it is out already. */
export async function launchSample({ place, url, by, now }: SampleLaunch): Promise<void> {
  const { survey, problems } = readSurvey(await readFile(FILE, 'utf8'), place)
  if (!survey) throw new ActError(`The sample does not suit this town: ${problems[0]?.message}`)
  const outcomeBy = new Date(now.getTime() + OUTCOME_MS).toISOString().slice(0, 10)
  const post = place.panel?.discordChannels.filter(channel => channel === TOWN_TALK) ?? []
  const sample = { ...survey, owner: by.id, outcomeBy, ...(post.length > 0 && { post }) }
  const { db, pool } = connect(url, 1)
  try {
    const launched = await db.transaction().execute(async trx => {
      await saveSurvey(trx, sample, new Map(), { ...by, at: now })
      const result = await launchSurvey(trx, survey.key, by, { place, now })
      if (result.kind === 'launched') await queue(trx, result.messages, null)
      return result
    })
    if (launched.kind !== 'launched') throw new ActError('The sample survey is out already: see the panel’s channel.')
  } finally {
    await pool.end()
  }
}
