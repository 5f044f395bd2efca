/**
 * Many people at once, who each say the next thing when the answer to the last one is there.
 */
import type { TelegramPerson } from './person.ts'
import type { TelegramStandIn } from './stand-in.ts'

export interface Talked {
  readonly people: readonly TelegramPerson[]
  /** From the update's departure to the answer's arrival, in ms, in the order in which they ended. */
  readonly latenciesMs: readonly number[]
}

export interface CrowdOptions {
  readonly people: number
  /** What each of them says, one after the other. Every answer must be another than those before it. */
  readonly words: readonly string[]
  /** How many of them talk at the same time. */
  readonly inFlight: number
}

/** Resolves when everybody has heard as many different answers as they said things. */
export async function talkAtOnce(telegram: TelegramStandIn, options: CrowdOptions): Promise<Talked> {
  const people = Array.from({ length: options.people }, (_, n) =>
    telegram.addPerson({ firstName: `Person ${n}`, languageCode: 'en' }),
  )
  const heard = listen(telegram, people)
  const latenciesMs: number[] = []
  const queue = people.values()
  const talk = async () => {
    for (const person of queue) {
      for (const [n, words] of options.words.entries()) {
        const start = performance.now()
        person.says(words)
        await heard.more(person, n)
        latenciesMs.push(performance.now() - start)
      }
    }
  }
  await Promise.all(Array.from({ length: options.inFlight }, talk))
  heard.stop()
  return { people, latenciesMs }
}

/** Follows what the bot sends, without looking through everybody's chat again and again. */
function listen(telegram: TelegramStandIn, people: readonly TelegramPerson[]) {
  const answers = new Map(people.map(person => [person.user.id, new Set<string>()]))
  const waiting = new Map<number, { readonly than: number; readonly resolve: () => void }>()
  let seen = telegram.sent.length + telegram.sentDropped
  const stop = telegram.onChange(() => {
    for (const total = telegram.sent.length + telegram.sentDropped; seen < total; seen += 1) {
      const sent = telegram.sent[seen - telegram.sentDropped]
      if (!sent) continue
      const { chat, text = '' } = sent.message
      const known = answers.get(chat.id)
      if (!known) continue
      known.add(text)
      const wait = waiting.get(chat.id)
      if (!wait || known.size <= wait.than) continue
      waiting.delete(chat.id)
      wait.resolve()
    }
  })
  return {
    stop,
    /** Resolves once this person has heard more than so many different answers. */
    more: (person: TelegramPerson, than: number): Promise<void> =>
      new Promise(resolve => waiting.set(person.user.id, { than, resolve })),
  }
}
