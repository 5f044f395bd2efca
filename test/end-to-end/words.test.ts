/**
 * Words of every length and script, through all of it and back.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asksQuestion, hears, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const LINES = Array.from({ length: 160 }, (_, n) => `Line ${n} of a long answer, with an emoji 👩‍👩‍👧‍👦 and é.`)

test.each([
  ['telegram', 4_096],
  ['discord', 2_000],
] as const)(
  'a long reply comes to %s in parts, whole and in order; what follows comes after it',
  async (network, limit) => {
    const ana =
      network === 'telegram'
        ? town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
        : town.discord.addPerson({ username: 'ana', locale: 'en-GB' })
    const thread = await threadOf(town, await asksQuestion(ana))
    const before = ana.heard().length
    const long = town.priya.writes(thread.channel, LINES.join('\n'), { thread: thread.ts })
    town.priya.writes(thread.channel, 'That is all.', { thread: thread.ts })
    await hears(ana, /That is all\./)
    const parts = ana.heard().slice(before)
    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit)
    const heard = parts
      .join('\n')
      .split('\n')
      .filter(line => line.startsWith('Line '))
    expect(heard).toEqual(LINES)
    await eventually(() => expect(thread.marks(long.event.ts as string)).toEqual(['white_check_mark']))
  },
)

const ODD: Readonly<Record<string, readonly [written: string, kept: string]>> = {
  'Arabic, Hebrew and their marks': ['الشارع \u200fמרכז\u200e مظلم', 'الشارع \u200fמרכז\u200e مظلم'],
  'emoji of many code points': ['👩‍👩‍👧‍👦🏳️‍🌈👍🏽 lamp', '👩‍👩‍👧‍👦🏳️‍🌈👍🏽 lamp'],
  'combining characters, composed': ['Cafe\u0301 a\u0323\u0302\u0301', 'Café \u1ead\u0301'],
  'NUL and other controls': ['lamp\u0000 is\u0007 out\u009b', 'lamp is out'],
  'lone surrogates': ['lamp \ud83d is \udc00 out', 'lamp  is  out'],
  'an override of direction': ['photo \u202egpj.exe of a lamp', 'photo gpj.exe of a lamp'],
  'an isolate that is left open': ['lamp \u2067is out', 'lamp is out'],
}

describe.each(['telegram', 'discord'] as const)('on %s', network => {
  test.each(Object.entries(ODD))('%s', async (_, [written, kept]) => {
    // Some names are as odd as words.
    const name = 'Ana\u202e \u0000B'
    const ana =
      network === 'telegram'
        ? town.telegram.addPerson({ firstName: name, languageCode: 'en' })
        : town.discord.addPerson({ username: 'ana', globalName: name, locale: 'en-GB' })
    const reference = await asksQuestion(ana, written)
    const thread = await threadOf(town, reference)
    const card = town.slack.channels.find(c => c.id === thread.channel)!.messages.find(m => m.ts === thread.ts)!
    expect(wordsOf(card)).toContain(kept)
    expect(wordsOf(card)).toContain('Ana B, on ')
    expect(JSON.stringify(card)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\\u0000|\\ud[89a-f]/)
    ana.says(`${written} still`)
    await eventually(() => expect(thread.posts().join('\n')).toContain(`${kept} still`))
    expect(thread.posts().join('\n')).toContain('Ana B')
    town.priya.writes(thread.channel, kept, { thread: thread.ts })
    await hears(ana, new RegExp(`Priya, Front desk\\W+${reference}\n`))
    expect(ana.heard().at(-1)).toContain(kept)
  })
})
