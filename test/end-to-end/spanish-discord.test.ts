/**
 * The main job on Discord in Spanish: slash command, buttons, photo and typed address; staff answer in Slack.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picture } from '../support/pictures.ts'
import { hears, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

test('Rosa reports a pothole, Priya answers, Rosa hears it in her language', async () => {
  const rosa = town.discord.addPerson({ username: 'rosa', globalName: 'Rosa', locale: 'es-ES' })
  rosa.commands('report')
  await hears(rosa, /¿Cuál es el problema\?/)
  rosa.says('Hay un bache muy hondo delante de la panadería')
  await hears(rosa, /¿De qué se trata\?/)
  rosa.taps('Bache')
  await hears(rosa, /¿Qué profundidad tiene\?/)
  rosa.taps('Omitir')
  await hears(rosa, /¿Dónde es\? Escriba la calle/)
  rosa.says('Calle del Muelle, 12')
  await hears(rosa, /¿Quiere añadir fotos\?/)
  rosa.says('', { attachments: [{ bytes: await picture(), name: 'bache.jpg', contentType: 'image/jpeg' }] })
  await hears(rosa, /Hay 1 foto guardada/)
  rosa.taps('Listo')
  expect(await hears(rosa, /¿Está bien así\?/)).toMatch(
    /delante de la panadería[\s\S]+Bache[\s\S]+Calle del Muelle, 12[\s\S]+1 foto/,
  )
  rosa.taps('Enviar informe')
  const opened = await hears(rosa, /Su referencia es/)
  expect(opened).toMatch(/\*\*HB-\d+\*\*.+\*\*Vías públicas\*\*.+a más tardar el \S+, \d/)
  expect(rosa.heard()).toHaveLength(8)

  const reference = /HB-\d+/.exec(opened)![0]
  const thread = await threadOf(town, reference)
  const { channel } = town.place.departments.get('highways')!
  expect(thread.channel).toBe(channel)
  const card = town.slack.channels.find(c => c.id === channel)!.messages.find(m => m.ts === thread.ts)!
  for (const part of [`${reference} · Pothole`, 'Rosa, on Discord, in Spanish', 'Calle del Muelle, 12'])
    expect(wordsOf(card)).toContain(part)
  await eventually(() => expect(town.slack.uploads.size).toBe(1))

  const reply = town.priya.writes(channel, 'Gracias *Rosa*, el equipo sale hoy.', { thread: thread.ts })
  expect(await hears(rosa, /el equipo sale hoy/)).toBe(
    `**Priya, Vías públicas** · ${reference}\nGracias **Rosa**, el equipo sale hoy.`,
  )
  await eventually(() => expect(thread.marks(reply.event.ts as string)).toEqual(['white_check_mark']))
})

test('a question from the menu, every answer typed', async () => {
  const luis = town.discord.addPerson({ username: 'luis', locale: 'es-419' })
  luis.commands('start')
  await hears(luis, /¿Qué desea hacer\?/)
  luis.says('hacer una pregunta')
  await hears(luis, /¿Qué desea saber\?/)
  luis.says('¿Cuándo abre la biblioteca?')
  await hears(luis, /¿De qué se trata\?/)
  luis.says('no lo se')
  await hears(luis, /¿Está bien así\?/)
  luis.says('enviar pregunta')
  const opened = await hears(luis, /Atención al público/)
  const thread = await threadOf(town, /HB-\d+/.exec(opened)![0])
  expect(thread.channel).toBe(town.place.departments.get('desk')!.channel)
})

test('a command used on a server goes on in private, and nobody else sees a word', async () => {
  const eva = town.discord.addPerson({ username: 'eva', locale: 'es-ES' })
  eva.commands('report', { where: 'server' })
  await hears(eva, /¿Cuál es el problema\?/)
  expect(eva.ephemerals.map(m => m.content)).toEqual([expect.stringMatching(/^Sigamos en privado/)])
  eva.says('Una farola apagada')
  await hears(eva, /¿De qué se trata\?/)
  eva.taps('Farola')
  await hears(eva, /¿Qué le pasa\?/)
  expect(eva.ephemerals).toHaveLength(1)
  expect(town.discord.serverMessages).toEqual([])
})

test('who takes no direct messages is told so on the server, for their eyes only', async () => {
  const leo = town.discord.addPerson({ username: 'leo', locale: 'es-ES' })
  leo.closesDms()
  leo.commands('report', { where: 'server' })
  await eventually(() =>
    expect(leo.ephemerals.map(m => m.content)).toEqual([
      expect.stringMatching(/permita los mensajes directos/),
      expect.stringMatching(/¿Cuál es el problema\?/),
    ]),
  )
  expect(leo.heard()).toEqual([])
  expect(town.discord.serverMessages).toEqual([])
})
