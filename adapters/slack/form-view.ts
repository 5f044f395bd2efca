/**
 * Forms as Slack's modals, within their limits (https://docs.slack.dev/reference/views/modal-views): title and buttons 24
 * units, an option 75, labels and hints 2,000.
 */
import type { types } from '@slack/bolt'
import type { DeskForm, FormAnswer, FormField, FormItem, FormOption } from '../../src/core/desk-views.ts'
import { graphemesOf } from '../../src/core/graphemes.ts'
import { partsOf } from './write-blocks.ts'

const TITLE_LIMIT = 24
const LABEL_LIMIT = 2_000
const OPTION_LIMIT = 75
const OPTIONS = 100
const ENTRY_LIMIT = 3_000

/** Where a form was asked for. A submission does not say it: the modal carries it along. */
export interface FormPlace {
  readonly channel: string
  readonly thread?: string
}

export interface Carried extends FormPlace {
  readonly value: string
}

export function viewOf({ channel, thread }: FormPlace, form: DeskForm): types.ModalView {
  const carried: Carried = { channel, ...(thread !== undefined && { thread }), value: form.value }
  return {
    type: 'modal',
    callback_id: form.action,
    private_metadata: JSON.stringify(carried),
    title: plainText(form.title, TITLE_LIMIT),
    submit: plainText(form.submit, TITLE_LIMIT),
    close: plainText(form.cancel, TITLE_LIMIT),
    blocks: form.fields.flatMap(blockOf),
  }
}

/** Block ids by the keys of their fields: an edition follows the key. */
export function keyOfBlock(blockId: string): string {
  return blockId.replace(/~.*$/, '')
}

/**
 * The body of the answer to a submission (https://docs.slack.dev/surfaces/modals#response_actions).
 *
 * @param blockIds  Of the modal that was submitted.
 * @param place  Where that was asked for.
 */
export function answerBody(answer: FormAnswer, blockIds: readonly string[], place: FormPlace): object {
  if (answer.kind === 'close') return { response_action: 'clear' }
  if (answer.kind === 'back') return {}
  if (answer.kind === 'update') return { response_action: 'update', view: viewOf(place, answer.form) }
  const named = Object.entries(answer.errors).map(([key, words]) => [
    blockIds.find(id => keyOfBlock(id) === key) ?? key,
    words,
  ])
  return { response_action: 'errors', errors: Object.fromEntries(named) }
}

/** The body of the answer to a search (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select). */
export function optionsBody(options: readonly FormOption[]): object {
  return { options: options.slice(0, OPTIONS).map(optionOf) }
}

/** A text block without words would be refused, and says nothing. */
function blockOf(item: FormItem): types.KnownBlock[] {
  if (item.kind === 'text') {
    const elements = partsOf(item.text)
    return elements.length > 0 ? [{ type: 'rich_text', elements }] : []
  }
  if (item.kind === 'button') {
    const text = plainText(item.label, OPTION_LIMIT)
    return [{ type: 'actions', block_id: item.key, elements: [{ type: 'button', action_id: item.key, text }] }]
  }
  if (item.kind === 'entry') return entryBlocks(item)
  const edition = item.edition === undefined ? '' : `~${item.edition}`
  return [
    {
      type: 'input',
      block_id: `${item.key}${edition}`,
      optional: !item.required,
      ...(item.kind === 'choice' && item.live && { dispatch_action: true }),
      label: plainText(item.label, LABEL_LIMIT),
      ...(item.hint !== undefined && { hint: plainText(item.hint, LABEL_LIMIT) }),
      element: elementOf(item),
    },
  ]
}

/** As plain text: nothing in it is a mention, a link or a style (https://docs.slack.dev/reference/block-kit/blocks/section-block). */
function entryBlocks({ key, words, link, aside, acts }: Extract<FormItem, { kind: 'entry' }>): types.KnownBlock[] {
  const below: types.RichTextElement[] = [
    ...(link ? [{ type: 'link' as const, url: link.url, text: link.label }] : []),
    ...(link && aside !== undefined ? [{ type: 'text' as const, text: ' · ' }] : []),
    ...(aside !== undefined ? [{ type: 'text' as const, text: aside }] : []),
  ]
  return [
    {
      type: 'section',
      block_id: key,
      text: plainText(words, ENTRY_LIMIT),
      accessory: { type: 'overflow', action_id: key, options: acts.map(optionOf) },
    },
    ...(below.length > 0
      ? [{ type: 'rich_text' as const, elements: [{ type: 'rich_text_section' as const, elements: below }] }]
      : []),
  ]
}

function elementOf(field: FormField): types.InputBlock['element'] {
  const action_id = field.key
  switch (field.kind) {
    case 'choice': {
      const given = field.options.find(option => option.value === field.given)
      return {
        type: 'static_select',
        action_id,
        options: field.options.map(optionOf),
        ...(given && { initial_option: optionOf(given) }),
      }
    }
    case 'search':
      return {
        type: 'external_select',
        action_id,
        // what is near is offered before anything was typed
        min_query_length: 0,
        ...(field.given && { initial_option: optionOf(field.given) }),
      }
    case 'words':
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.oneLine !== true,
        max_length: field.most,
        ...(field.given !== undefined && field.given !== '' && { initial_value: field.given }),
      }
    case 'choices': {
      const given = field.options.filter(option => field.given?.includes(option.value))
      return {
        type: 'multi_static_select',
        action_id,
        options: field.options.map(optionOf),
        ...(given.length > 0 && { initial_options: given.map(optionOf) }),
      }
    }
    case 'date':
      return { type: 'datepicker', action_id, ...(field.given !== undefined && { initial_date: field.given }) }
    case 'time':
      return { type: 'timepicker', action_id, ...(field.given !== undefined && { initial_time: field.given }) }
    case 'person':
      return { type: 'users_select', action_id, ...(field.given !== undefined && { initial_user: field.given }) }
    case 'files':
      return { type: 'file_input', action_id, max_files: field.most }
  }
}

export function optionOf({ value, label, description }: FormOption): types.PlainTextOption {
  return {
    value,
    text: plainText(label, OPTION_LIMIT),
    ...(description !== undefined && { description: plainText(description, OPTION_LIMIT) }),
  }
}

export function plainText(text: string, limit: number): types.PlainTextElement {
  const shown = text.length <= limit ? text : `${text.slice(0, graphemesOf(text).edgeBefore(limit - 1))}…`
  return { type: 'plain_text', text: shown, emoji: false }
}
