/**
 * The elements of Block Kit that people fill in, as the browser's own controls, and what was filled in read back.
 * https://docs.slack.dev/reference/block-kit/block-elements
 */
import type { Picked } from '../resident-acts.ts'
import type { SlackHeld } from '../view.ts'
import { element } from './element.ts'
import { array, object, string } from './json.ts'
import { readOwn } from './pictures.ts'
import type { Drawing, Target } from './slack-drawing.ts'
import { type Choice, choiceOf, codeOf, type Group, named, optionGroups, optionsOf, textOf } from './slack-options.ts'

type Element = Readonly<Record<string, unknown>>
export type Filled = string | string[] | Picked[]

/** How each drawn field is read. Undefined: nothing new since the last time. */
const readers = new WeakMap<HTMLElement, () => Filled | undefined | Promise<Filled | undefined>>()

/** What is filled in below an element, by the keys of its fields. */
export async function readFields(root: HTMLElement): Promise<Record<string, Filled>> {
  const filled: Record<string, Filled> = {}
  for (const field of root.querySelectorAll<HTMLElement>('[data-field]')) {
    const value = await readers.get(field)?.()
    if (value !== undefined) filled[field.dataset.field ?? ''] = value
  }
  return filled
}

function isWords(held: unknown): held is string[] {
  return Array.isArray(held) && held.every(one => typeof one === 'string')
}

export interface Field {
  /** What it is called among what is filled in: its block, or its action where a block has several. */
  readonly key: string
  readonly target: Target
  readonly raw: Element
  readonly label: string
  readonly required: boolean
  /** Whether the app hears of each change. */
  readonly reports: boolean
}

/** @returns  The control, or what holds it; undefined where the page has none of this kind. */
export function drawField(field: Field, drawing: Drawing): HTMLElement | undefined {
  const made = makeField(field, drawing)
  if (!made) return undefined
  made.dataset.field = field.key
  if (!field.reports || string(field.raw.type) === 'plain_text_input') return made
  made.addEventListener('change', () => {
    const held = readers.get(made)?.()
    if (typeof held === 'string' || isWords(held)) drawing.report(field.target, held)
  })
  return made
}

function makeField(field: Field, drawing: Drawing): HTMLElement | undefined {
  const type = string(field.raw.type)
  const held = drawing.held(field.target)
  switch (type) {
    case 'plain_text_input':
      return words(field, drawing, held)
    case 'url_text_input':
    case 'email_text_input':
    case 'number_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return typed(field, held, type)
    case 'static_select':
      return select(field, optionGroups(field.raw), codeOf(held?.selected_option))
    case 'users_select':
      return select(field, [['', named(drawing.people)]], string(held?.selected_user))
    case 'channels_select':
      return select(field, [['', named(drawing.channels)]], string(held?.selected_channel))
    case 'conversations_select':
      return select(field, [['', named(drawing.channels)]], string(held?.selected_conversation))
    case 'external_select':
    case 'multi_external_select':
      return search(field, drawing, held, type.startsWith('multi'))
    case 'radio_buttons':
      return choices(field, optionsOf(field.raw), [codeOf(held?.selected_option)], 'radio')
    case 'checkboxes':
    case 'multi_static_select':
      return choices(field, optionsOf(field.raw), array(held?.selected_options).map(codeOf), 'checkbox')
    case 'multi_users_select':
      return choices(field, named(drawing.people), array(held?.selected_users).map(String), 'checkbox')
    case 'multi_channels_select':
      return choices(field, named(drawing.channels), array(held?.selected_channels).map(String), 'checkbox')
    case 'multi_conversations_select':
      return choices(field, named(drawing.channels), array(held?.selected_conversations).map(String), 'checkbox')
    case 'file_input':
      return files(field, held)
    default:
      return undefined
  }
}

function words({ target, raw, required, reports }: Field, drawing: Drawing, held: SlackHeld | undefined): HTMLElement {
  const common = {
    required,
    maxlength: Number(raw.max_length ?? 3_000),
    dir: 'auto',
    placeholder: textOf(raw.placeholder),
  }
  const control =
    raw.multiline === true ? element('textarea', { ...common, rows: 4 }) : element('input', { ...common, type: 'text' })
  control.value = string(held?.value)
  readers.set(control, () => control.value)
  if (!reports) return control
  const moments = array(object(raw.dispatch_action_config).trigger_actions_on)
  if (moments.includes('on_character_entered'))
    control.addEventListener(
      'input',
      debounced(() => drawing.report(target, control.value), 400),
    )
  if (raw.multiline !== true && (moments.length === 0 || moments.includes('on_enter_pressed'))) {
    control.addEventListener('keydown', event => {
      if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || event.isComposing) return
      event.preventDefault()
      drawing.press(target, control.value)
    })
  }
  return control
}

const inputs: Readonly<Record<string, { readonly type: string; readonly holds: string }>> = {
  url_text_input: { type: 'url', holds: 'value' },
  email_text_input: { type: 'email', holds: 'value' },
  number_input: { type: 'number', holds: 'value' },
  datepicker: { type: 'date', holds: 'selected_date' },
  timepicker: { type: 'time', holds: 'selected_time' },
  datetimepicker: { type: 'datetime-local', holds: 'selected_date_time' },
}

function typed({ raw, required }: Field, held: SlackHeld | undefined, kind: string): HTMLElement {
  const { type, holds } = inputs[kind]!
  const limits = { min: string(raw.min_value) || undefined, max: string(raw.max_value) || undefined }
  const step = kind === 'number_input' && raw.is_decimal_allowed === true ? 'any' : undefined
  const control = element('input', { type, required, ...limits, step, placeholder: textOf(raw.placeholder) })
  const moment = kind === 'datetimepicker'
  const value = held?.[holds]
  if (moment && typeof value === 'number') control.valueAsNumber = value * 1000
  else control.value = value === null || value === undefined ? '' : String(value)
  readers.set(control, () => (moment ? (control.value ? String(control.valueAsNumber / 1000) : '') : control.value))
  return control
}

function select({ raw, required }: Field, groups: readonly Group[], chosen: string): HTMLElement {
  const options = groups.map(([label, list]) => {
    const made = list.map(({ value, label: words }) => element('option', { value }, words))
    return label ? [element('optgroup', { label }, ...made)] : made
  })
  const nothing = element('option', { value: '' }, textOf(raw.placeholder) || 'Select an option')
  const control = element('select', { required }, nothing, ...options.flat())
  control.value = chosen
  readers.set(control, () => control.value)
  return control
}

function choices(
  { target, label }: Field,
  list: readonly Choice[],
  chosen: readonly string[],
  type: 'radio' | 'checkbox',
): HTMLElement {
  const boxes = list.map(({ value, label: words, note }) => {
    const box = element('input', { type, name: `${target.block}/${target.action}`, value })
    box.checked = chosen.includes(value)
    const explained = note ? element('span', { class: 'small' }, note) : undefined
    return element('label', { class: 'choice' }, box, element('span', { dir: 'auto' }, words), explained)
  })
  const group = element('div', { class: 'choices', role: type === 'radio' ? 'radiogroup' : 'group' }, ...boxes)
  group.setAttribute('aria-label', label)
  readers.set(group, () => {
    const on = [...group.querySelectorAll<HTMLInputElement>('input:checked')].map(box => box.value)
    return type === 'radio' ? (on[0] ?? '') : on
  })
  return group
}

/** A menu whose options come from the app: what is searched, and below it what was found. */
function search(field: Field, drawing: Drawing, held: SlackHeld | undefined, several: boolean) {
  const { target, raw, label } = field
  const least = Number(raw.min_query_length ?? 3)
  const box = element('input', {
    type: 'search',
    'aria-label': `Search: ${label}`,
    placeholder: textOf(raw.placeholder) || 'Type to search',
    dir: 'auto',
  })
  const ask = debounced(() => {
    if (box.value.length >= least) drawing.lookUp(target, box.value)
  }, 250)
  box.addEventListener('input', ask)
  box.addEventListener('change', event => event.stopPropagation())
  const chosen = several ? array(held?.selected_options) : held?.selected_option ? [held.selected_option] : []
  const offered = [...chosen, ...drawing.found(target.block)].map(choiceOf)
  const list = offered.filter((one, at) => offered.findIndex(other => other.value === one.value) === at)
  const on = chosen.map(codeOf)
  const menu = choices(field, list, on, several ? 'checkbox' : 'radio')
  const count = element('p', { class: 'small', role: 'status' }, list.length > 0 ? `${list.length} found` : '')
  const whole = element('div', { class: 'search' }, box, menu, count)
  if (least === 0 && list.length === 0) drawing.lookUp(target, '')
  readers.set(whole, () => readers.get(menu)?.())
  return whole
}

/** What was handed over once is with Slack, and its name is shown. */
function files({ raw, label, required }: Field, held: SlackHeld | undefined): HTMLElement {
  const kept = array(held?.files).map(file => string(object(file).name))
  const accept = array(raw.filetypes).map(kind => `.${String(kind)}`)
  const control = element('input', {
    type: 'file',
    'aria-label': label,
    required: required && kept.length === 0,
    multiple: Number(raw.max_files ?? 10) > 1,
    accept: accept.join() || undefined,
  })
  let fresh = false
  control.addEventListener('change', () => {
    fresh = true
  })
  const whole = element(
    'div',
    { class: 'files' },
    control,
    element('p', { class: 'small', dir: 'auto' }, kept.length > 0 ? `Kept: ${kept.join(', ')}` : ''),
  )
  readers.set(whole, () => {
    if (!fresh) return undefined
    fresh = false
    return readOwn([...(control.files ?? [])])
  })
  return whole
}

function debounced(act: () => void, ms: number): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(waiting)
    waiting = setTimeout(act, ms)
  }
}
