/**
 * Faults that can be switched on in any stand-in: a network's bad days, on demand.
 */

export type Fault =
  /** Answers with this status and the network's own error body. `retryAfterS` goes where the network puts it. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterS?: number }
  /** Cuts the connection before anything was done. */
  | { readonly kind: 'reset' }
  /** Does what was asked, then cuts the connection: the caller cannot know. */
  | { readonly kind: 'resetAfter' }
  /** Does what was asked, and never answers. */
  | { readonly kind: 'hang' }
  /** The network's own error, by the name it has there (`chat_not_found`, `50007`, `Forbidden: bot was blocked by the user`). */
  | { readonly kind: 'refuse'; readonly error: string }

interface Rule {
  readonly method: string | RegExp
  readonly fault: Fault
  left: number
}

/** Rules are tried in the order they were added; each is used `times` times (default for ever) or until cleared. */
export class Faults {
  #rules: Rule[] = []

  /** @param method  The call's name as the stand-in's journal has it (`sendMessage`, `POST /channels/:id/messages`, `chat.postMessage`), or a pattern. */
  on(method: string | RegExp, fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.#rules.push({ method, fault, left: times })
  }

  clear(): void {
    this.#rules = []
  }

  /** The fault for this call, if any; counts it. */
  take(method: string): Fault | undefined {
    const rule = this.#rules.find(
      r => r.left > 0 && (typeof r.method === 'string' ? r.method === method : r.method.test(method)),
    )
    if (!rule) return undefined
    rule.left -= 1
    return rule.fault
  }

  get any(): boolean {
    return this.#rules.some(r => r.left > 0)
  }
}
