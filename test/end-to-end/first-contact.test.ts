/**
 * Strangers on both networks: the notice, the language, the link that brought them.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asksQuestion, commands, hears, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

test.each(['telegram', 'discord'] as const)(
  'a stranger on %s is told once who reads it, and it goes on record',
  async network => {
    const ana =
      network === 'telegram'
        ? town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
        : town.discord.addPerson({ username: 'ana', globalName: 'Ana', locale: 'en-GB' })
    commands(ana, 'ask')
    const first = await hears(ana, /What would you like to know/)
    expect(first).toMatch(/^Hello! Here you can report problems[\s\S]+We keep what you send/)
    expect(ana.heard()).toHaveLength(1)
    ana.taps('More about privacy')
    expect(await hears(ana, /Your rights/)).toMatch(/What would you like to know\?$/)
    ana.taps('Cancel')
    await hears(ana, /Cancelled/)
    const reference = await asksQuestion(ana)
    expect(ana.heard().filter(words => words.includes('We keep what you send'))).toHaveLength(1)

    const kept = await town.connections.db
      .selectFrom('notices as n')
      .innerJoin('cases as k', 'k.resident_id', 'n.resident_id')
      .select(['n.version', 'n.language', 'n.shown_at', 'k.opened_at'])
      .where('k.id', '=', reference.replace('HB-', ''))
      .execute()
    expect(kept).toMatchObject([{ version: 2, language: 'en' }])
    expect(kept[0]!.shown_at.getTime()).toBeLessThan(kept[0]!.opened_at.getTime())
    await asksQuestion(ana, 'And on Saturdays?')
    expect(await town.connections.db.selectFrom('notices').select('version').execute()).toHaveLength(
      network === 'telegram' ? 1 : 2,
    )
  },
)

test.each(['telegram', 'discord'] as const)('on %s a person chooses French, and staff see it', async network => {
  const zoe =
    network === 'telegram'
      ? town.telegram.addPerson({ firstName: 'Zoé', languageCode: 'de' })
      : town.discord.addPerson({ username: 'zoe', globalName: 'Zoé', locale: 'de' })
  commands(zoe, 'language')
  await hears(zoe, /Which language shall we speak\?$/)
  zoe.taps('Français')
  await hears(zoe, /^Bien, nous parlons français/)
  zoe.taps('Poser une question')
  await hears(zoe, /Que souhaitez-vous savoir/)
  zoe.says('Quand la bibliothèque ouvre-t-elle ?')
  await hears(zoe, /De quoi s’agit-il/)
  zoe.says('je ne sais pas')
  await hears(zoe, /Est-ce bien cela/)
  zoe.says('envoyer la question')
  const opened = await hears(zoe, /Votre référence est/)
  const { channel, ts } = await threadOf(town, /HB-\d+/.exec(opened)![0])
  const card = town.slack.channels.find(({ id }) => id === channel)!.messages.find(message => message.ts === ts)!
  expect(wordsOf(card)).toContain('in French')
})

test('Salma follows the code on a lamp post, in Arabic', async () => {
  const salma = town.telegram.addPerson({ firstName: 'سلمى', languageCode: 'ar' })
  salma.presses('/start report_streetlight_A17')
  expect(await hears(salma, /ما المشكلة؟/)).toMatch(
    /العاملون هناك[\s\S]+\u200fالفئة: عمود إنارة\n\u200fالرقم المكتوب عليه: \u2068A17\u2069/,
  )
  salma.says('عمود الإنارة مطفأ منذ أسبوع')
  await hears(salma, /ما المشكلة فيه؟/)
  salma.says('مطفأ')
  await hears(salma, /أين ذلك؟/)
  salma.says('12 شارع البحر')
  await hears(salma, /هل تريد إضافة صور؟/)
  salma.says('تخط')
  await hears(salma, /هل هذا صحيح؟/)
  salma.says('إرسال البلاغ')
  const opened = await hears(salma, /الرقم المرجعي/)
  expect(opened).toMatch(/\u2068HB-\d+\u2069\. وصل بلاغك إلى قسم إنارة الشوارع، وسيصلك ردّ في موعد أقصاه \S+/)

  const { channel, ts } = await threadOf(town, /HB-\d+/.exec(opened)![0])
  const card = town.slack.channels.find(({ id }) => id === channel)!.messages.find(message => message.ts === ts)!
  for (const part of ['Asset', 'A17', 'report_streetlight_A17', 'in Arabic']) expect(wordsOf(card)).toContain(part)
  town.priya.presses(channel, ts, 'claim')
  await eventually(() => {
    const now = town.slack.channels.find(({ id }) => id === channel)!.messages.find(message => message.ts === ts)!
    expect(JSON.stringify(now.blocks)).toContain('Unassign')
    for (const part of ['Asset', 'A17', 'report_streetlight_A17']) expect(wordsOf(now)).toContain(part)
  })
  town.priya.writes(channel, 'شكرًا، سنصلحه غدًا.', { thread: ts })
  expect(await hears(salma, /سنصلحه غدًا/)).toMatch(/^\u200f\u2068Priya\u2069، إنارة الشوارع · \u2068HB-\d+\u2069\n/)
})

test('Telegram is told the commands in every language', async () => {
  const names = ['start', 'report', 'ask', 'cases', 'panel', 'language', 'privacy', 'help', 'cancel', 'stop']
  await eventually(() => {
    for (const language of ['', 'en', 'es', 'fr', 'ar'])
      expect(town.telegram.commands.get(language)?.map(({ command }) => command)).toEqual(names)
  })
  expect(town.telegram.commands.get('ar')?.[1]?.description).toBe('الإبلاغ عن مشكلة')
})
