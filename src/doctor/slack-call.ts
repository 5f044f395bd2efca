/**
 * Calls of Slack's Web API, by its name for each.
 */
import { type Asked, ask } from './ask.ts'

/** Calls a method as the bot. @returns What it answered; `error` is Slack's name of what is wrong. */
export type SlackCall = (
  method: string,
  params?: Readonly<Record<string, string>>,
) => Promise<
  { readonly error: string; readonly answer?: undefined } | { readonly error?: undefined; readonly answer: Asked }
>

export function callAs(token: string, apiRoot: string): SlackCall {
  return async (method, params = {}) => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await ask(`${apiRoot}${method}`, { method: 'POST', headers, body: new URLSearchParams(params) })
    if ('why' in answer) return { error: answer.why }
    if (answer.body.ok === true) return { answer }
    return { error: typeof answer.body.error === 'string' ? answer.body.error : `HTTP ${answer.status}` }
  }
}

export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
