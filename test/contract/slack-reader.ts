/**
 * What a person sees of a message in Slack: its blocks, read as Slack draws them.
 */
import type { Block, SlackMessage } from '../../sandbox/slack/wire.ts'

interface Element {
  readonly type: string
  readonly text?: string | { readonly text: string }
  readonly url?: string
  readonly style?: Readonly<Record<string, boolean>> | string
  readonly action_id?: string
  readonly elements?: readonly Element[]
  readonly options?: readonly { readonly value: string }[]
}

interface Shown {
  readonly text: string
  readonly bold: readonly string[]
}

/** Sections, quotes and lists stand on lines of their own. */
export function readShown(message: Pick<SlackMessage, 'text' | 'blocks'>): Shown {
  const lines: string[] = []
  const bold: string[] = []
  for (const block of message.blocks ?? []) {
    if (block.type === 'header' || block.type === 'section') lines.push(wordsOf(block.text as Element['text']))
    if (block.type === 'context') lines.push(...elementsOf(block).map(element => wordsOf(element.text)))
    if (block.type !== 'rich_text') continue
    for (const part of elementsOf(block)) {
      const inlines = part.elements ?? []
      lines.push(inlines.map(inline => wordsOf(inline.text) || (inline.url ?? '')).join(''))
      const isBold = (inline: Element) => typeof inline.style === 'object' && inline.style.bold === true
      bold.push(...inlines.filter(isBold).map(inline => wordsOf(inline.text)))
    }
  }
  return { text: message.blocks ? lines.join('\n') : message.text, bold }
}

export function buttonsOf(message: SlackMessage): { readonly label: string; readonly actionId: string }[] {
  return (message.blocks ?? [])
    .filter(block => block.type === 'actions')
    .flatMap(elementsOf)
    .filter(({ type }) => type === 'button')
    .map(element => ({ label: wordsOf(element.text), actionId: element.action_id ?? '' }))
}

/** What comes back of each act in the menus of a message. */
export function menuOf(message: SlackMessage): readonly string[] {
  return (message.blocks ?? [])
    .flatMap(elementsOf)
    .filter(({ type }) => type === 'overflow')
    .flatMap(({ options = [] }) => options.map(({ value }) => value))
}

function elementsOf(block: Block): readonly Element[] {
  return (block.elements ?? []) as readonly Element[]
}

function wordsOf(text: Element['text']): string {
  return typeof text === 'object' ? text.text : (text ?? '')
}
