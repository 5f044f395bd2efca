/** Cursor pagination, https://docs.slack.dev/apis/web-api/pagination. */
import type { Answer } from './methods.ts'
import type { Params } from './params.ts'

/** @param most  The largest `limit` that the method takes. */
export function paged<Item>(
  params: Params,
  items: readonly Item[],
  most: number,
  answer: (page: readonly Item[]) => object,
): Answer {
  const limit = Number(params.text('limit') ?? 100)
  if (!Number.isInteger(limit) || limit < 1 || limit > most) return { ok: false, error: 'invalid_limit' }
  const cursor = params.text('cursor')
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString().replace('next:', '')) : 0
  if (!Number.isInteger(start)) return { ok: false, error: 'invalid_cursor' }
  const more = start + limit < items.length
  const next = more ? Buffer.from(`next:${start + limit}`).toString('base64url') : ''
  return {
    ok: true,
    ...answer(items.slice(start, start + limit)),
    has_more: more,
    response_metadata: { next_cursor: next },
  }
}
