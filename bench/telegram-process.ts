/**
 * Telegram's stand-in as a process of its own, with its limits, and with people who answer surveys and report: what
 * `telegram-town.ts` starts.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { TelegramPerson } from '../sandbox/telegram/person.ts'
import { startTelegram } from '../sandbox/telegram/stand-in.ts'
import type { Answered, Asked, Order, Talked } from './telegram-town.ts'

/** The example town's dialogue of a report, all of it typed. */
const REPORT = [
  '/report',
  'There is a deep pothole outside the bakery',
  'Pothole',
  'Skip',
  'Elm Street 12',
  'Skip',
  'Send report',
]
/** Nobody waits longer for an answer. */
const PATIENCE_MS = 20_000
const TICK_MS = 5

const [token = ''] = process.argv.slice(2)
const telegram = await startTelegram({ token, rateLimits: { paidBroadcasts: true } })
const members = new Map<number, TelegramPerson>()
const asked = new Map<number, number>()
const askedAt: number[] = []
/** Members with a question that waits for their tap, and its button. */
const questions = new Map<TelegramPerson, string>()
const hearing = new Map<number, () => void>()

let seen = 0
telegram.onChange(() => {
  for (const total = telegram.sent.length + telegram.sentDropped; seen < total; seen += 1) {
    const sent = telegram.sent[seen - telegram.sentDropped]
    if (sent) hear(sent.at, sent.message.chat.id, sent.message.reply_markup?.inline_keyboard[0]?.[0]?.callback_data)
  }
})

function hear(at: number, chat: number, button = ''): void {
  const heard = hearing.get(chat)
  hearing.delete(chat)
  const member = members.get(chat)
  if (member && button.startsWith('sv.')) {
    questions.set(member, button)
    if (!heard) {
      asked.set(chat, (asked.get(chat) ?? 0) + 1)
      askedAt.push(at)
    }
  }
  heard?.()
}

/** @returns Milliseconds until the bot says something; undefined where it does not. */
async function answerTo(person: TelegramPerson, act: () => void): Promise<number | undefined> {
  const begun = performance.now()
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  const timer = setTimeout(resolve, PATIENCE_MS, undefined)
  hearing.set(person.user.id, () => {
    clearTimeout(timer)
    resolve(performance.now() - begun)
  })
  act()
  return promise
}

function summed(latencies: readonly (number | undefined)[]): Pick<Answered, 'latenciesMs' | 'lost'> {
  const heard = latencies.filter(one => one !== undefined)
  return { latenciesMs: heard.toSorted((a, b) => a - b), lost: latencies.length - heard.length }
}

/** As many taps a second, each on the question that waits for longest. */
async function answer(perSecond: number, seconds: number): Promise<Answered> {
  const begun = performance.now()
  const answers: Promise<number | undefined>[] = []
  const elapsed = () => (performance.now() - begun) / 1_000
  while (elapsed() < seconds) {
    for (const [member, data] of questions) {
      if (answers.length >= elapsed() * perSecond) break
      questions.delete(member)
      answers.push(answerTo(member, () => member.taps({ data })))
    }
    await wait(TICK_MS)
  }
  const tapping = elapsed()
  const latencies = await Promise.all(answers)
  return { ...summed(latencies), tapsPerSecond: answers.length / tapping, answersPerSecond: answers.length / elapsed() }
}

/** People report, a few at a time, each a moment after the last answer. */
async function report(people: number, atOnce: number, pauseMs: number): Promise<Talked> {
  const queue = Array.from({ length: people }, (_, n) => n).values()
  const latencies: (number | undefined)[] = []
  const talk = async () => {
    for (const n of queue) {
      const person = telegram.addPerson({ firstName: `Reporter ${n}`, languageCode: 'en' })
      for (const words of REPORT) {
        latencies.push(await answerTo(person, () => person.says(words)))
        await wait(pauseMs)
      }
      if (!/HB-\d+/.test(person.heard().at(-1) ?? '')) throw new Error(`a report ended with ${person.heard().at(-1)}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, talk))
  return summed(latencies)
}

function state(): Asked {
  const [first = 0, last = 0] = [askedAt[0], askedAt.at(-1)]
  return {
    people: asked.size,
    twice: [...asked.values()].filter(times => times > 1).length,
    perSecond: askedAt.length > 1 ? ((askedAt.length - 1) / (last - first)) * 1_000 : 0,
    refused: telegram.refused,
    webhookUrl: telegram.webhookUrl ?? null,
    complaints: telegram.complaints,
  }
}

async function carryOut(order: Order) {
  switch (order.do) {
    case 'members':
      for (let id = 1; id <= order.count; id += 1)
        members.set(id, telegram.addPerson({ id, firstName: `Member ${id}`, languageCode: 'en', started: true }))
      return {}
    case 'state':
      return state()
    case 'answer':
      return answer(order.perSecond, order.seconds)
    case 'report':
      return report(order.people, order.atOnce, order.pauseMs)
  }
}

process.on('message', ({ number, order }: { number: number; order: Order }) => {
  void carryOut(order).then(
    result => process.send?.({ number, result }),
    error => process.send?.({ number, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.({ apiRoot: telegram.apiRoot })
