/**
 * A hundred people tap at the same instant, where only a few answers of some of them are wanted.
 */
import { expect, test } from 'vitest'
import { addressOf } from '../../src/core/network.ts'
import { addMembers } from '../support/panel.ts'
import { aSurvey, aWave, invites, option, sends } from '../support/surveys.ts'
import { eventually, startTown } from '../support/town.ts'

const PEOPLE = 100
const IN_AREA = 9
const OLD_IN_AREA = 4

test(`${PEOPLE} tap at once: no quota is exceeded, everybody is told, and places that are given back are taken again`, async () => {
  await using town = await startTown()
  const { db } = town.connections
  const area = town.place.areas[0]!.name
  const people = Array.from({ length: PEOPLE }, (_, n) =>
    town.telegram.addPerson({ firstName: `P${n}`, started: true }),
  )
  const ids = await addMembers(
    db,
    people.map(({ user }, n) => ({
      ...{ address: addressOf('telegram', String(user.id)), area },
      profile: n % 2 === 0 ? { age: 'over60' } : { age: 'under30' },
    })),
  )
  const survey = aSurvey(
    'crowd',
    [
      {
        ...{ key: 'q', kind: 'eitherOr', ask: { en: 'Which?' } },
        options: [option('a', 'Apples'), option('b', 'Pears')],
      },
    ],
    {
      quotas: [
        { of: { area }, most: IN_AREA },
        { of: { area, age: 'over60' }, most: OLD_IN_AREA },
      ],
    },
  )
  const wave = await aWave(db, survey)
  for (const [n, { user }] of people.entries()) {
    await invites(db, wave, ids[n]!)
    await sends(db, wave, survey, addressOf('telegram', String(user.id)))
  }
  await eventually(() => {
    for (const person of people) expect(person.heard().at(-1)).toMatch(/Which\?/)
  }, 60_000)

  for (const person of people) person.taps('Apples')
  const told = (words: RegExp) => people.filter(person => words.test(person.heard().at(-1) ?? ''))
  await eventually(() => expect(told(/that was all|enough people like you/)).toHaveLength(PEOPLE), 60_000)

  const answers = await db.selectFrom('responses').select('cells').where('wave_id', '=', wave.id).execute()
  const old = answers.filter(({ cells }) => cells.age === 'over60')
  expect(answers.length).toBeLessThanOrEqual(IN_AREA)
  expect(old.length).toBeLessThanOrEqual(OLD_IN_AREA)
  // The young ones alone are more than there are places: none is left empty.
  expect(answers.length).toBe(IN_AREA)
  expect(told(/that was all/)).toHaveLength(IN_AREA)
  const quotas = await db
    .selectFrom('quotas')
    .select('taken')
    .where('wave_id', '=', wave.id)
    .orderBy('number')
    .execute()
  expect(quotas).toEqual([{ taken: IN_AREA }, { taken: old.length }])

  const [gives] = told(/that was all/)
  gives!.taps('My answers')
  await eventually(() => expect(gives!.heard().at(-1)).toMatch(/These are the surveys/))
  gives!.taps('About crowd')
  await eventually(() => expect(gives!.heard().at(-1)).toMatch(/Which\?/))
  gives!.taps('Erase my answers')
  await eventually(() => expect(gives!.heard().at(-1)).toMatch(/cannot be undone/))
  gives!.taps('Yes, erase it')
  await eventually(() => expect(gives!.heard().at(-1)).toMatch(/are erased/))
  // Somebody young: the places of the others may all be taken still.
  const next = told(/enough people like you/).find(person => people.indexOf(person) % 2 === 1)!
  next.taps('Pears')
  await eventually(() => expect(next.heard().at(-1)).toMatch(/that was all/))
})
