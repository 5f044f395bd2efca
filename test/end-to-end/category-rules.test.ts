/**
 * Reports of categories that have rules of their own: questions, photos, who may see them, who takes them where.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picture } from '../support/pictures.ts'
import { hears, sendsReport } from '../support/talks.ts'
import { startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const telegram = (firstName: string, languageCode = 'en') => town.telegram.addPerson({ firstName, languageCode })
const discord = (username: string) => town.discord.addPerson({ username, locale: 'en-GB' })

/** Points in the areas of these names, as `example/areas.geojson` has them. */
const OLD_HARBOUR = [50.725, -1.885] as const
const WEST_SANDS = [50.715, -1.91] as const

test('one that needs a photo cannot be sent without', async () => {
  const dan = telegram('Dan')
  dan.presses('/report')
  await hears(dan, /What is the problem/)
  dan.says('Someone left a mattress')
  await hears(dan, /What is it about/)
  dan.taps('Dumped rubbish')
  await hears(dan, /Since which day/)
  dan.says('yesterday')
  await hears(dan, /Where is it/)
  dan.sendsPin(...OLD_HARBOUR)
  await hears(dan, /Please send a photo of it/)
  dan.says('Skip')
  await hears(dan, /cannot be skipped/)
  dan.says('Done')
  await hears(dan, /send a photo/i)
  dan.sendsPhoto(await picture())
  await hears(dan, /1 photo is kept/)
  dan.taps('Done')
  await hears(dan, /Is this right/)
})

test('a private one asks its questions, takes no photo, and is not public', async () => {
  const eli = discord('eli')
  eli.commands('report')
  await hears(eli, /What is the problem/)
  eli.says('My bin was not collected', {
    attachments: [{ bytes: await picture(), name: 'bin.jpg', contentType: 'image/jpeg' }],
  })
  await hears(eli, /What is it about/)
  eli.taps('Missed bin')
  await hears(eli, /For Missed bin we take no photos, so yours are left out\.\n\nWhich bin\?/)
  eli.says('garden waste')
  await hears(eli, /On which day/)
  eli.says('the other day')
  await hears(eli, /Please send a date/)
  eli.says('20/11/2026')
  await hears(eli, /Where is it/)
  eli.says('14 Rope Walk')
  expect(await hears(eli, /Is this right/)).not.toMatch(/Photos/)
  const { reference, card } = await sendsReport(town, eli)
  expect(card).toContain('Garden waste')
  const { rows } = await town.connections.pool.query('select visibility from cases where id = $1', [
    reference.split('-')[1],
  ])
  expect(rows).toEqual([{ visibility: 'private' }])
})

test.each([
  ['West Sands', WEST_SANDS, 'parks'],
  ['Old Harbour', OLD_HARBOUR, 'waste'],
] as const)('litter in %s goes to its own crew', async (_, at, department) => {
  const fay = telegram('Fay')
  fay.presses('/report')
  await hears(fay, /What is the problem/)
  fay.says('Litter all over')
  await hears(fay, /What is it about/)
  fay.taps('Litter or full bin')
  await hears(fay, /Where is it/)
  fay.sendsPin(at[0], at[1])
  await hears(fay, /add photos/)
  fay.taps('Skip')
  await hears(fay, /Is this right/)
  const { thread } = await sendsReport(town, fay)
  expect(thread.channel).toBe(town.place.departments.get(department)!.channel)
})

test('several at once, a number, and words', async () => {
  const gil = telegram('Gil', 'es')
  gil.presses('/report')
  await hears(gil, /¿Cuál es el problema\?/)
  gil.says('Calle inundada')
  await hears(gil, /¿De qué se trata\?/)
  gil.taps('Desagüe atascado o inundación')
  await hears(gil, /¿Hasta dónde llega el agua\?/)
  gil.taps('La calzada')
  await hears(gil, /Elegido: La calzada/)
  gil.taps('Viviendas')
  await hears(gil, /Elegido: La calzada, Viviendas/)
  gil.taps('Listo')
  await hears(gil, /¿Dónde es\?/)
  gil.says('Atrás')
  await hears(gil, /¿Hasta dónde llega el agua\?/)
})
