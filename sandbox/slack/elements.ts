/**
 * What Slack refuses in the interactive elements of blocks (https://docs.slack.dev/reference/block-kit/block-elements).
 */
import { type At, asArray, asObject, checkLength, checkText } from './check.ts'

type Element = Readonly<Record<string, unknown>>

/** Where in a block an element stands. */
export type Place = 'section' | 'actions' | 'input'
export type Surface = 'message' | 'modal' | 'home'

interface Rule {
  readonly places: readonly Place[]
  /** Not in messages and not in App Home. */
  readonly modalOnly?: true
  readonly check?: (element: Element, at: At) => void
}

const anywhere: readonly Place[] = ['section', 'actions', 'input']

const RULES: Readonly<Record<string, Rule>> = {
  button: { places: ['section', 'actions'], check: checkButton },
  overflow: { places: ['section', 'actions'], check: (e, at) => checkOptions(e.options, 5, at, '/options') },
  static_select: { places: anywhere, check: checkStatic },
  external_select: { places: anywhere, check: checkExternal },
  users_select: { places: anywhere, check: checkPlaceholder },
  conversations_select: { places: anywhere, check: checkPlaceholder },
  channels_select: { places: anywhere, check: checkPlaceholder },
  multi_static_select: { places: anywhere, check: several(checkStatic) },
  multi_external_select: { places: anywhere, check: several(checkExternal) },
  multi_users_select: { places: anywhere, check: several(checkPlaceholder) },
  multi_conversations_select: { places: anywhere, check: several(checkPlaceholder) },
  multi_channels_select: { places: anywhere, check: several(checkPlaceholder) },
  radio_buttons: { places: anywhere, check: (e, at) => checkOptions(e.options, 10, at, '/options', RICH) },
  checkboxes: { places: anywhere, check: (e, at) => checkOptions(e.options, 10, at, '/options', RICH) },
  datepicker: { places: anywhere, check: matching('initial_date', /^\d{4}-\d{2}-\d{2}$/) },
  timepicker: { places: anywhere, check: matching('initial_time', /^([01]\d|2[0-3]):[0-5]\d$/) },
  datetimepicker: { places: ['actions', 'input'] },
  plain_text_input: { places: ['input'], check: checkWords },
  url_text_input: { places: ['input'], modalOnly: true, check: checkPlaceholder },
  email_text_input: { places: ['input'], modalOnly: true, check: checkPlaceholder },
  number_input: { places: ['input'], modalOnly: true, check: checkNumber },
  file_input: { places: ['input'], modalOnly: true, check: checkFiles },
}

const PLAIN = ['plain_text']
const RICH = ['plain_text', 'mrkdwn']

export function checkElement(raw: unknown, place: Place, surface: Surface, at: At): void {
  const element = asObject(raw)
  const rule = RULES[String(element.type)]
  if (!rule?.places.includes(place) || (rule.modalOnly && surface !== 'modal')) {
    at('/type', `unsupported type: ${String(element.type)}`)
    return
  }
  checkLength(element.action_id, 255, at, '/action_id')
  if (element.confirm !== undefined) checkConfirm(asObject(element.confirm), at)
  rule.check?.(element, at)
}

function checkButton(button: Element, at: At): void {
  checkText(button.text, 75, at, '/text', PLAIN)
  if (button.value !== undefined && (typeof button.value !== 'string' || button.value.length > 2000))
    at('/value', 'must be less than 2001 characters')
  if (button.url !== undefined && !/^https?:./.test(String(button.url))) at('/url', 'Invalid url')
  if (button.style !== undefined && button.style !== 'primary' && button.style !== 'danger')
    at('/style', 'must be one of: primary, danger')
}

/** @param most  As the kind of menu has it. */
function checkOptions(options: unknown, most: number, at: At, pointer: string, kinds = PLAIN): void {
  const list = asArray(options)
  if (list.length < 1 || list.length > most) at(pointer, `must hold 1 to ${most} items`)
  for (const [i, option] of list.entries()) checkOption(option, at, `${pointer}/${i}`, kinds)
}

function checkOption(option: unknown, at: At, pointer: string, kinds = PLAIN): void {
  const { text, value, description } = asObject(option)
  checkText(text, 75, at, `${pointer}/text`, kinds)
  checkLength(value, 150, at, `${pointer}/value`)
  if (description !== undefined) checkText(description, 75, at, `${pointer}/description`, kinds)
}

/** Options, or options in groups. @param most  Of either, and of options in a group. */
export function checkMenu({ options, option_groups: groups }: Element, at: At, most = 100): void {
  if (groups === undefined) {
    checkOptions(options, most, at, '/options')
    return
  }
  if (options !== undefined) at('/option_groups', 'cannot be there beside options')
  const list = asArray(groups)
  if (list.length < 1 || list.length > most) at('/option_groups', `must hold 1 to ${most} items`)
  for (const [i, group] of list.entries()) {
    checkText(asObject(group).label, 75, at, `/option_groups/${i}/label`, PLAIN)
    checkOptions(asObject(group).options, most, at, `/option_groups/${i}/options`)
  }
}

export function optionsOf({ options, option_groups: groups }: Element): readonly Element[] {
  return [...asArray(options), ...asArray(groups).flatMap(group => asArray(asObject(group).options))].map(asObject)
}

function checkStatic(menu: Element, at: At): void {
  checkPlaceholder(menu, at)
  checkMenu(menu, at)
  const known = new Set(optionsOf(menu).map(option => JSON.stringify(option)))
  const { initial_option: one, initial_options: several = one === undefined ? [] : [one] } = menu
  if (asArray(several).some(option => !known.has(JSON.stringify(option))))
    at('', 'initial option must be one of the options')
}

function checkExternal(menu: Element, at: At): void {
  checkPlaceholder(menu, at)
  if (menu.options !== undefined) at('/options', 'come from the app, not with the element')
  if (menu.initial_option !== undefined) checkOption(menu.initial_option, at, '/initial_option')
}

function checkPlaceholder({ placeholder }: Element, at: At): void {
  if (placeholder !== undefined) checkText(placeholder, 150, at, '/placeholder', PLAIN)
}

function several(check: (menu: Element, at: At) => void) {
  return (menu: Element, at: At) => {
    check(menu, at)
    const { max_selected_items: most } = menu
    if (most !== undefined && !(Number.isInteger(most) && Number(most) >= 1))
      at('/max_selected_items', 'must be 1 or more')
  }
}

function matching(name: string, pattern: RegExp) {
  return (element: Element, at: At) => {
    if (element[name] !== undefined && !pattern.test(String(element[name]))) at(`/${name}`, 'invalid format')
  }
}

function checkWords(input: Element, at: At): void {
  checkPlaceholder(input, at)
  const {
    min_length: least = 0,
    max_length: most = 3_000,
    initial_value: initial,
    dispatch_action_config: when,
  } = input
  if (!Number.isInteger(most) || Number(most) < 1 || Number(most) > 3_000) at('/max_length', 'must be 1 to 3000')
  if (!Number.isInteger(least) || Number(least) < 0 || Number(least) > 3_000) at('/min_length', 'must be 0 to 3000')
  if (initial !== undefined && (typeof initial !== 'string' || initial.length > Number(most)))
    at('/initial_value', `must be less than ${Number(most) + 1} characters`)
  const moments = when === undefined ? ['on_enter_pressed'] : asArray(asObject(when).trigger_actions_on)
  if (moments.length === 0 || moments.some(m => m !== 'on_enter_pressed' && m !== 'on_character_entered'))
    at('/dispatch_action_config/trigger_actions_on', 'must be one of: on_enter_pressed, on_character_entered')
}

function checkNumber(input: Element, at: At): void {
  checkPlaceholder(input, at)
  if (typeof input.is_decimal_allowed !== 'boolean') at('/is_decimal_allowed', 'must be a boolean')
}

function checkFiles({ max_files: most = 10, filetypes }: Element, at: At): void {
  if (!Number.isInteger(most) || Number(most) < 1 || Number(most) > 10) at('/max_files', 'must be 1 to 10')
  if (filetypes !== undefined && asArray(filetypes).length === 0) at('/filetypes', 'no fewer than 1 items allowed')
}

function checkConfirm({ title, text, confirm, deny, style }: Element, at: At): void {
  checkText(title, 100, at, '/confirm/title', PLAIN)
  checkText(text, 300, at, '/confirm/text', RICH)
  checkText(confirm, 30, at, '/confirm/confirm', PLAIN)
  checkText(deny, 30, at, '/confirm/deny', PLAIN)
  if (style !== undefined && style !== 'primary' && style !== 'danger')
    at('/confirm/style', 'must be one of: primary, danger')
}
