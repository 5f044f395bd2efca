/**
 * Buttons under a message (https://docs.slack.dev/reference/block-kit/block-elements/button-element): 25 in a block,
 * 75 units on each, every `action_id` once in its block.
 */
import type { types } from '@slack/bolt'
import { graphemesOf } from '../../src/core/graphemes.ts'
import type { DeskButton } from '../../src/core/outbound.ts'

const IN_BLOCK = 25
const LABEL_LIMIT = 75

/** @param thread  Written into the blocks' names: a press in a message that one person sees tells it in no other way. */
export function buttonBlocks(buttons: readonly DeskButton[], thread?: string): types.ActionsBlock[] {
  const blocks = Array.from({ length: Math.ceil(buttons.length / IN_BLOCK) }, (_, i) =>
    buttons.slice(i * IN_BLOCK, (i + 1) * IN_BLOCK),
  )
  return blocks.map((inBlock, index) => ({
    type: 'actions',
    ...(thread !== undefined && { block_id: `thread:${thread}:${index}` }),
    elements: inBlock.map((button, i) =>
      element(button, inBlock.findIndex(b => b.action === button.action) < i ? `#${i}` : ''),
    ),
  }))
}

export function isLongLabel({ label }: DeskButton): boolean {
  return label.length > LABEL_LIMIT
}

/** The labels that stand shortened on their buttons, whole. */
export function fullLabels(buttons: readonly DeskButton[]): string[] {
  return buttons.filter(isLongLabel).map(button => `• ${button.label}`)
}

function element({ action, value, label, style }: DeskButton, number: string): types.Button {
  const shown =
    label.length <= LABEL_LIMIT ? label : `${label.slice(0, graphemesOf(label).edgeBefore(LABEL_LIMIT - 1))}…`
  return {
    type: 'button',
    action_id: `${action}${number}`,
    ...(value !== '' && { value }),
    text: { type: 'plain_text', text: shown, emoji: false },
    ...(style && { style }),
  }
}
