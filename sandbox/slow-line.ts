/**
 * The line between Folkmoot and its database, which can be made slow: each answer comes later, none is lost, and none
 * overtakes another.
 */
import { createServer, connect as open, type Socket } from 'node:net'

export interface SlowLine {
  /** Where the database is to be asked for. */
  readonly url: string
  /** Milliseconds by which each answer is late; 0 where nothing is slow. */
  readonly delayMs: number
  /** From now on. Where it becomes 0, what is held back arrives at once. */
  delay(ms: number): void
  close(): Promise<void>
}

interface Held {
  readonly bytes: Buffer
  readonly dueAt: number
}

/** @param url  The database itself. */
export async function openSlowLine(url: string): Promise<SlowLine> {
  const target = new URL(url)
  const ways = new Set<AnswersWay>()
  const sockets = new Set<Socket>()
  let delayMs = 0

  const server = createServer({ noDelay: true }, asking => {
    const answering = open({ host: target.hostname, port: Number(target.port), noDelay: true })
    const way = answersWay(asking)
    ways.add(way)
    for (const socket of [asking, answering]) {
      sockets.add(socket)
      // Either side may go without a word, as a killed process does: `close` follows.
      socket.on('error', () => undefined)
      socket.once('close', () => sockets.delete(socket))
    }
    asking.pipe(answering)
    answering.on('data', bytes => way.take({ bytes, dueAt: performance.now() + delayMs }))
    answering.once('close', () => way.end())
    asking.once('close', () => {
      way.forget()
      ways.delete(way)
      answering.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const through = new URL(url)
  through.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`

  return {
    url: through.href,
    get delayMs() {
      return delayMs
    },
    delay(ms) {
      delayMs = ms
      if (ms === 0) for (const way of ways) way.hurry()
    },
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

interface AnswersWay {
  take(held: Held): void
  /** Everything now, whatever it waits for. */
  hurry(): void
  /** Nothing more comes; what is held back still arrives. */
  end(): void
  /** Nobody is there to hear it. */
  forget(): void
}

function answersWay(to: Socket): AnswersWay {
  let held: Held[] = []
  let ended = false
  let timer: NodeJS.Timeout | undefined

  const pass = () => {
    clearTimeout(timer)
    const now = performance.now()
    while (held[0] && held[0].dueAt <= now) to.write(held.shift()!.bytes)
    if (held[0]) timer = setTimeout(pass, Math.ceil(held[0].dueAt - now))
    else if (ended) to.end()
  }
  return {
    take(next) {
      held.push(next)
      pass()
    },
    hurry() {
      held = held.map(({ bytes }) => ({ bytes, dueAt: 0 }))
      pass()
    },
    end() {
      ended = true
      pass()
    },
    forget() {
      held = []
      clearTimeout(timer)
    },
  }
}
