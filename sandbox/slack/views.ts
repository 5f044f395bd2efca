/**
 * views.*: modals, for what Folkmoot uses of them (https://docs.slack.dev/reference/methods/views.open,
 * https://docs.slack.dev/reference/views/modal-views, https://docs.slack.dev/reference/block-kit/blocks/input-block).
 */
import { type At, asArray, asObject, checkText } from './blocks.ts'
import { wireView } from './fill-in.ts'
import { type Answer, type Method, refused, type World } from './methods.ts'
import type { Params } from './params.ts'
import type { ModalView } from './wire.ts'

export const viewMethods: readonly (readonly [string, Method])[] = [
  ['views.open', { token: 'bot', scopes: [], run: open }],
]

function open(params: Params, { workspace }: World): Answer {
  const id = params.text('trigger_id') ?? ''
  if (!/^\d+\.\d+\.[0-9a-f]+$/.test(id)) return refused('invalid_trigger_id')
  const trigger = workspace.triggers.get(id)
  if (!trigger || trigger.expiresAt < Date.now()) return refused('expired_trigger_id')
  if (trigger.used) return refused('exchanged_trigger_id')
  const view = params.json('view')
  const messages = faultsOfView(view)
  if (messages.length > 0) return refused('invalid_arguments', { errors: messages, response_metadata: { messages } })
  trigger.used = true
  const opened = { id: workspace.nextId('V'), user: trigger.user, view: view as ModalView, errors: {}, failed: false }
  workspace.views.set(trigger.user, opened)
  workspace.changed()
  return { ok: true, view: wireView(opened.id, opened.view) }
}

/** @returns  What is wrong, as `faultsOfBlocks`. */
function faultsOfView(view: unknown): readonly string[] {
  const found: string[] = []
  const at: At = (pointer, what) => void found.push(`[ERROR] ${what} [json-pointer:/view${pointer}]`)
  const { type, title, submit, close, blocks, callback_id, private_metadata, ...others } = asObject(view)
  if (type !== 'modal') at('/type', `unsupported type: ${String(type)}`)
  for (const name of Object.keys(others)) at(`/${name}`, `the stand-in does not know this field: ${name}`)
  checkText(title, 24, at, '/title', ['plain_text'])
  if (close !== undefined) checkText(close, 24, at, '/close', ['plain_text'])
  const list = asArray(blocks)
  if (list.length < 1 || list.length > 100) at('/blocks', 'must hold 1 to 100 items')
  if (submit !== undefined) checkText(submit, 24, at, '/submit', ['plain_text'])
  else if (list.length > 0) at('/submit', 'is required where a view holds inputs')
  checkLength(callback_id, 255, at, '/callback_id')
  checkLength(private_metadata, 3_000, at, '/private_metadata')
  const ids = new Set<unknown>()
  for (const [i, block] of list.entries()) {
    const { block_id } = asObject(block)
    if (ids.has(block_id)) at(`/blocks/${i}/block_id`, 'block_id already exists')
    ids.add(block_id)
    checkInput(asObject(block), (pointer, what) => at(`/blocks/${i}${pointer}`, what))
  }
  return found
}

function checkInput({ type, block_id, label, hint, optional, element }: Readonly<Record<string, unknown>>, at: At) {
  if (type !== 'input') return at('/type', `unsupported type: ${String(type)}`)
  checkLength(block_id, 255, at, '/block_id')
  checkText(label, 2_000, at, '/label', ['plain_text'])
  if (hint !== undefined) checkText(hint, 2_000, at, '/hint', ['plain_text'])
  if (optional !== undefined && typeof optional !== 'boolean') at('/optional', 'must be a boolean')
  const e = asObject(element)
  checkLength(e.action_id, 255, at, '/element/action_id')
  const check = ELEMENTS[String(e.type)]
  if (check) check(e, (pointer, what) => at(`/element${pointer}`, what))
  else at('/element/type', `unsupported type: ${String(e.type)}`)
}

const ELEMENTS: Readonly<Record<string, (element: Readonly<Record<string, unknown>>, at: At) => void>> = {
  datepicker: () => undefined,
  users_select: () => undefined,
  plain_text_input({ max_length: most = 3_000 }, at) {
    if (!Number.isInteger(most) || Number(most) < 1 || Number(most) > 3_000) at('/max_length', 'must be 1 to 3000')
  },
  static_select({ options }, at) {
    const list = asArray(options)
    if (list.length < 1 || list.length > 100) at('/options', 'must hold 1 to 100 items')
    for (const [i, option] of list.entries()) {
      checkText(asObject(option).text, 75, at, `/options/${i}/text`, ['plain_text'])
      checkLength(asObject(option).value, 150, at, `/options/${i}/value`)
    }
  },
}

function checkLength(value: unknown, most: number, at: At, pointer: string): void {
  if (typeof value !== 'string' || value.length < 1 || value.length > most)
    at(pointer, `must be 1 to ${most} characters`)
}
