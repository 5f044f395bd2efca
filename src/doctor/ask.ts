/**
 * Asks over HTTP, once, and keeps nothing of a failure but its code: addresses may hold tokens.
 */
export interface Asked {
  readonly status: number
  readonly headers: Headers
  /** The fields of a JSON object; empty for anything else. */
  readonly body: Readonly<Record<string, unknown>>
  /** How far ahead of ours the clock of who answered is, in milliseconds; to half a second and the way there. */
  readonly aheadMs: number | undefined
}

/** Nobody answered; `why` is a code or a name, as in ECONNREFUSED. */
export interface Unanswered {
  readonly why: string
}

const TIMEOUT_MS = 10_000

export async function ask(url: string, init: RequestInit = {}): Promise<Asked | Unanswered> {
  const sentAt = Date.now()
  try {
    const response = await fetch(url, { redirect: 'manual', ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
    const text = await response.text()
    const { status, headers } = response
    return { status, headers, body: objectIn(text), aheadMs: aheadOf(headers.get('date'), sentAt, Date.now()) }
  } catch (error) {
    return { why: codeOf(error) }
  }
}

function objectIn(text: string): Asked['body'] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Asked['body']) : {}
  } catch {
    return {}
  }
}

/** `Date` has whole seconds, cut off: what it means is half a second later on average. */
function aheadOf(date: string | null, sentAt: number, answeredAt: number): number | undefined {
  const theirs = Date.parse(date ?? '')
  return Number.isNaN(theirs) ? undefined : theirs + 500 - (sentAt + answeredAt) / 2
}

function codeOf(error: unknown): string {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string') return e.code
    if (e.cause === undefined) return e.name
  }
  return 'no answer'
}
