/**
 * A file that staff sent, as it lies with Slack (https://docs.slack.dev/reference/objects/file-object).
 */
import type { RemoteFile } from '../../src/core/files.ts'
import { fieldsOf, idOf, textOf } from './unknown.ts'

/** A file of a shared channel has no address yet, only an id (`file_access: check_file_info`): `fetchFile` asks for it. */
export function readFile(value: unknown): RemoteFile[] {
  const file = fieldsOf(value)
  const id = idOf(file.id)
  const ref = textOf(file.url_private) ?? (id && `file:${id}`)
  if (!ref || file.mode === 'tombstone') return []
  const name = textOf(file.name) ?? textOf(file.title)
  const mediaType = textOf(file.mimetype)
  return [
    {
      ref,
      ...(name !== undefined && { name }),
      ...(mediaType !== undefined && { mediaType }),
      ...(Number.isSafeInteger(file.size) && { bytes: file.size as number }),
    },
  ]
}
