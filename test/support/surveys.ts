/**
 * Members, and surveys that went out to them, as they lie in the database once they were sent.
 */
import { readFileSync } from 'node:fs'
import { firstMessage, surveyVoice } from '../../src/asking/question-message.ts'
import { type Address, networkOf } from '../../src/core/network.ts'
import type { Cells } from '../../src/core/panel/coarsen.ts'
import type { Survey, SurveyQuestion } from '../../src/core/panel/survey.ts'
import type { SurveyAnswers } from '../../src/core/panel/survey-answer.ts'
import { newWaveKey, pseudonymOf } from '../../src/panel/pseudonym.ts'
import { readSurvey } from '../../src/panel/read-survey.ts'
import { loadPlace } from '../../src/place.ts'
import type { Db } from '../../src/store/database.ts'
import { queue } from '../../src/store/outbox.ts'
import { saveSurvey } from '../../src/store/panel/surveys.ts'

/** A survey with these questions, else the example's. Every text is in English alone. */
export function aSurvey(
  key: string,
  questions: readonly SurveyQuestion[],
  audience: Partial<Survey['audience']> = {},
): Survey {
  return {
    key,
    title: { en: `About ${key}` },
    why: { en: 'The council decides in March.' },
    owner: 'U0LEAD',
    outcomeBy: '2027-04-15',
    languages: ['en'],
    audience: { quotas: [], ...audience },
    schedule: { zone: 'place', spreadHours: 0, closesAfterDays: 10 },
    questions,
  }
}

export function option(key: string, name: string) {
  return { key, name: { en: name }, synonyms: {} }
}

/** The survey that comes along as an example, in all its languages. */
export async function exampleSurvey(): Promise<Survey> {
  const place = await loadPlace('example/place.yaml')
  const read = readSurvey(readFileSync('example/surveys/high-street.yaml', 'utf8'), place)
  if (!read.survey) throw new Error('the example is no survey')
  return read.survey
}

interface MemberOptions {
  readonly area?: string
  readonly language?: string
  readonly profile?: Readonly<Record<string, string>>
}

/** Puts somebody on the panel who has written to us before, or not. @returns The number of the member. */
export async function joins(db: Db, address: Address, { area, language = 'en', profile = {} }: MemberOptions = {}) {
  await db
    .insertInto('conversations')
    .values({ address, network: networkOf(address), channel: null, last_position: '0', version: 1, state: null })
    .onConflict(c => c.doNothing())
    .execute()
  const { id } = await db
    .insertInto('members')
    .values({
      ...{ address, language, area: area ?? null, direct: true, joined_at: new Date() },
      profile: JSON.stringify(profile),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface Wave {
  readonly id: string
  readonly key: Buffer
}

/** A sending of a survey that is open for `closesInMs`, default ten days. */
export async function aWave(
  db: Db,
  survey: Survey,
  {
    number = 1,
    closesInMs = 10 * 86_400_000,
    pictures = new Map(),
  }: { number?: number; closesInMs?: number; pictures?: Parameters<typeof saveSurvey>[2] } = {},
): Promise<Wave> {
  const by = { id: 'U0LEAD', name: 'Lea', at: new Date() }
  const { version } = await db.transaction().execute(trx => saveSurvey(trx, survey, pictures, by))
  const { id } = await db
    .insertInto('waves')
    .values({
      ...{ survey: survey.key, version, number, state: 'sending', seed: '1' },
      ...{ starts_at: new Date(), closes_at: new Date(Date.now() + closesInMs) },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const key = newWaveKey()
  await db.insertInto('wave_keys').values({ wave_id: id, key }).execute()
  const quotas = survey.audience.quotas.map(({ most }, number) => ({ wave_id: id, number, most }))
  if (quotas.length > 0) await db.insertInto('quotas').values(quotas).execute()
  return { id, key }
}

export async function invites(db: Db, wave: Wave, memberId: string): Promise<void> {
  await db
    .insertInto('invitations')
    .values({ wave_id: wave.id, member_id: memberId, how: 'drawn', state: 'sent', due_at: new Date() })
    .execute()
}

/** Sends the invitation, which asks already; a running town delivers it. */
export async function sends(db: Db, wave: Wave, survey: Survey, address: Address, language = 'en'): Promise<void> {
  const rows = await db.selectFrom('survey_pictures').selectAll().where('survey', '=', survey.key).execute()
  const { definition } = await db
    .selectFrom('survey_versions')
    .select('definition')
    .where('survey', '=', survey.key)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow()
  const asked = { waveId: wave.id, survey: definition, pictures: Object.fromEntries(rows.map(r => [r.name, r.file])) }
  const message = firstMessage(asked, surveyVoice(definition, language))
  const network = networkOf(address)
  await queue(db, [{ network, lane: address, message: { to: 'resident', address, ...message }, bulk: true }], null)
}

/** What lies under the pseudonym of this member. */
export async function answersOf(db: Db, wave: Wave, memberId: string): Promise<Readonly<Record<string, unknown>>> {
  const rows = await db
    .selectFrom('survey_answers')
    .select(['question', 'value'])
    .where('wave_id', '=', wave.id)
    .where('pseudonym', '=', pseudonymOf(memberId, wave.key))
    .execute()
  return Object.fromEntries(rows.map(({ question, value }) => [question, value]))
}

/** People who answer the same, and are the same. */
interface Alike {
  readonly members: readonly string[]
  readonly answers: SurveyAnswers
  readonly cells?: Cells
}

/** These members come to the end of a wave, all at the same moment: results are counted before them or after them. */
export async function comeToTheEnd(db: Db, waveId: string, groups: readonly Alike[]): Promise<void> {
  const { key } = await db.selectFrom('wave_keys').select('key').where('wave_id', '=', waveId).executeTakeFirstOrThrow()
  const people = groups.flatMap(({ members, answers, cells = {} }) =>
    members.map(memberId => ({
      memberId,
      answers,
      cells,
      under: { wave_id: waveId, pseudonym: pseudonymOf(memberId, key) },
    })),
  )
  const responses = people.map(({ under, cells }) => ({ ...under, cells: JSON.stringify(cells), finished: true }))
  const given = people.flatMap(({ under, answers }) =>
    Object.entries(answers).map(([question, value]) => ({ ...under, question, value: JSON.stringify(value) })),
  )
  await db.transaction().execute(async trx => {
    await trx.insertInto('responses').values(responses).execute()
    await trx.insertInto('survey_answers').values(given).execute()
    await trx
      .updateTable('invitations')
      .set({ progress: 'finished' })
      .where('wave_id', '=', waveId)
      .where(
        'member_id',
        'in',
        people.map(({ memberId }) => memberId),
      )
      .execute()
  })
}
