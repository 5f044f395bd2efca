/**
 * Deep links: what the payload of `/start PAYLOAD` says (`t.me/BOT?start=report_lamp_A17`). docs/deep-links.md
 */
import type { Talk } from './flow.ts'
import type { Given } from './step.ts'

export interface Link {
  readonly talk: Talk
  /** Answers that the link brings along. */
  readonly given: Given
}

/** https://core.telegram.org/bots/features#deep-linking */
const PAYLOAD = /^[\w-]{1,64}$/

/** The payload, where it is one: people can type anything behind a command. */
export function payloadOf(argument: string): string | undefined {
  return PAYLOAD.test(argument) ? argument : undefined
}

/** `ask`, `report_pothole`: a dialogue by its name, and what only that dialogue can read. Nothing for all else. */
export function readLink(payload: string, talks: readonly Talk[]): Link | undefined {
  const [name = '', ...rest] = payload.split('_')
  const talk = talks.find(other => other.name === name)
  const given = talk && (rest.length === 0 ? {} : talk.readLink?.(rest.join('_')))
  return talk && given && { talk, given }
}
