/**
 * Whether something can be sent again where it was refused: into a channel, with the token, with a scope.
 */
import type { WebClient } from '@slack/web-api'
import { TOKEN_DOOR } from './errors.ts'

/** False also where Slack cannot be asked. */
export async function isOpen(client: WebClient, door: string): Promise<boolean> {
  try {
    if (/^[CG]/.test(door)) {
      const { channel } = await client.conversations.info({ channel: door })
      return channel?.is_archived !== true && channel?.is_member === true
    }
    const { response_metadata: metadata } = await client.auth.test()
    return door === TOKEN_DOOR || metadata?.scopes?.includes(door) === true
  } catch {
    // It is asked again, less and less often.
    return false
  }
}
