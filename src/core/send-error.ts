/** A network did not take a message. `retryable` decides: queue again, or fail and tell the sender. */
export class SendError extends Error {
  override readonly name = 'SendError'
  /** THROTTLED: slow down. UNREACHABLE: the network is away. BLOCKED: this person cannot be reached. REJECTED: never will be taken. */
  readonly code: 'THROTTLED' | 'UNREACHABLE' | 'BLOCKED' | 'REJECTED'
  /** THROTTLED only: the network's own word, milliseconds. */
  readonly retryAfterMs: number | undefined
  /** UNREACHABLE only: the call may have arrived all the same (a time-out, a reset after the request was written). */
  readonly mayHaveArrived: boolean

  get retryable(): boolean {
    return this.code === 'THROTTLED' || this.code === 'UNREACHABLE'
  }

  constructor(
    code: SendError['code'],
    detail: string,
    options: ErrorOptions & { readonly retryAfterMs?: number; readonly mayHaveArrived?: boolean } = {},
  ) {
    super(`cannot send message: ${detail} (${code})`, options)
    this.code = code
    this.retryAfterMs = options.retryAfterMs
    this.mayHaveArrived = options.mayHaveArrived ?? false
  }
}
