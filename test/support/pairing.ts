/**
 * Staff whose own chat is paired with them.
 */
import { expect } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { whispersTo } from './cards.ts'
import { hears, wordsOf } from './talks.ts'
import { eventually, type Town } from './town.ts'

/** What they were told in their messages with the app, oldest first. */
export function toldInMessages(town: Town, user: SlackUser): readonly string[] {
  const chat = town.slack.channels.find(({ im }) => im === user.id)
  return (chat?.messages ?? []).filter(message => message.user !== user.id).map(wordsOf)
}

/** Asks by command, and waits for the answer that only they see. */
export async function asksMoot(town: Town, user: SlackUser, typed: string): Promise<string> {
  const before = whispersTo(town, user).length
  await user.runs(`/moot ${typed}`, town.place.panel!.channel)
  return eventually(() => {
    const answers = whispersTo(town, user)
    expect(answers.length).toBeGreaterThan(before)
    return answers.at(-1)!
  })
}

/** What the links or the code lead to: `pair_…`. */
export function payloadIn(answer: string): string {
  return /pair_[0-9a-f]{32}/.exec(answer)![0]
}

/** Pairs their own chat, from the command to *Yes*. */
export async function pairs(town: Town, user: SlackUser, person: TelegramPerson | DiscordPerson): Promise<void> {
  const payload = payloadIn(await asksMoot(town, user, 'pair'))
  if ('presses' in person) person.presses(`/start ${payload}`)
  else person.says(payload)
  await hears(person, new RegExp(`pair this chat with ${user.name}’s Slack account`))
  person.taps('Yes')
  await hears(person, /This chat is paired/)
}
