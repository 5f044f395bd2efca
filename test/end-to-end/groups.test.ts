/**
 * Called in a group: whoever called is led to the private chat; nothing of theirs is said or taken there.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const ours = () => town.telegram.group.messages.filter(({ from }) => from.is_bot)

async function invited(times: number) {
  return eventually(() => {
    expect(ours()).toHaveLength(times)
    return ours().at(-1)!
  })
}

test('a command there is answered with a button that begins it in private, also for who never wrote to us', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'es' })
  ana.saysInGroup('/report@folkmoot_bot hay un bache')
  const message = await invited(1)
  expect(message.text).toBe('Sigamos en privado, donde nadie más lee: toque el botón.')
  expect(message.reply_to_message?.from.first_name).toBe('Ana')
  const { username } = message.from
  expect(message.reply_markup?.inline_keyboard).toEqual([
    [{ text: 'Abrir el chat privado', url: `https://t.me/${username}?start=report` }],
  ])
  expect(ana.heard()).toEqual([])
  ana.says('/start report')
  await hears(ana, /Cuál es el problema|Qué ocurre|problema/)
})

test('what is said there goes to no case, though one is open; nor does it make anybody unreachable', async () => {
  const ben = town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ben))
  const before = thread.posts().length
  const heard = ben.heard().length
  const message = await invited(1)
  ben.saysInGroup('thanks, and my neighbour is a thief', { replyTo: message.message_id })
  const { reply_markup: markup } = await invited(2)
  expect(markup?.inline_keyboard[0]?.[0]?.url).toMatch(/\?start=group$/)
  ben.says('This is for you alone')
  await eventually(() => expect(thread.posts().join()).toContain('This is for you alone'))
  expect(thread.posts()).toHaveLength(before + 1)
  expect(thread.posts().join()).not.toContain('thief')
  expect(ben.heard().slice(heard)).toEqual([expect.stringMatching(/^Passed on/)])
})
