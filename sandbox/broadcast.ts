/**
 * The live view: everybody who looks at the page gets the whole view when it changed, at most ten times a second.
 */
import type { ServerResponse } from 'node:http'
import type { View } from './view.ts'

export interface Broadcast {
  join(response: ServerResponse): void
  close(): void
}

const paceMs = 100
/** A comment now and then, so that a page notices when the server is gone. */
const heartbeatMs = 15_000

export function startBroadcast(source: { view(): View; onChange(listener: () => void): () => void }): Broadcast {
  const listeners = new Set<ServerResponse>()
  /** Those who have not read the last view yet; they get the newest when they have. */
  const slow = new Set<ServerResponse>()
  let timer: NodeJS.Timeout | undefined
  let last = ''

  const write = (response: ServerResponse) => {
    if (slow.has(response)) return
    if (response.write(`data: ${last}\n\n`)) return
    const sent = last
    slow.add(response)
    response.once('drain', () => {
      slow.delete(response)
      if (last !== sent) write(response)
    })
  }
  const publish = () => {
    timer = undefined
    const now = JSON.stringify(source.view())
    if (now === last) return
    last = now
    for (const response of listeners) write(response)
  }
  const leave = source.onChange(() => {
    timer ??= setTimeout(publish, paceMs)
  })
  const heartbeat = setInterval(() => {
    for (const response of listeners) if (!slow.has(response)) response.write(':\n\n')
  }, heartbeatMs)

  return {
    join: response => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
      response.once('close', () => {
        listeners.delete(response)
        slow.delete(response)
      })
      publish()
      listeners.add(response)
      write(response)
    },
    close: () => {
      leave()
      clearTimeout(timer)
      clearInterval(heartbeat)
      for (const response of listeners) response.end()
    },
  }
}
