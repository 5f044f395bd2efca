/**
 * Two thousand people who each ask a question, four messages long, 64 of them waiting for an answer at any time.
 */
import type { TelegramPerson } from '../sandbox/telegram/person.ts'
import type { TelegramStandIn } from '../sandbox/telegram/stand-in.ts'

export const PEOPLE = 2_000
export const IN_FLIGHT = 64
export const TURNS = ['/ask', 'When does the library open on Sundays?', 'Not sure', 'Send question'] as const

export interface Driven {
  readonly seconds: number
  /** From the update's departure to the reply's arrival, in ms, sorted. */
  readonly latencies: readonly number[]
  /** What each person heard, in order. */
  readonly heard: readonly (readonly string[])[]
}

/** Each person says the next thing once the answer is there. */
export async function drive(telegram: TelegramStandIn, people = PEOPLE): Promise<Driven> {
  const crowd = Array.from({ length: people }, (_, n) =>
    telegram.addPerson({ firstName: `Person ${n}`, languageCode: 'en' }),
  )
  const byChat = new Map(crowd.map(person => [person.user.id, person]))
  const waiting = new Map<TelegramPerson, () => void>()
  let seen = telegram.sent.length + telegram.sentDropped
  const stopListening = telegram.onChange(() => {
    const total = telegram.sent.length + telegram.sentDropped
    for (; seen < total; seen += 1) {
      const person = byChat.get(telegram.sent[seen - telegram.sentDropped]!.message.chat.id)
      if (person) waiting.get(person)?.()
    }
  })
  const latencies: number[] = []
  const live = async (person: TelegramPerson): Promise<void> => {
    for (const words of TURNS) {
      const start = performance.now()
      await new Promise<void>(resolve => {
        waiting.set(person, resolve)
        person.says(words)
      })
      latencies.push(performance.now() - start)
    }
  }
  const start = performance.now()
  const queue = crowd.values()
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (const person of queue) await live(person)
    }),
  )
  const seconds = (performance.now() - start) / 1_000
  stopListening()
  return { seconds, latencies: latencies.toSorted((a, b) => a - b), heard: crowd.map(person => person.heard()) }
}
