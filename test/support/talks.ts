/**
 * Talks that many tests begin with.
 */
import { expect } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { eventually, type Town } from './town.ts'

type Person = TelegramPerson | DiscordPerson

/** Waits until the newest thing this person heard matches. */
export async function hears(person: Person, words: RegExp, withinMs?: number): Promise<string> {
  return eventually(() => {
    const newest = person.heard().at(-1) ?? ''
    expect(newest).toMatch(words)
    return newest
  }, withinMs)
}

/** Begins a command as the network's menu does. */
export function commands(person: Person, name: string) {
  return 'presses' in person ? person.presses(`/${name}`) : person.commands(name)
}

/**
 * Asks a question, four messages long, in English.
 *
 * @returns The public reference.
 */
export async function asksQuestion(person: Person, words = 'When does the library open on Sundays?'): Promise<string> {
  commands(person, 'ask')
  await hears(person, /What would you like to know/)
  person.says(words)
  await hears(person, /What is it about/)
  person.says('Not sure')
  await hears(person, /Is this right/)
  person.says('Send question')
  const confirmation = await hears(person, /reference is/)
  return /\w+-\d+/.exec(confirmation)![0]
}

/** A question of somebody on Telegram, once its card stands in Slack. */
export async function opensCase(
  town: Town,
  firstName: string,
): Promise<{ readonly person: TelegramPerson; readonly reference: string; readonly thread: Thread }> {
  const person = town.telegram.addPerson({ firstName, languageCode: 'en' })
  const reference = await asksQuestion(person)
  return { person, reference, thread: await threadOf(town, reference) }
}

/** Waits until somebody says this in the thread. */
export async function threadSays(thread: Thread, words: RegExp): Promise<void> {
  await eventually(() => expect(thread.posts().join('\n')).toMatch(words))
}

/** Sends the report whose card this person sees. @returns What staff get. */
export async function sendsReport(
  town: Town,
  person: Person,
): Promise<{ readonly reference: string; readonly thread: Thread; readonly card: string }> {
  person.says('Send report')
  const reference = /\w+-\d+/.exec(await hears(person, /reference is/))![0]
  const thread = await threadOf(town, reference)
  const channel = town.slack.channels.find(c => c.id === thread.channel)!
  return { reference, thread, card: wordsOf(channel.messages.find(m => m.ts === thread.ts)!) }
}

/** A case's thread in Slack. */
export interface Thread {
  readonly channel: string
  readonly ts: string
  /** Everything in the thread but the card, as plain words, oldest first. */
  posts(): readonly string[]
  /** Names of the reactions on a message. */
  marks(ts: string): readonly string[]
}

/** The thread of a case, once its card stands there. */
export async function threadOf(town: Town, reference: string): Promise<Thread> {
  return threadAmong(town, reference, () => true)
}

/** The thread that a case has in this channel. */
export async function threadIn(town: Town, reference: string, channel: string): Promise<Thread> {
  return threadAmong(town, reference, id => id === channel)
}

async function threadAmong(town: Town, reference: string, among: (channel: string) => boolean): Promise<Thread> {
  return eventually(() => {
    for (const channel of town.slack.channels.filter(({ id }) => among(id))) {
      const card = channel.messages.find(m =>
        m.thread_ts === undefined || m.thread_ts === m.ts ? wordsOf(m).includes(reference) : false,
      )
      if (!card) continue
      const replies = () => channel.messages.filter(m => m.thread_ts === card.ts && m.ts !== card.ts)
      return {
        channel: channel.id,
        ts: card.ts,
        posts: () => replies().map(wordsOf),
        marks: ts => channel.messages.find(m => m.ts === ts)?.reactions?.map(r => r.name) ?? [],
      }
    }
    throw new Error(`no card of ${reference} yet`)
  })
}

/** All the words of a Slack message, blocks included. */
export function wordsOf(message: { readonly text?: string; readonly blocks?: unknown }): string {
  const words: string[] = []
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'text' && typeof inner === 'string') words.push(inner)
        else collect(inner)
      }
    }
  }
  collect(message.blocks)
  return words.length > 0 ? words.join(' ') : (message.text ?? '')
}
