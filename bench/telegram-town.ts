/**
 * People on Telegram in a process of their own, so that what is measured shares neither heap nor event loop with them.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Order =
  /** People with the numbers 1 to `count`, who may be written to. */
  | { readonly do: 'members'; readonly count: number }
  | { readonly do: 'state' }
  /** Members tap answers, as many a second. */
  | { readonly do: 'answer'; readonly perSecond: number; readonly seconds: number }
  /** Others report, some at a time, with a pause after each answer. */
  | { readonly do: 'report'; readonly people: number; readonly atOnce: number; readonly pauseMs: number }

/** How far a survey is. */
export interface Asked {
  readonly people: number
  /** Who was asked more than once. */
  readonly twice: number
  /** From the first to the last. */
  readonly perSecond: number
  /** Calls that were too many. */
  readonly refused: number
  readonly webhookUrl: string | null
  readonly complaints: readonly string[]
}

export interface Talked {
  /** From a message's departure to the answer's arrival, rising. */
  readonly latenciesMs: readonly number[]
  /** What got no answer. */
  readonly lost: number
}

export interface Answered extends Talked {
  readonly tapsPerSecond: number
  /** Until the last was answered. */
  readonly answersPerSecond: number
}

export interface TelegramTown extends AsyncDisposable {
  readonly apiRoot: string
  readonly pid: number
  fill(members: number): Promise<void>
  state(): Promise<Asked>
  answer(perSecond: number, seconds: number): Promise<Answered>
  report(people: number, atOnce: number, pauseMs: number): Promise<Talked>
}

export async function startTelegramTown(token: string): Promise<TelegramTown> {
  const file = fileURLToPath(new URL('telegram-process.ts', import.meta.url))
  // A hundred thousand people need more room than what is measured.
  const child = fork(file, [token], { execArgv: ['--max-old-space-size=2048'] })
  const [{ apiRoot }] = await once(child, 'message')
  const order = orders(child)
  return {
    apiRoot,
    pid: child.pid!,
    fill: async count => void (await order({ do: 'members', count })),
    state: async () => (await order({ do: 'state' })) as Asked,
    answer: async (perSecond, seconds) => (await order({ do: 'answer', perSecond, seconds })) as Answered,
    report: async (people, atOnce, pauseMs) => (await order({ do: 'report', people, atOnce, pauseMs })) as Talked,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

function orders(child: ChildProcess): (order: Order) => Promise<unknown> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let last = 0
  child.on('message', ({ number, result, error }: { number: number; result?: unknown; error?: string }) => {
    const asked = waiting.get(number)
    waiting.delete(number)
    if (error === undefined) asked?.resolve(result)
    else asked?.reject(new Error(error))
  })
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the people on Telegram are gone'))
  })
  return order => {
    last += 1
    const number = last
    const asked = Promise.withResolvers<unknown>()
    waiting.set(number, asked)
    child.send({ number, order })
    return asked.promise
  }
}
