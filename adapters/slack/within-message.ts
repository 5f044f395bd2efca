/**
 * A picture that stands within a message, below its words (https://docs.slack.dev/reference/block-kit/blocks/image-block).
 */
import type { types } from '@slack/bolt'
import { WebAPIPlatformError } from '@slack/web-api'
import { SendError } from '../../src/core/send-error.ts'
import type { Content } from './content.ts'

export interface Pictured {
  readonly content: Content
  /** A file that Slack has, and its words. */
  readonly picture?: { readonly id: string; readonly alt: string }
}

const ALT_LIMIT = 2_000

/** Sends it with the picture; without, where Slack does not show it (yet): the words are told all the same. */
export async function orWithout(
  { content, picture }: Pictured,
  send: (content: Content) => Promise<string>,
): Promise<string> {
  if (!picture) return send(content)
  try {
    return await send(withPicture(content, picture))
  } catch (error) {
    if (!isRefusedBlock(error)) throw error
    return send(content)
  }
}

/** Above the buttons. */
function withPicture({ text, blocks }: Content, { id, alt }: NonNullable<Pictured['picture']>): Content {
  const image: types.ImageBlock = { type: 'image', slack_file: { id }, alt_text: alt.slice(0, ALT_LIMIT) }
  const isButtons = ({ type }: types.KnownBlock) => type === 'actions'
  return { text, blocks: [...blocks.filter(b => !isButtons(b)), image, ...blocks.filter(isButtons)] }
}

function isRefusedBlock(error: unknown): boolean {
  return (
    error instanceof SendError &&
    error.cause instanceof WebAPIPlatformError &&
    error.cause.data.error === 'invalid_blocks'
  )
}
