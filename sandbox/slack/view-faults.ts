/**
 * What Slack refuses in views (https://docs.slack.dev/reference/views/modal-views,
 * https://docs.slack.dev/reference/views/home-tab-views).
 */
import { checkBlocks } from './blocks.ts'
import { type At, asArray, asObject, below, checkLength, checkText } from './check.ts'

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  modal: [
    'title',
    'submit',
    'close',
    'blocks',
    'callback_id',
    'private_metadata',
    'external_id',
    'clear_on_close',
    'notify_on_close',
    'submit_disabled',
  ],
  home: ['blocks', 'callback_id', 'private_metadata', 'external_id'],
}

/** @returns  What is wrong, as `faultsOfBlocks`. */
export function faultsOfView(raw: unknown, surface: 'modal' | 'home'): readonly string[] {
  const found: string[] = []
  const at: At = (pointer, what) => void found.push(`[ERROR] ${what} [json-pointer:/view${pointer}]`)
  const { type, ...view } = asObject(raw)
  if (type !== surface) at('/type', `unsupported type: ${String(type)}`)
  for (const name of Object.keys(view)) if (!FIELDS[surface]!.includes(name)) at(`/${name}`, 'unknown field')
  if (surface === 'modal') checkModal(view, at)
  if (view.callback_id !== undefined) checkLength(view.callback_id, 255, at, '/callback_id')
  if (view.external_id !== undefined) checkLength(view.external_id, 255, at, '/external_id')
  const { private_metadata: carried = '' } = view
  if (typeof carried !== 'string' || carried.length > 3_000)
    at('/private_metadata', 'must be less than 3001 characters')
  checkBlocks(view.blocks, surface, below(at, '/blocks'))
  const focused = JSON.stringify(view.blocks ?? []).match(/"focus_on_load":true/g) ?? []
  if (focused.length > 1) at('/blocks', 'only one element can have focus_on_load')
  return found
}

function checkModal(view: Readonly<Record<string, unknown>>, at: At): void {
  checkText(view.title, 24, at, '/title', ['plain_text'])
  if (view.close !== undefined) checkText(view.close, 24, at, '/close', ['plain_text'])
  if (view.submit !== undefined) checkText(view.submit, 24, at, '/submit', ['plain_text'])
  else if (asArray(view.blocks).some(block => asObject(block).type === 'input'))
    at('/submit', 'is required where a view holds inputs')
  for (const name of ['clear_on_close', 'notify_on_close', 'submit_disabled'])
    if (view[name] !== undefined && typeof view[name] !== 'boolean') at(`/${name}`, 'must be a boolean')
}
