/**
 * Block Kit, as far as Folkmoot's messages use it, drawn.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
import type { SlackBlock } from '../view.ts'
import { drawPieces, drawText } from './draw-pieces.ts'
import { element } from './element.ts'
import { array, object, string } from './json.ts'
import { openMenu } from './menu.ts'
import type { Drawing } from './slack-drawing.ts'
import { drawField } from './slack-fields.ts'
import { choiceOf, textOf } from './slack-options.ts'
import { emojiOf, readMrkdwn, readRichText } from './slack-text.ts'

export function drawBlock(block: SlackBlock, drawing: Drawing): HTMLElement {
  switch (block.type) {
    case 'header':
      return element('p', { class: 'header', dir: 'auto' }, ...drawObject(block.text, drawing))
    case 'section':
      return drawSection(block, drawing)
    case 'context':
      return element('div', { class: 'context' }, ...array(block.elements).map(part => drawContext(part, drawing)))
    case 'actions':
      return element('div', { class: 'row' }, ...array(block.elements).map(part => drawAction(block, part, drawing)))
    case 'divider':
      return element('hr')
    case 'rich_text':
      return drawText('rich', readRichText(array(block.elements), drawing.names))
    case 'image':
      return element('figure', {}, drawImage(block), drawCaption(block))
    case 'input':
      return drawInput(block, drawing)
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
    block.accessory ? drawAction(block, block.accessory, drawing) : undefined,
  )
}

function drawContext(raw: unknown, drawing: Drawing): HTMLElement {
  if (object(raw).type === 'image') return drawImage(object(raw))
  return element('span', { dir: 'auto' }, ...drawObject(raw, drawing))
}

/** Only what the page itself may load: pictures that Slack holds. */
function drawImage(image: Readonly<Record<string, unknown>>): HTMLElement {
  const file = string(object(image.slack_file).id)
  const alt = string(image.alt_text)
  if (file) return element('img', { src: `/api/file/slack/${encodeURIComponent(file)}`, alt })
  return element('span', { class: 'small' }, `(picture: ${alt})`)
}

function drawCaption(block: SlackBlock): HTMLElement | undefined {
  return block.title ? element('figcaption', { class: 'small', dir: 'auto' }, textOf(block.title)) : undefined
}

/** A text object: `mrkdwn` is formatted, `plain_text` only has its emoji named. */
function drawObject(raw: unknown, drawing: Drawing): Node[] {
  const { type, text, emoji } = object(raw)
  if (type === 'mrkdwn') return drawPieces(readMrkdwn(string(text), drawing.names))
  const plain = string(text)
  const named = emoji === false ? plain : plain.replaceAll(/:([a-z0-9_+-]+):/g, (_, name: string) => emojiOf(name))
  return [document.createTextNode(named)]
}

/** A label, the field, what is wrong with it, and a hint. */
function drawInput(block: SlackBlock, drawing: Drawing): HTMLElement {
  const raw = object(block.element)
  const id = `${drawing.scope}-${block.block_id}`
  const optional = block.optional === true
  const label = textOf(block.label)
  const target = { block: string(block.block_id), action: string(raw.action_id) }
  const field = { key: target.block, target, raw, label, required: !optional, reports: block.dispatch_action === true }
  const control = drawField(field, drawing) ?? element('p', { class: 'small' }, `(a field of type ${string(raw.type)})`)
  control.id = id
  control.setAttribute('aria-describedby', `${id}-error ${id}-hint`)
  const shown = [label, optional ? element('span', { class: 'small' }, ' (optional)') : undefined]
  const single = control.matches('input, select, textarea')
  return element(
    'div',
    { class: 'field' },
    single
      ? element('label', { for: id, dir: 'auto' }, ...shown)
      : element('p', { class: 'label', dir: 'auto' }, ...shown),
    control,
    element('p', { class: 'error', id: `${id}-error` }),
    element('p', { class: 'small', id: `${id}-hint`, dir: 'auto' }, textOf(block.hint)),
  )
}

/** What stands among actions, or beside a section. */
function drawAction(block: SlackBlock, part: unknown, drawing: Drawing): HTMLElement {
  const raw = object(part)
  const target = { block: string(block.block_id), action: string(raw.action_id) }
  if (raw.type === 'image') return drawImage(raw)
  if (raw.type === 'button') return drawButton(raw, () => drawing.press(target), drawing)
  const label = textOf(raw.placeholder) || 'More'
  if (raw.type === 'overflow') return drawOverflow(raw, label, chosen => drawing.press(target, chosen))
  const field = { key: target.action, target, raw, label, required: false, reports: true }
  const control = drawField(field, drawing)
  if (!control) return element('p', { class: 'small' }, `(an element of type ${string(raw.type)})`)
  if (!control.hasAttribute('aria-label')) control.setAttribute('aria-label', label)
  return control
}

function drawButton(button: Readonly<Record<string, unknown>>, press: () => void, drawing: Drawing): HTMLElement {
  const label = drawObject(button.text, drawing)
  const url = string(button.url)
  if (url) return element('a', { class: 'button', href: url, target: '_blank', rel: 'noopener noreferrer' }, ...label)
  const { title, text } = object(button.confirm)
  const sure = () => {
    if (!button.confirm || window.confirm(`${textOf(title)}\n\n${textOf(text)}`)) press()
  }
  return element(
    'button',
    { type: 'button', class: string(button.style) || 'plain', dir: 'auto', onclick: sure },
    ...label,
  )
}

/** A menu of acts: what is chosen is done, and nothing stays chosen. */
function drawOverflow(raw: Readonly<Record<string, unknown>>, label: string, choose: (value: string) => void) {
  const items = array(raw.options).map(option => {
    const { value, label: words } = choiceOf(option)
    return { words, choose: () => choose(value) }
  })
  const attributes = { type: 'button', class: 'overflow', 'aria-label': label, 'aria-haspopup': 'menu' }
  const button = element('button', attributes, '⋯')
  button.addEventListener('click', () => openMenu(button, label, items))
  return button
}
