/**
 * What is filled in: the elements of a view or a message that hold something, what they hold at first, and what a person
 * can put into them in Slack's client (https://docs.slack.dev/reference/views#state, block elements' "initial_…" fields).
 */
import { asArray, asObject } from './check.ts'
import { optionsOf } from './elements.ts'
import type { Block, ElementState, Option, SlackFile, ViewState } from './wire.ts'

/** A choice's value, words, a date, an id; several of them; or files. Empty: nothing. */
export type Filled = string | readonly string[] | readonly SentFile[]

export interface SentFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

export interface Placed {
  readonly block: Block
  readonly element: Readonly<Record<string, unknown>>
}

/** Everything in these blocks that can be acted upon. */
export function elementsOf(blocks: readonly Block[]): readonly Placed[] {
  return blocks.flatMap(block => {
    const inner = block.type === 'actions' ? asArray(block.elements) : [block.accessory, block.element]
    return inner.filter(e => typeof asObject(e).action_id === 'string').map(e => ({ block, element: asObject(e) }))
  })
}

/** What a kind of element holds, and which field of the element gives it at first. */
const HOLDS: Readonly<Record<string, readonly [field: string, initial: string, empty: unknown]>> = {
  plain_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  radio_buttons: ['selected_option', 'initial_option', null],
  users_select: ['selected_user', 'initial_user', null],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  channels_select: ['selected_channel', 'initial_channel', null],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  checkboxes: ['selected_options', 'initial_options', []],
  multi_users_select: ['selected_users', 'initial_users', []],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
  file_input: ['files', '', []],
}

/** @param before  What was filled in there: kept where block, action and kind are the same. */
export function stateOf(blocks: readonly Block[], before: ViewState = {}): ViewState {
  const values: Record<string, Record<string, ElementState>> = {}
  for (const { block, element } of elementsOf(blocks)) {
    const { type, action_id } = element as { type: string; action_id: string }
    const holds = HOLDS[type]
    if (!holds) continue
    const [field, initial, empty] = holds
    const kept = before[block.block_id!]?.[action_id]
    const state = kept?.type === type ? kept : { type, [field]: element[initial] ?? empty }
    values[block.block_id!] = { ...values[block.block_id!], [action_id]: state }
  }
  return values
}

/** @returns  Of an element's state: what it holds; null or an empty list where that is nothing. */
function heldIn(state: ElementState | undefined): unknown {
  return state?.[HOLDS[state.type]?.[0] ?? '']
}

export interface Filling {
  readonly offered: ReadonlyMap<string, readonly Option[]>
  /** Slack keeps a file from the moment that it is put into the field. */
  readonly keep: (file: SentFile) => SlackFile
}

/** @throws where there is no such option, or too many; how words are written is looked at when the form is sent. */
export function fillElement({ block, element }: Placed, filled: Filled, { offered, keep }: Filling): ElementState {
  const { type, action_id } = element as { type: string; action_id: string }
  const [field, , empty] = HOLDS[type] ?? []
  if (field === undefined) throw new Error(`cannot fill in ${action_id}: a ${type} holds nothing`)
  const refuse = (why: string) => new Error(`cannot send the form: “${labelOf(block)}” ${why}`)
  const list = typeof filled === 'string' ? (filled === '' ? [] : [filled]) : filled
  if (list.length === 0) return { type, [field]: empty }
  if (type === 'file_input') return { type, files: filesOf(list, element, refuse).map(keep) }
  const words = list.map(String)
  const options = type.includes('external') ? (offered.get(action_id) ?? []) : optionsOf(element)
  const values = field.startsWith('selected_option') ? words.map(value => optionWith(value, options, refuse)) : words
  if (!Array.isArray(empty)) {
    if (values.length > 1) throw refuse('takes one only')
    return { type, [field]: field === 'selected_date_time' ? Number(values[0]) : values[0] }
  }
  if (values.length > Number(element.max_selected_items ?? 100)) throw refuse('takes fewer')
  return { type, [field]: values }
}

type Refuse = (why: string) => Error

function optionWith(value: string, options: readonly object[], refuse: Refuse): object {
  const option = options.find(one => asObject(one).value === value)
  if (!option) throw refuse(`has no option ${value}`)
  return option
}

const FORMATS: Readonly<Record<string, readonly [RegExp, string]>> = {
  datepicker: [/^\d{4}-\d{2}-\d{2}$/, 'wants a date'],
  timepicker: [/^([01]\d|2[0-3]):[0-5]\d$/, 'wants a time'],
  datetimepicker: [/^\d{10}$/, 'wants a date and a time'],
  url_text_input: [/^https?:\/\/[^\s/]+/, 'wants an address'],
  email_text_input: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'wants an e-mail address'],
  number_input: [/^-?\d+(\.\d+)?$/, 'wants a number'],
}

/** @throws where Slack's client would not send it. */
export function checkHeld({ block, element }: Placed, state: ElementState | undefined): void {
  const refuse = (why: string) => new Error(`cannot send the form: “${labelOf(block)}” ${why}`)
  const held = heldIn(state)
  const nothing = held === null || held === undefined || (Array.isArray(held) && held.length === 0)
  if (nothing && block.type === 'input' && block.optional !== true) throw refuse('has to be filled in')
  if (!nothing && !Array.isArray(held)) checkValue(String(element.type), String(held), element, refuse)
}

function checkValue(type: string, value: string, element: Placed['element'], refuse: Refuse): void {
  const [pattern, why] = FORMATS[type] ?? []
  if (pattern && !pattern.test(value)) throw refuse(why!)
  if (value.length > Number(element.max_length ?? 3_000)) throw refuse('is too long')
  if (value.length < Number(element.min_length ?? 0)) throw refuse('is too short')
  if (type !== 'number_input') return
  if (element.is_decimal_allowed === false && value.includes('.')) throw refuse('wants a whole number')
  if (Number(value) < Number(element.min_value ?? -Infinity)) throw refuse('is too small')
  if (Number(value) > Number(element.max_value ?? Infinity)) throw refuse('is too large')
}

const FILE_BYTES = 10 * 1024 * 1024

function filesOf(list: readonly unknown[], element: Placed['element'], refuse: Refuse): readonly SentFile[] {
  const files = list as readonly SentFile[]
  if (files.length > Number(element.max_files ?? 10)) throw refuse('takes fewer files')
  const kinds = asArray(element.filetypes)
  for (const { name, bytes } of files) {
    if (bytes.length > FILE_BYTES) throw refuse('takes files of 10 MB at most')
    const kind = name.split('.').at(-1)?.toLowerCase()
    if (kinds.length > 0 && !kinds.includes(kind)) throw refuse(`does not take a file of type ${kind}`)
  }
  return files
}

function labelOf(block: Block): string {
  const { text } = asObject(block.label ?? block.text)
  return String(text ?? block.block_id)
}

/** What an element of a view holds. */
export function stateAt(
  { state }: { readonly state: ViewState },
  { block, element }: Placed,
): ElementState | undefined {
  return state[block.block_id!]?.[String(element.action_id)]
}
