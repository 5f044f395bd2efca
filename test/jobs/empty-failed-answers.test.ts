/** What events that no turn could take tell of answers goes within a day; what else was set aside stays to be looked into. */
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { createMediaStore } from '../../src/media/store.ts'
import { picture } from '../support/pictures.ts'
import { aSurvey, aWave, invites, joins, option, sends } from '../support/surveys.ts'
import { commands, hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const HOUR_MS = 3_600_000
const SORRY = /something went wrong on our side/

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const addressFor = ({ user }: TelegramPerson) => addressOf('telegram', String(user.id))

async function someone(firstName: string): Promise<TelegramPerson> {
  const person = town.telegram.addPerson({ firstName, languageCode: 'en' })
  commands(person, 'help')
  await hears(person, /reach/)
  return person
}

/** Somebody who has answered the first question, and is asked the second. */
async function asked(key: string, second: Survey['questions'][number]) {
  const { db } = town.connections
  const questions: Survey['questions'] = [
    {
      key: 'first',
      kind: 'eitherOr',
      ask: { en: 'Parks or trees?' },
      options: [option('p', 'Parks'), option('t', 'Trees')],
    },
    second,
    { key: 'last', kind: 'mark', ask: { en: 'How good?' } },
  ]
  const person = await someone(key)
  const wave = await aWave(db, aSurvey(key, questions))
  await invites(db, wave, await joins(db, addressFor(person)))
  await sends(db, wave, aSurvey(key, questions), addressFor(person))
  await hears(person, /Parks or trees/)
  person.taps('Trees')
  await hears(person, new RegExp(second.ask.en!.replace('?', '\\?')))
  return person
}

/** No turn can take an answer to such a survey: the next question cannot be put. */
async function breaks(key: string): Promise<void> {
  await sql`
    update survey_versions set definition = jsonb_set(jsonb_set(definition, '{questions,1,ask}', 'null'), '{questions,2,ask}', 'null')
    where survey = ${key}`.execute(town.connections.db)
}

const setAside = async () => {
  const { rows } = await sql<{ all: string }>`
    select coalesce(string_agg(concat(event, files, looked_up), ' '), '') as all from inbox where failure is not null`.execute(
    town.connections.db,
  )
  return rows[0]!.all
}

test('a typed answer, a photo and a tap that no turn could take', async () => {
  const typing = await asked('typing', { key: 'words', kind: 'text', ask: { en: 'What else?' } })
  const showing = await asked('showing', { key: 'look', kind: 'photo', ask: { en: 'What does it look like?' } })
  const words = JSON.stringify({ said: { kind: 'message', text: { text: 'a lamp is out', spans: [] } } })
  await sql`
    insert into inbox (network, external_id, lane, position, event, done_at, failure)
    values ('telegram', 'of somebody who is on no panel', 'telegram:1', 1, ${words}::jsonb, now(), 'TypeError')`.execute(
    town.connections.db,
  )
  await breaks('typing')
  await breaks('showing')

  typing.says('Moonbeams')
  await hears(typing, SORRY)
  showing.sendsPhoto(await picture())
  await hears(showing, SORRY)
  showing.taps('Parks')
  await eventually(async () => expect(await setAside()).toMatch(/sv\.\d+\.0\.o/))
  expect(await setAside()).toMatch(/Moonbeams/)
  const sha256 = /[0-9a-f]{64}/.exec(await setAside())![0]
  const media = createMediaStore(join(town.env.DATA_DIR!, 'media'))
  await town.moveClock(22 * HOUR_MS)
  expect(await setAside()).toMatch(/Moonbeams/)
  await town.moveClock(1.1 * HOUR_MS)
  expect(await setAside()).not.toMatch(/Moonbeams|sha256|sv\./)
  expect(await setAside()).toMatch(/a lamp is out/)
  // The photo goes from the disk as well, with the next night.
  await expect(media.open(sha256)).resolves.toBeDefined()
  await town.moveClock(24 * HOUR_MS)
  await expect(media.open(sha256)).rejects.toThrow('cannot read media file')
})
