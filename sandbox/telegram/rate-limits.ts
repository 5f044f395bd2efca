/**
 * Telegram's limits of bulk: 30 messages a second, 1000 where they are paid for.
 * https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this, https://core.telegram.org/bots/api#paid-broadcasts
 *
 * What Telegram promises is an average: it bears short bursts beyond. The stand-in bears those of one second's worth, and
 * not one message more over any longer time. An answer to somebody who was heard within the last minute is no bulk.
 */

export interface RateLimits {
  /**
   * Takes messages of one call.
   *
   * @param heardAt  When the person was heard last; undefined where they never were.
   * @param isPaid  The call bears `allow_paid_broadcast`.
   * @returns  Whole seconds until it may be made again; nothing where it may be made now.
   */
  take(
    call: { readonly messages: number; readonly heardAt: number | undefined; readonly isPaid: boolean },
    now: number,
  ): number | undefined
}

const FREE_PER_SECOND = 30
const PAID_PER_SECOND = 1_000
const ANSWER_WITHIN_MS = 60_000

/** @param canPay  Paid broadcasts are switched on for the bot: else the call's word for it counts for nothing. */
export function createRateLimits(canPay: boolean): RateLimits {
  const free = createBucket(FREE_PER_SECOND)
  const paid = createBucket(PAID_PER_SECOND)
  return {
    take({ messages, heardAt, isPaid }, now) {
      if (heardAt !== undefined && now - heardAt < ANSWER_WITHIN_MS) return undefined
      return (isPaid && canPay ? paid : free).take(messages, now)
    },
  }
}

/** Holds one second's worth, and runs out at its rate. */
function createBucket(perSecond: number) {
  let level = 0
  let seenAt = 0
  return {
    take(messages: number, now: number): number | undefined {
      level = Math.max(0, level - ((now - seenAt) / 1_000) * perSecond)
      seenAt = now
      if (level + messages > perSecond) return Math.max(1, Math.ceil((level + messages - perSecond) / perSecond))
      level += messages
      return undefined
    },
  }
}
