/**
 * 200 people ask a question at once, all for one channel, where Slack takes one post a second. Meanwhile staff answer the
 * cards that are there. A run counts only where each card came once.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { SlackUser } from '../sandbox/slack/staff.ts'
import type { SlackStandIn } from '../sandbox/slack/stand-in.ts'
import { talkAtOnce } from '../sandbox/telegram/crowd.ts'
import type { TelegramPerson } from '../sandbox/telegram/person.ts'
import type { EmbeddedPostgres } from '../src/postgres/embedded.ts'
import { startDesk } from './desk-town.ts'
import { TURNS } from './drive.ts'
import { ownDatabase } from './own-database.ts'
import { peakMemoryMb } from './usage.ts'

export const CARDS = 200
const IN_FLIGHT = 64
/** Between two replies of staff: each has three marks, and Slack takes 20 removals of one a minute. */
const EVERY_MS = 3_000
/** Replies once nothing else is sent, to compare with. */
const QUIET_REPLIES = 30
const PATIENCE_MS = 480_000

export interface CardFigures {
  /** From the first message of the first person to the last card. */
  readonly seconds: number
  /** Cards that stand below one of a later case. */
  readonly overtaken: number
  /** To Slack. */
  readonly calls: number
  readonly refused: number
  /** From a reply's writing to its arrival in the resident's chat, in ms. */
  readonly delivered: readonly number[]
  /** The same once all cards are there. */
  readonly deliveredQuietly: readonly number[]
  /** From a reply's writing to its ✅, in ms. */
  readonly marked: readonly number[]
  /** Of the process, at its highest. */
  readonly memoryMb: number
}

interface Card {
  readonly reference: string
  readonly ts: string
}

interface Reply {
  readonly reference: string
  readonly words: string
  readonly ts: string
  readonly person: TelegramPerson
  readonly at: number
  deliveredAt?: number
  markedAt?: number
}

export async function measureCards(postgres: EmbeddedPostgres): Promise<CardFigures> {
  await using stack = new AsyncDisposableStack()
  const database = stack.use(await ownDatabase(postgres, 'bench_cards'))
  const { telegram, slack, priya, channel, subject } = stack.use(await startDesk(database.url, { rateLimits: true }))

  const start = performance.now()
  const { people } = await talkAtOnce(telegram, { people: CARDS, words: TURNS, inFlight: IN_FLIGHT })
  const byReference = new Map(people.map(person => [referenceIn(person.heard().at(-1) ?? ''), person]))
  const replies = await answerCards(slack, priya, channel, byReference)
  const seconds = (performance.now() - start) / 1_000
  const answered = new Set(replies.map(reply => reply.reference))
  const others = cardsIn(slack, channel).filter(({ reference }) => !answered.has(reference))
  const deliveredQuietly: number[] = []
  for (const card of others.slice(0, QUIET_REPLIES)) {
    const reply = answer(priya, channel, card, byReference)
    while (reply.deliveredAt === undefined) {
      note(slack, channel, [reply])
      await wait(1)
    }
    deliveredQuietly.push(reply.deliveredAt - reply.at)
  }

  const numbers = cardsIn(slack, channel).map(card => numberOf(card.reference))
  if (numbers.length !== CARDS || new Set(numbers).size !== CARDS)
    throw new Error(`${numbers.length} cards of ${new Set(numbers).size} cases, not ${CARDS} of ${CARDS}`)
  return {
    seconds,
    overtaken: numbers.filter((number, n) => numbers.slice(0, n).some(before => before > number)).length,
    calls: slack.journal.length,
    refused: slack.journal.filter(call => call.status === 429).length,
    delivered: replies.map(reply => reply.deliveredAt! - reply.at),
    deliveredQuietly,
    marked: replies.map(reply => reply.markedAt! - reply.at),
    memoryMb: await peakMemoryMb(subject.pid),
  }
}

/** Answers the oldest card that has no reply, one after the other, until all cards are there and all replies are marked. */
async function answerCards(
  slack: SlackStandIn,
  priya: SlackUser,
  channel: string,
  people: ReadonlyMap<string, TelegramPerson>,
): Promise<readonly Reply[]> {
  const replies: Reply[] = []
  const answered = new Set<string>()
  const deadline = performance.now() + PATIENCE_MS
  let nextAt = 0
  for (;;) {
    note(slack, channel, replies)
    const cards = cardsIn(slack, channel)
    const settled = replies.every(reply => reply.deliveredAt !== undefined && reply.markedAt !== undefined)
    if (cards.length >= people.size && settled) return replies
    if (performance.now() > deadline) throw new Error(`only ${cards.length} cards within ${PATIENCE_MS} ms`)
    const card = cards.find(({ reference }) => !answered.has(reference))
    if (card && performance.now() >= nextAt && cards.length < people.size) {
      answered.add(card.reference)
      nextAt = performance.now() + EVERY_MS
      replies.push(answer(priya, channel, card, people))
    }
    await wait(5)
  }
}

function answer(
  priya: SlackUser,
  channel: string,
  { reference, ts: thread }: Card,
  people: ReadonlyMap<string, TelegramPerson>,
): Reply {
  const words = `It opens at ten. (${reference})`
  const at = performance.now()
  const ts = String(priya.writes(channel, words, { thread }).event.ts)
  return { reference, words, ts, person: people.get(reference)!, at }
}

/** Notes what has arrived since the last look. */
function note(slack: SlackStandIn, channel: string, replies: readonly Reply[]): void {
  for (const reply of replies) {
    if (reply.deliveredAt === undefined && reply.person.heard().at(-1)?.includes(reply.words))
      reply.deliveredAt = performance.now()
    if (reply.markedAt !== undefined) continue
    const marks = slack.workspace.find(channel, reply.ts)?.reactions ?? []
    if (marks.some(({ name }) => name === 'white_check_mark')) reply.markedAt = performance.now()
  }
}

function cardsIn(slack: SlackStandIn, channel: string): readonly Card[] {
  const { messages } = slack.channels.find(({ id }) => id === channel)!
  return messages
    .filter(
      message => message.user !== undefined && (message.thread_ts === undefined || message.thread_ts === message.ts),
    )
    .map(message => ({ reference: referenceIn(JSON.stringify(message.blocks ?? [])), ts: message.ts }))
    .filter(({ reference }) => reference !== '')
}

function referenceIn(words: string): string {
  return /\bHB-\d+/.exec(words)?.[0] ?? ''
}

function numberOf(reference: string): number {
  return Number(reference.split('-')[1])
}
