/**
 * Whose turn it is to post in a channel.
 *
 * A network bears short bursts in a channel, and nowhere says how long ones. So nobody waits until it refuses the first
 * post; from then on one post follows another at the network's own pace, until the channel was quiet for a while. What is
 * said in a thread goes before new cards: somebody waits for it. Marks, and changes, share a pace among themselves as the
 * posts of a channel do.
 */

/** After so long without a post a channel is as free as it was. */
const CALM_MS = 10_000

export interface ChannelPace {
  /** Milliseconds until the next post may be made; 0 for now. */
  waitMs(now: number): number
  posted(now: number): void
  throttled(retryAfterMs: number, now: number): void
}

/** @param everyMs  Between two posts, once the network refused one. */
export function createChannelPace(everyMs: number): ChannelPace {
  let nextAt = 0
  let pacedUntil = 0
  return {
    waitMs: now => Math.max(0, nextAt - now),
    posted(now) {
      if (now >= pacedUntil) return
      nextAt = Math.max(nextAt, now) + everyMs
      pacedUntil = nextAt + CALM_MS
    },
    throttled(retryAfterMs, now) {
      nextAt = Math.max(nextAt, now + retryAfterMs)
      pacedUntil = nextAt + CALM_MS
    },
  }
}

export interface Turns {
  /** True where it is this post's turn now; else resolves when it is, with false where `stop` came before. */
  ask(channel: string, what: 'card' | 'words'): true | Promise<boolean>
  throttled(channel: string, retryAfterMs: number): void
  stop(): void
}

interface Channel {
  readonly pace: ChannelPace
  readonly words: ((turn: boolean) => void)[]
  readonly cards: ((turn: boolean) => void)[]
  timer: NodeJS.Timeout | undefined
}

export function createTurns(everyMs: number): Turns {
  const channels = new Map<string, Channel>()
  let stopped = false

  const channelOf = (id: string): Channel => {
    const known = channels.get(id)
    if (known) return known
    const channel: Channel = { pace: createChannelPace(everyMs), words: [], cards: [], timer: undefined }
    channels.set(id, channel)
    return channel
  }

  const goOn = (channel: Channel): void => {
    clearTimeout(channel.timer)
    for (;;) {
      const waiting = channel.words.length > 0 ? channel.words : channel.cards
      if (waiting.length === 0) return
      const waitMs = channel.pace.waitMs(Date.now())
      if (waitMs > 0) {
        channel.timer = setTimeout(() => goOn(channel), waitMs)
        return
      }
      channel.pace.posted(Date.now())
      waiting.shift()?.(true)
    }
  }

  return {
    ask(id, what) {
      const channel = channelOf(id)
      const now = Date.now()
      if (channel.pace.waitMs(now) === 0 && channel.words.length + channel.cards.length === 0) {
        channel.pace.posted(now)
        return true
      }
      if (stopped) return Promise.resolve(false)
      const { promise, resolve } = Promise.withResolvers<boolean>()
      channel[what === 'card' ? 'cards' : 'words'].push(resolve)
      goOn(channel)
      return promise
    },
    throttled(id, retryAfterMs) {
      const channel = channelOf(id)
      channel.pace.throttled(retryAfterMs, Date.now())
      goOn(channel)
    },
    stop() {
      stopped = true
      for (const channel of channels.values()) {
        clearTimeout(channel.timer)
        for (const resolve of [...channel.words.splice(0), ...channel.cards.splice(0)]) resolve(false)
      }
    },
  }
}
