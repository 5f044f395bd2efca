/**
 * Takes a file of ours out of Slack, wherever it stands (https://docs.slack.dev/reference/methods/files.delete).
 */
import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { toSendError } from './errors.ts'

/** Somebody, or an earlier attempt, was quicker. */
const GONE = new Set(['file_not_found', 'file_deleted'])

/** Done twice it changes nothing. @throws {SendError} */
export async function deleteFile(client: WebClient, id: string): Promise<void> {
  try {
    await client.files.delete({ file: id })
  } catch (error) {
    if (error instanceof WebAPIPlatformError && GONE.has(error.data.error)) return
    throw toSendError('files.delete', error)
  }
}
