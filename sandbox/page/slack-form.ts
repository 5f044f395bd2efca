/**
 * Slack's modal: a form that an app opened for one person, and may change while it is filled in. What was typed stays
 * while its field does, and until Slack has taken it.
 */
import type { SlackSurfaceView, SlackView } from '../view.ts'
import { byId, patch } from './element.ts'
import { act } from './live.ts'
import { drawBlock } from './slack-blocks.ts'
import { type Filled, readFields } from './slack-fields.ts'
import { surfaceDrawing } from './slack-surface.ts'

/** @returns What shows the form of this person, and takes it away again. */
export function slackForm(): (view: SlackView, user: string) => void {
  const dialog = byId<HTMLDialogElement>('slack-modal')
  const form = byId<HTMLFormElement>('slack-modal-form')
  const fields = byId('slack-modal-fields')
  let shown: SlackSurfaceView | undefined
  /** Gone here, and perhaps not yet where the view comes from. */
  const dismissed = new Set<string>()

  const dismiss = () => {
    if (!shown) return
    const { id, user } = shown
    dismissed.add(id)
    void act({ act: 'slack.dismiss', user })
    if (!shown.stacked) dialog.close()
    shown = undefined
  }
  // Escape, where the browser would close it unasked.
  dialog.addEventListener('cancel', event => {
    event.preventDefault()
    dismiss()
  })
  byId('slack-modal-cancel').addEventListener('click', dismiss)
  form.addEventListener('submit', async event => {
    event.preventDefault()
    if (!shown?.submit) return
    const { id, user } = shown
    const button = byId<HTMLButtonElement>('slack-modal-submit')
    button.disabled = true
    await act({ act: 'slack.submit', user, form: id, filled: await readFields(fields) })
    button.disabled = false
  })

  return (view, user) => {
    const now = view.surfaces.find(one => one.kind === 'modal' && one.user === user && !dismissed.has(one.id))
    if (now?.id !== shown?.id) fields.replaceChildren()
    if (now) {
      drawForm(now, view, fields)
      if (!dialog.open) dialog.showModal()
      const before = now.id === shown?.id ? shown.errors : {}
      if (JSON.stringify(now.errors) !== JSON.stringify(before)) showErrors(fields, now)
    } else if (dialog.open) dialog.close()
    byId('slack-modal-failed').textContent = now?.failed ? 'We had some trouble connecting. Try again?' : ''
    shown = now
  }
}

function drawForm(now: SlackSurfaceView, view: SlackView, fields: HTMLElement): void {
  byId('slack-modal-title').textContent = now.title
  byId('slack-modal-cancel').textContent = now.stacked ? `‹ ${now.close}` : now.close
  const submit = byId('slack-modal-submit')
  submit.textContent = now.submit
  submit.hidden = now.submit === ''
  // what people type is theirs: only what the app says of a block has it drawn anew
  const items = now.blocks.map(block => ({
    id: String(block.block_id),
    block,
    found: now.found[String(block.block_id)],
  }))
  const typed = new Map<string, string>()
  for (const field of fields.querySelectorAll<HTMLInputElement>('input[data-field], textarea[data-field]'))
    if (field.type !== 'file') typed.set(field.id, field.value)
  const filled = (): Promise<Record<string, Filled>> => readFields(fields)
  const drawing = surfaceDrawing(now, view, filled)
  const searching = fields.querySelector<HTMLInputElement>('input[type=search]:focus')
  patch(
    fields,
    items,
    item => item.id,
    item => {
      const drawn = drawBlock(item.block, drawing)
      for (const field of drawn.querySelectorAll<HTMLInputElement>('input[data-field], textarea[data-field]'))
        if (field.type !== 'file') field.value = typed.get(field.id) ?? field.value
      return drawn
    },
  )
  keepSearching(fields, searching)
}

/** What was found came while somebody was still typing. */
function keepSearching(fields: HTMLElement, before: HTMLInputElement | null): void {
  if (!before || before.isConnected) return
  const label = before.getAttribute('aria-label')
  const now = [...fields.querySelectorAll<HTMLInputElement>('input[type=search]')].find(
    one => one.getAttribute('aria-label') === label,
  )
  if (!now) return
  now.value = before.value
  now.focus()
  now.setSelectionRange(before.selectionStart, before.selectionEnd)
}

function showErrors(fields: HTMLElement, { id, blocks, errors }: SlackSurfaceView): void {
  for (const { block_id: block } of blocks) {
    const field = document.getElementById(`${id}-${String(block)}`)
    if (!field) continue
    const words = errors[String(block)]
    byId(`${field.id}-error`).textContent = words ?? ''
    field.setAttribute('aria-invalid', String(words !== undefined))
  }
  fields.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
}
