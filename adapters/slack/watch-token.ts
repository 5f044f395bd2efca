/**
 * Asks Slack whose token it is until it tells, and then every minute whether it still is so: a token that was revoked, a scope
 * that is missing, a Slack that is away show in `health`, and end nothing.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { WebClient } from '@slack/web-api'
import { type Doors, type Log, WORKSPACE_URL } from '../../src/core/adapter.ts'
import { reasonOf, toSendError } from './errors.ts'
import { SCOPES } from './scopes.ts'

export interface TokenWatch {
  /** Runs until the signal aborts. */
  /** @param remember  Keeps where the workspace is, once Slack has told. */
  watch(log: Log, remember: Doors['remember']): Promise<void>
  reached(): boolean
  trouble(): string | undefined
  /** @throws {SendError} while Slack does not tell. */
  team(): Promise<string>
}

const EVERY_MS = 60_000
const SHORTEST_WAIT_MS = 500

export function watchToken(client: WebClient, signal: AbortSignal): TokenWatch {
  let team: string | undefined
  let workspace: string | undefined
  let kept: string | undefined
  let trouble: string | undefined

  const ask = async () => {
    const answer = await client.auth.test()
    team = answer.team_id as string
    workspace = answer.url
    const granted = new Set(answer.response_metadata?.scopes)
    const lost = granted.size > 0 ? Object.entries(SCOPES).filter(([scope]) => !granted.has(scope)) : []
    const missing = lost.map(([scope, without]) => `${scope} (${without})`)
    trouble =
      missing.length > 0 ? `missing scopes: ${missing.join(', ')}. reinstall the app with manifest.yaml` : undefined
    return team
  }

  const keepWorkspace = async (log: Log, remember: Doors['remember']): Promise<void> => {
    if (workspace === undefined || workspace === kept) return
    try {
      await remember.write(WORKSPACE_URL, workspace)
      kept = workspace
    } catch (error) {
      log.warn({ err: error }, 'where the workspace is could not be kept, trying again in a minute')
    }
  }

  return {
    async watch(log, remember) {
      let failures = 0
      while (!signal.aborted) {
        const before = trouble
        try {
          await ask()
          failures = 0
          await keepWorkspace(log, remember)
        } catch (error) {
          failures += 1
          trouble = `auth.test: ${reasonOf(error)}`
        }
        if (trouble !== undefined && trouble !== before) log.warn({ trouble }, 'slack does not take us as it should')
        const waitMs = failures === 0 ? EVERY_MS : Math.min(EVERY_MS, SHORTEST_WAIT_MS * 2 ** failures)
        await pause(waitMs, undefined, { signal }).catch(() => undefined)
      }
    },
    reached: () => team !== undefined,
    trouble: () => trouble,
    async team() {
      try {
        return team ?? (await ask())
      } catch (error) {
        throw toSendError('auth.test', error)
      }
    },
  }
}
