/**
 * The ways on from the end of a survey: the group in which it is talked about; and where what was answered sounds like
 * something to put right, a report, of which nothing that is kept leads to the answer.
 */
import { expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { picture } from '../support/pictures.ts'
import { placeWith } from '../support/places.ts'
import { aSurvey, aWave, invites, joins, sends } from '../support/surveys.ts'
import { commands, hears, sendsReport } from '../support/talks.ts'
import { startTown } from '../support/town.ts'

/** What lies with the survey, or says of a member only that they were asked and how far they are. */
const OF_SURVEYS = new Set([
  ...['surveys', 'survey_versions', 'waves', 'wave_keys', 'invitations', 'responses', 'survey_answers'],
  ...['shown_results', 'result_posts'],
])

test('whoever ends may talk about it in the place’s group; a low mark and words about a pothole offer a report, in which nothing is of the survey', async () => {
  const group = 'https://t.me/harbourside'
  await using place = await placeWith('  askArea: true', `  group: { en: "${group}" }\n  askArea: true`)
  await using town = await startTown({ placeFile: place.file })
  const { db, pool } = town.connections
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  commands(ana, 'help')
  await hears(ana, /reach/)
  const survey = aSurvey('moonlight', [
    { key: 'glow', kind: 'mark', ask: { en: 'How good are the streets?' } },
    { key: 'more', kind: 'text', ask: { en: 'Why is that?' } },
  ])
  const address = `telegram:${ana.user.id}` as const
  const memberId = await joins(db, address)
  const wave = await aWave(db, survey)
  await invites(db, wave, memberId)
  await sends(db, wave, survey, address)
  await hears(ana, /How good are the streets/)
  ana.taps('5')
  await hears(ana, /Why is that/)
  ana.says('A huge pothole swallows starlings')
  await hears(ana, /that was all.*Your report is not linked to your answers/s)
  expect(linksOf(ana)).toEqual([{ words: 'Talk about it with others', url: group }])
  const { rows: before } = await pool.query('select count(*)::integer as cases from cases')
  expect(before).toEqual([{ cases: 0 }])

  ana.taps('Report a problem')
  await hears(ana, /What is the problem/)
  ana.says('There is a deep pothole outside the bakery')
  await hears(ana, /What is it about/)
  ana.taps('Pothole')
  await hears(ana, /How deep/)
  ana.taps('Skip')
  await hears(ana, /Where is it/)
  ana.sendsPin(...town.somewhere)
  await hears(ana, /photos/i)
  ana.sendsPhoto(await picture())
  await hears(ana, /1 photo/)
  ana.taps('Done')
  await hears(ana, /Is this right/)
  const { card, thread } = await sendsReport(town, ana)
  expect([card, ...thread.posts()].join('\n')).not.toMatch(/moonlight|starlings|survey/i)

  const { rows: tables } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  )
  const others = tables.filter(({ name }) => !OF_SURVEYS.has(name))
  expect(others.length).toBe(tables.length - OF_SURVEYS.size)
  const { rows: answered } = await pool.query<{ pseudonym: string }>('select pseudonym::text from responses')
  expect(answered).toHaveLength(1)
  for (const { name } of others) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`)
    const said = rows.map(({ row }) => row).join('\n')
    for (const word of ['starlings', 'glow', answered[0]!.pseudonym]) expect(said).not.toContain(word)
  }
})

/** What can be followed in the newest message. */
function linksOf({ chat }: TelegramPerson) {
  const { text = '', entities = [] } = chat.at(-1) ?? {}
  return entities.flatMap(entity =>
    entity.type === 'text_link'
      ? [{ words: text.slice(entity.offset, entity.offset + entity.length), url: entity.url }]
      : [],
  )
}
