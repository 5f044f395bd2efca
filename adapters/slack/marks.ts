/**
 * The one mark that a staff message carries, as our reaction.
 */
import { WebAPIPlatformError } from '@slack/web-api'
import type { Mark } from '../../src/core/outbound.ts'
import { toSendError } from './errors.ts'
import type { SlackCall } from './render.ts'
import type { Sending } from './send.ts'
import { fieldsOf, listOf } from './unknown.ts'

const EMOJI: Readonly<Record<Mark, string>> = {
  underWay: 'hourglass_flowing_sand',
  sent: 'white_check_mark',
  failed: 'x',
  note: 'memo',
  asked: 'question',
  draft: 'hand',
  undone: 'leftwards_arrow_with_hook',
}

/**
 * Sets the new mark, then takes away whatever other mark of ours is there. Done twice it changes nothing.
 *
 * @returns The message's `ts`.
 */
export async function setMark(
  sending: Sending,
  { channel, ts, mark }: Extract<SlackCall, { do: 'mark' }>,
): Promise<string> {
  const { client } = sending
  const at = { channel, timestamp: ts }
  try {
    await client.reactions.add({ ...at, name: EMOJI[mark] }).catch(allow('already_reacted'))
    for (const name of await marksThere(sending, channel, ts)) {
      if (name !== EMOJI[mark]) await client.reactions.remove({ ...at, name }).catch(allow('no_reaction'))
    }
    return ts
  } catch (error) {
    throw toSendError('reactions', error, channel)
  }
}

/** Asked of Slack each time: another process may have set the last one. Some may be other people's: those are not ours to take away. */
async function marksThere({ client }: Sending, channel: string, timestamp: string): Promise<string[]> {
  const { message } = await client.reactions.get({ channel, timestamp, full: true })
  const ours = Object.values(EMOJI)
  return listOf(fieldsOf(message).reactions)
    .map(fieldsOf)
    .flatMap(({ name }) => ours.filter(each => each === name))
}

function allow(name: string): (error: unknown) => void {
  return error => {
    if (!(error instanceof WebAPIPlatformError && error.data.error === name)) throw error
  }
}
