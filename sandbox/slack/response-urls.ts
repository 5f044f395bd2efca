/**
 * Addresses at which an app may answer what a person did, five times within half an hour
 * (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses).
 */
import { TEAM, type Workspace } from './workspace.ts'

const LASTS_MS = 30 * 60_000

/** An address to answer a person's act at, for a while. */
export interface ResponseUrl {
  readonly user: string
  readonly channel: string
  /** The message that the act was done on. */
  readonly message?: string
  readonly thread?: string
  readonly expiresAt: number
  uses: number
}

/** @param to  `message` and `thread` say on what it was done. */
export function responseUrl(
  workspace: Workspace,
  origin: string,
  to: Pick<ResponseUrl, 'user' | 'channel' | 'message' | 'thread'>,
): string {
  const path = `/${to.message === undefined ? 'commands' : 'actions'}/${TEAM}/${crypto.randomUUID()}`
  workspace.responseUrls.set(path, { ...to, expiresAt: Date.now() + LASTS_MS, uses: 0 })
  return `${origin}${path}`
}
