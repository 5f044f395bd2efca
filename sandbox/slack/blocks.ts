/**
 * What Slack refuses in blocks and messages (https://docs.slack.dev/reference/block-kit/blocks and
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors).
 */
import type { Block } from './wire.ts'

/** @returns  What is wrong, each with its JSON pointer as Slack's `response_metadata.messages` have it; empty where all is well. */
export function faultsOfBlocks(blocks: unknown): readonly string[] {
  if (!Array.isArray(blocks)) return ['[ERROR] must be an array [json-pointer:/blocks]']
  const found: string[] = []
  const at = (pointer: string, what: string) => found.push(`[ERROR] ${what} [json-pointer:/blocks${pointer}]`)
  if (blocks.length === 0) at('', 'no fewer than 1 items allowed')
  if (blocks.length > 50) at('', 'no more than 50 items allowed')
  const ids = new Set<unknown>()
  for (const [index, block] of (blocks as Block[]).entries()) {
    if (typeof block !== 'object' || block === null) {
      at(`/${index}`, 'must be an object')
      continue
    }
    if (block.block_id !== undefined) {
      if (typeof block.block_id !== 'string' || block.block_id.length > 255)
        at(`/${index}/block_id`, 'must be less than 256 characters')
      if (ids.has(block.block_id)) at(`/${index}/block_id`, 'block_id already exists')
      ids.add(block.block_id)
    }
    const check = CHECKS[block.type]
    if (check) check(block, (pointer, what) => at(`/${index}${pointer}`, what))
    else at(`/${index}/type`, `unsupported type: ${block.type}`)
  }
  return found
}

export type At = (pointer: string, what: string) => void

const CHECKS: Readonly<Record<string, (block: Block, at: At) => void>> = {
  header: (block, at) => checkText(block.text, 150, at, '/text', ['plain_text']),
  divider: () => undefined,
  section: checkSection,
  context: checkContext,
  actions: checkActions,
  rich_text: checkRichText,
}

function checkSection(block: Block, at: At): void {
  if (block.text === undefined && block.fields === undefined) at('', 'missing required field: text or fields')
  if (block.text !== undefined) checkText(block.text, 3000, at, '/text')
  const fields = asArray(block.fields)
  if (fields.length > 10) at('/fields', 'no more than 10 items allowed')
  for (const [i, field] of fields.entries()) checkText(field, 2000, at, `/fields/${i}`)
}

function checkContext(block: Block, at: At): void {
  const elements = asArray(block.elements)
  if (elements.length < 1 || elements.length > 10) at('/elements', 'must hold 1 to 10 items')
  for (const [i, element] of elements.entries()) checkText(element, 3000, at, `/elements/${i}`)
}

function checkActions(block: Block, at: At): void {
  const elements = asArray(block.elements)
  if (elements.length < 1 || elements.length > 25) at('/elements', 'must hold 1 to 25 items')
  const actions = new Set<unknown>()
  for (const [i, element] of elements.entries()) {
    const e = asObject(element)
    if (e.type !== 'button') at(`/elements/${i}/type`, `unsupported type: ${String(e.type)}`)
    checkText(e.text, 75, at, `/elements/${i}/text`, ['plain_text'])
    if (typeof e.action_id !== 'string' || e.action_id.length < 1 || e.action_id.length > 255)
      at(`/elements/${i}/action_id`, 'must be 1 to 255 characters')
    if (actions.has(e.action_id)) at(`/elements/${i}/action_id`, `\`action_id\` already exists: ${String(e.action_id)}`)
    actions.add(e.action_id)
    if (e.value !== undefined && (typeof e.value !== 'string' || e.value.length > 2000))
      at(`/elements/${i}/value`, 'must be less than 2001 characters')
    if (e.style !== undefined && e.style !== 'primary' && e.style !== 'danger')
      at(`/elements/${i}/style`, 'must be one of: primary, danger')
  }
}

const PARTS = new Set(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote'])
const INLINE = new Set(['text', 'link', 'emoji', 'user', 'usergroup', 'channel', 'broadcast', 'date', 'color', 'team'])

function checkRichText(block: Block, at: At): void {
  const parts = asArray(block.elements)
  if (parts.length === 0) at('/elements', 'no fewer than 1 items allowed')
  for (const [i, part] of parts.entries()) {
    const p = asObject(part)
    if (!PARTS.has(String(p.type))) at(`/elements/${i}/type`, `unsupported type: ${String(p.type)}`)
    for (const [j, inline] of asArray(p.elements).entries()) {
      if (p.type === 'rich_text_list')
        checkInlines(asArray(asObject(inline).elements), at, `/elements/${i}/elements/${j}/elements`)
      else checkInlines([inline], at, `/elements/${i}/elements`, p.type === 'rich_text_preformatted')
    }
  }
}

function checkInlines(inlines: readonly unknown[], at: At, pointer: string, preformatted = false): void {
  for (const [i, inline] of inlines.entries()) {
    const e = asObject(inline)
    if (!INLINE.has(String(e.type))) at(`${pointer}/${i}/type`, `unsupported type: ${String(e.type)}`)
    if (preformatted && e.type !== 'text' && e.type !== 'link')
      at(`${pointer}/${i}/type`, `unsupported type: ${String(e.type)}`)
    if (e.type === 'text' && (typeof e.text !== 'string' || e.text.length < 1))
      at(`${pointer}/${i}/text`, 'must be more than 0 characters')
    if (e.type === 'link' && !/^(https?|mailto|tel|slack):./i.test(String(e.url)))
      at(`${pointer}/${i}/url`, 'Invalid url')
    if (e.style !== undefined && (e.style === null || typeof e.style !== 'object'))
      at(`${pointer}/${i}/style`, 'must be an object')
  }
}

export function checkText(
  text: unknown,
  most: number,
  at: At,
  pointer: string,
  kinds: readonly string[] = ['plain_text', 'mrkdwn'],
): void {
  const t = asObject(text)
  if (!kinds.includes(String(t.type))) at(`${pointer}/type`, `unsupported type: ${String(t.type)}`)
  if (typeof t.text !== 'string' || t.text.length < 1) at(`${pointer}/text`, 'must be more than 0 characters')
  else if (t.text.length > most) at(`${pointer}/text`, `must be less than ${most + 1} characters`)
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
