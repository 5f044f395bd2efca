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

/** The name of a menu, whatever was chosen in it. */
const MENU = 'menu'

const IN_MENU = 5

/**
 * The elements of a menu (https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element): 5 options in one, 75
 * units on each, 150 for what comes back, which is the name of the act and its value.
 */
export function menuElements(acts: readonly DeskButton[]): types.Overflow[] {
  return Array.from({ length: Math.ceil(acts.length / IN_MENU) }, (_, i) => ({
    type: 'overflow' as const,
    action_id: i === 0 ? MENU : `${MENU}#${i}`,
    options: acts.slice(i * IN_MENU, (i + 1) * IN_MENU).map(({ action, value, label }) => ({
      text: { type: 'plain_text', text: shorten(label), emoji: false },
      value: `${action} ${value}`,
    })),
  }))
}

/** The act that was chosen in a menu. */
export function chosenIn(value: string): { readonly action: string; readonly value: string } {
  const [action = '', ...rest] = value.split(' ')
  return { action, value: rest.join(' ') }
}

export function isLongLabel({ label }: DeskButton): boolean {
  return label.length > LABEL_LIMIT
}

/** The labels that stand shortened on their buttons, whole. */
export function fullLabels(buttons: readonly DeskButton[]): string[] {
  return buttons.filter(isLongLabel).map(button => `• ${button.label}`)
}

function element({ action, value, label, style }: DeskButton, number: string): types.Button {
  return {
    type: 'button',
    action_id: `${action}${number}`,
    ...(value !== '' && { value }),
    text: { type: 'plain_text', text: shorten(label), emoji: false },
    ...(style && { style }),
  }
}

function shorten(label: string): string {
  return label.length <= LABEL_LIMIT ? label : `${label.slice(0, graphemesOf(label).edgeBefore(LABEL_LIMIT - 1))}…`
}
