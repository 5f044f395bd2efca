/**
 * Block Kit, as far as Folkmoot's messages use it, drawn.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
import type { SlackBlock } from '../view.ts'
import { drawPieces, drawText } from './draw-pieces.ts'
import { element } from './element.ts'
import { array, object, string } from './json.ts'
import { emojiOf, type Names, readMrkdwn, readRichText } from './slack-text.ts'

export interface Drawing {
  readonly names: Names
  readonly press: (action: string) => void
  readonly react: (name: string) => void
}

export function drawBlock(block: SlackBlock, drawing: Drawing): HTMLElement {
  switch (block.type) {
    case 'header':
      return element('p', { class: 'header', dir: 'auto' }, ...drawObject(block.text, drawing))
    case 'section':
      return drawSection(block, drawing)
    case 'context':
      return element('div', { class: 'context' }, ...array(block.elements).map(part => drawContext(part, drawing)))
    case 'actions':
      return element('div', { class: 'row' }, ...array(block.elements).map(part => drawButton(part, drawing)))
    case 'divider':
      return element('hr')
    case 'rich_text':
      return drawText('rich', readRichText(array(block.elements), drawing.names))
    default:
      return element('p', { class: 'small' }, `(a block of type ${block.type})`)
  }
}

function drawSection(block: SlackBlock, drawing: Drawing): HTMLElement {
  const fields = array(block.fields).map(field => element('div', { dir: 'auto' }, ...drawObject(field, drawing)))
  return element(
    'div',
    { class: 'section' },
    block.text ? element('div', { class: 'text', dir: 'auto' }, ...drawObject(block.text, drawing)) : undefined,
    fields.length > 0 ? element('div', { class: 'fields' }, ...fields) : undefined,
    block.accessory ? drawButton(block.accessory, drawing) : undefined,
  )
}

function drawContext(raw: unknown, drawing: Drawing): HTMLElement {
  return element('span', { dir: 'auto' }, ...drawObject(raw, drawing))
}

/** A text object: `mrkdwn` is formatted, `plain_text` only has its emoji named. */
function drawObject(raw: unknown, drawing: Drawing): Node[] {
  const { type, text, emoji } = object(raw)
  if (type === 'mrkdwn') return drawPieces(readMrkdwn(string(text), drawing.names))
  const plain = string(text)
  const named = emoji === false ? plain : plain.replaceAll(/:([a-z0-9_+-]+):/g, (_, name: string) => emojiOf(name))
  return [document.createTextNode(named)]
}

function drawButton(raw: unknown, drawing: Drawing): HTMLElement {
  const button = object(raw)
  const label = drawObject(button.text, drawing)
  const url = string(button.url)
  if (url) return element('a', { class: 'button', href: url, target: '_blank', rel: 'noopener noreferrer' }, ...label)
  const press = () => drawing.press(string(button.action_id))
  return element(
    'button',
    { type: 'button', class: string(button.style) || 'plain', dir: 'auto', onclick: press },
    ...label,
  )
}
