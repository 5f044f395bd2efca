/** A network did not take a message. `retryable` decides: queue again, or fail and tell the sender. */
export class SendError extends Error {
  override readonly name = 'SendError'
  /** THROTTLED: slow down. UNREACHABLE: the network is away. BLOCKED: this person cannot be reached. CLOSED: nothing passes there until somebody mends it. REJECTED: never will be taken. */
  readonly code: 'THROTTLED' | 'UNREACHABLE' | 'BLOCKED' | 'CLOSED' | 'REJECTED'
  /** THROTTLED only: the network's own word, milliseconds. */
  readonly retryAfterMs: number | undefined
  /** UNREACHABLE only: the call may have arrived all the same (a time-out, a reset after the request was written). */
  readonly mayHaveArrived: boolean

  /** THROTTLED only: we hold it back ourselves, and the network said nothing: nobody else has to wait. */
  readonly ownPace: boolean
  /** CLOSED only: what is closed (a channel, the token, a scope), as `Adapter.isOpen` can be asked about it. */
  readonly door: string | undefined
  /** CLOSED only: the network's own word for the reason. */
  readonly why: string | undefined

  get retryable(): boolean {
    return this.code === 'THROTTLED' || this.code === 'UNREACHABLE'
  }

  constructor(
    code: SendError['code'],
    detail: string,
    options: ErrorOptions & {
      readonly retryAfterMs?: number
      readonly ownPace?: boolean
      readonly mayHaveArrived?: boolean
      readonly door?: string
      readonly why?: string
    } = {},
  ) {
    super(`cannot send message: ${detail} (${code})`, options)
    this.code = code
    this.retryAfterMs = options.retryAfterMs
    this.ownPace = options.ownPace ?? false
    this.door = options.door
    this.why = options.why
    this.mayHaveArrived = options.mayHaveArrived ?? false
  }
}
