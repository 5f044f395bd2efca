/**
 * A case's card in Slack, as its staff see it and use it.
 */
import { expect } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { OpenView } from '../../sandbox/slack/wire.ts'
import { buttonsOf, menuOf } from '../contract/slack-reader.ts'
import { type Thread, wordsOf } from './talks.ts'
import { eventually, type Town } from './town.ts'

export function cardOf(town: Town, { channel, ts }: Thread) {
  const card = town.slack.channels.find(c => c.id === channel)?.messages.find(m => m.ts === ts)
  if (!card) throw new Error(`no card at ${channel} ${ts}`)
  return card
}

/** Waits until the card says this. An update may have to wait 5 s for the one before it. */
export async function showsOnCard(town: Town, thread: Thread, words: RegExp): Promise<void> {
  await eventually(() => expect(wordsOf(cardOf(town, thread))).toMatch(words))
}

export function labelsOn(town: Town, thread: Thread): readonly string[] {
  return buttonsOf(cardOf(town, thread)).map(button => button.label)
}

/** Presses a button of the card and waits for the form that it opens. */
export async function opensForm(
  user: SlackUser,
  thread: Thread,
  action: 'status' | 'assign' | 'answer' | 'askResident',
): Promise<OpenView> {
  user.presses(thread.channel, thread.ts, action)
  return eventually(() => {
    expect(user.view).toBeDefined()
    return user.view!
  })
}

export async function setsStatus(town: Town, thread: Thread, filled: Readonly<Record<string, string>>): Promise<void> {
  await opensForm(town.priya, thread, 'status')
  await town.priya.submits(filled)
}

/** Chooses an act in the card's menu and waits for the form that it opens. */
export async function choosesInMenu(town: Town, user: SlackUser, thread: Thread, act: string): Promise<OpenView> {
  const [menu, chosen] = await eventually(() => {
    const options = menuOf(cardOf(town, thread))
    const at = options.findIndex(value => value.startsWith(`${act} `))
    expect(at).toBeGreaterThanOrEqual(0)
    // Five to a menu.
    return [at < 5 ? 'menu' : `menu#${Math.floor(at / 5)}`, options[at]!]
  })
  user.presses(thread.channel, thread.ts, menu, chosen)
  return eventually(() => {
    expect(user.view).toBeDefined()
    return user.view!
  })
}

/** What Slack shows to this person alone. */
export function whispersTo(town: Town, user: SlackUser): readonly string[] {
  return town.slack.ephemerals.filter(e => e.user === user.id).map(e => wordsOf(e.message))
}

/** How often the card was changed. */
export function updatesOf(town: Town, { ts }: Thread): number {
  return town.slack.journal.filter(call => call.method === 'chat.update' && isAt(call.params, ts)).length
}

function isAt(params: unknown, ts: string): boolean {
  return typeof params === 'object' && params !== null && 'ts' in params && params.ts === ts
}

/** A full member who is in the channel of the thread, as Priya is. */
export function colleague(town: Town, { channel }: Thread, name: string): SlackUser {
  const user = town.slack.addUser({ name, kind: 'member' })
  town.slack.join(user, channel)
  return user
}
