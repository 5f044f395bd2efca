/**
 * Forms as Slack's modals, within their limits (https://docs.slack.dev/reference/views/modal-views): title and buttons 24
 * units, an option 75, labels and hints 2,000.
 */
import type { types } from '@slack/bolt'
import type { DeskForm, FormAnswer, FormField, FreshPress } from '../../src/core/desk-views.ts'
import { graphemesOf } from '../../src/core/graphemes.ts'

const TITLE_LIMIT = 24
const LABEL_LIMIT = 2_000
const OPTION_LIMIT = 75

/** What a modal of ours carries with it: where the press was, for a submission does not say. */
export interface Carried {
  readonly channel: string
  readonly thread?: string
  readonly value: string
}

export function viewOf({ channel, thread }: FreshPress, form: DeskForm): types.ModalView {
  const carried: Carried = { channel, ...(thread !== undefined && { thread }), value: form.value }
  return {
    type: 'modal',
    callback_id: form.action,
    private_metadata: JSON.stringify(carried),
    title: plainText(form.title, TITLE_LIMIT),
    submit: plainText(form.submit, TITLE_LIMIT),
    close: plainText(form.cancel, TITLE_LIMIT),
    blocks: form.fields.map(field => ({
      type: 'input',
      block_id: field.key,
      optional: !field.required,
      label: plainText(field.label, LABEL_LIMIT),
      ...(field.hint !== undefined && { hint: plainText(field.hint, LABEL_LIMIT) }),
      element: elementOf(field),
    })),
  }
}

/** The body of the answer to a submission (https://docs.slack.dev/surfaces/modals#response_actions). */
export function answerBody(answer: FormAnswer): object {
  if (answer.kind === 'close') return { response_action: 'clear' }
  return { response_action: 'errors', errors: answer.errors }
}

function elementOf(field: FormField): types.InputBlock['element'] {
  const action_id = field.key
  switch (field.kind) {
    case 'choice':
      return {
        type: 'static_select',
        action_id,
        options: field.options.map(({ value, label }) => ({ value, text: plainText(label, OPTION_LIMIT) })),
      }
    case 'words':
      return { type: 'plain_text_input', action_id, multiline: true, max_length: field.most }
    case 'date':
      return { type: 'datepicker', action_id }
    case 'person':
      return { type: 'users_select', action_id }
  }
}

function plainText(text: string, limit: number): types.PlainTextElement {
  const shown = text.length <= limit ? text : `${text.slice(0, graphemesOf(text).edgeBefore(limit - 1))}…`
  return { type: 'plain_text', text: shown, emoji: false }
}
