/**
 * What Slack refuses in blocks and messages (https://docs.slack.dev/reference/block-kit/blocks and
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors).
 */
import { type At, asArray, asObject, below, checkLength, checkText } from './check.ts'
import { checkElement, type Surface } from './elements.ts'
import type { Block } from './wire.ts'

/** https://docs.slack.dev/reference/block-kit/blocks */
const MOST: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 }

/** @returns  What is wrong, each with its JSON pointer as Slack's `response_metadata.messages` have it; empty where all is well. */
export function faultsOfBlocks(blocks: unknown): readonly string[] {
  const found: string[] = []
  checkBlocks(blocks, 'message', (pointer, what) => void found.push(`[ERROR] ${what} [json-pointer:/blocks${pointer}]`))
  return found
}

export function checkBlocks(blocks: unknown, surface: Surface, at: At): void {
  if (!Array.isArray(blocks)) {
    at('', 'must be an array')
    return
  }
  if (blocks.length === 0) at('', 'no fewer than 1 items allowed')
  if (blocks.length > MOST[surface]) at('', `no more than ${MOST[surface]} items allowed`)
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
    if (check) check(block, below(at, `/${index}`), surface)
    else at(`/${index}/type`, `unsupported type: ${block.type}`)
  }
}

const CHECKS: Readonly<Record<string, (block: Block, at: At, surface: Surface) => void>> = {
  header: (block, at) => checkText(block.text, 150, at, '/text', ['plain_text']),
  divider: () => undefined,
  section: checkSection,
  context: checkContext,
  actions: checkActions,
  input: checkInput,
  image: checkImage,
  rich_text: checkRichText,
}

function checkSection(block: Block, at: At, surface: Surface): void {
  if (block.text === undefined && block.fields === undefined) at('', 'missing required field: text or fields')
  if (block.text !== undefined) checkText(block.text, 3000, at, '/text')
  const fields = asArray(block.fields)
  if (fields.length > 10) at('/fields', 'no more than 10 items allowed')
  for (const [i, field] of fields.entries()) checkText(field, 2000, at, `/fields/${i}`)
  if (block.accessory === undefined) return
  if (asObject(block.accessory).type === 'image') checkPicture(asObject(block.accessory), below(at, '/accessory'))
  else checkElement(block.accessory, 'section', surface, below(at, '/accessory'))
}

function checkContext(block: Block, at: At): void {
  const elements = asArray(block.elements)
  if (elements.length < 1 || elements.length > 10) at('/elements', 'must hold 1 to 10 items')
  for (const [i, element] of elements.entries()) {
    if (asObject(element).type === 'image') checkPicture(asObject(element), below(at, `/elements/${i}`))
    else checkText(element, 3000, at, `/elements/${i}`)
  }
}

function checkActions(block: Block, at: At, surface: Surface): void {
  const elements = asArray(block.elements)
  if (elements.length < 1 || elements.length > 25) at('/elements', 'must hold 1 to 25 items')
  const actions = new Set<unknown>()
  for (const [i, element] of elements.entries()) {
    const { action_id } = asObject(element)
    checkElement(element, 'actions', surface, below(at, `/elements/${i}`))
    if (actions.has(action_id)) at(`/elements/${i}/action_id`, `\`action_id\` already exists: ${String(action_id)}`)
    actions.add(action_id)
  }
}

function checkInput({ label, hint, optional, dispatch_action, element }: Block, at: At, surface: Surface): void {
  checkText(label, 2_000, at, '/label', ['plain_text'])
  if (hint !== undefined) checkText(hint, 2_000, at, '/hint', ['plain_text'])
  for (const [name, flag] of Object.entries({ optional, dispatch_action }))
    if (flag !== undefined && typeof flag !== 'boolean') at(`/${name}`, 'must be a boolean')
  checkElement(element, 'input', surface, below(at, '/element'))
}

function checkImage(block: Block, at: At): void {
  checkPicture(block, at)
  if (block.title !== undefined) checkText(block.title, 2_000, at, '/title', ['plain_text'])
}

/** From an address, or a file that Slack holds. */
function checkPicture(image: Readonly<Record<string, unknown>>, at: At): void {
  checkLength(image.alt_text, 2_000, at, '/alt_text')
  const { image_url: url, slack_file: file } = image
  if ((url === undefined) === (file === undefined)) at('', 'wants one of image_url, slack_file')
  if (url !== undefined && !(/^https?:./.test(String(url)) && String(url).length <= 3_000))
    at('/image_url', 'Invalid url')
  const { id, url: held } = asObject(file)
  if (file !== undefined && id === undefined && held === undefined) at('/slack_file', 'wants an id or a url')
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
