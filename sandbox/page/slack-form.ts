/**
 * Slack's modal: a form that an app opened for one person. What was typed stays until Slack has taken it.
 */
import type { SlackFieldView, SlackFormView, SlackUserView, SlackView } from '../view.ts'
import { byId, element } from './element.ts'
import { act } from './live.ts'

/** @returns What shows the form of this person, and takes it away again. */
export function slackForm(): (view: SlackView, user: string) => void {
  const dialog = byId<HTMLDialogElement>('slack-modal')
  const form = byId<HTMLFormElement>('slack-modal-form')
  let shown: SlackFormView | undefined
  /** Gone here, and perhaps not yet where the view comes from. */
  let dismissed = ''

  const dismiss = () => {
    if (!shown) return
    const { id, user } = shown
    dismissed = id
    shown = undefined
    dialog.close()
    void act({ act: 'slack.dismiss', user })
  }
  // Escape, where the browser would close it unasked.
  dialog.addEventListener('cancel', event => {
    event.preventDefault()
    dismiss()
  })
  byId('slack-modal-cancel').addEventListener('click', dismiss)
  form.addEventListener('submit', async event => {
    event.preventDefault()
    if (!shown) return
    const { id, user } = shown
    const filled = Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value)]))
    const button = byId<HTMLButtonElement>('slack-modal-submit')
    button.disabled = true
    await act({ act: 'slack.submit', user, form: id, filled })
    button.disabled = false
  })

  return (view, user) => {
    const now = view.forms.find(one => one.user === user && one.id !== dismissed)
    if (now?.id !== shown?.id) {
      if (now) build(now, view.users)
      if (now && !dialog.open) dialog.showModal()
      if (!now && dialog.open) dialog.close()
    }
    if (now && JSON.stringify(now.errors) !== JSON.stringify(shown?.errors ?? {})) showErrors(form, now)
    byId('slack-modal-failed').textContent = now?.failed ? 'We had some trouble connecting. Try again?' : ''
    shown = now
  }
}

function build({ title, submit, cancel, fields }: SlackFormView, users: readonly SlackUserView[]): void {
  byId('slack-modal-title').textContent = title
  byId('slack-modal-submit').textContent = submit
  byId('slack-modal-cancel').textContent = cancel
  byId('slack-modal-fields').replaceChildren(...fields.map(field => drawField(field, users)))
}

function drawField(field: SlackFieldView, users: readonly SlackUserView[]): HTMLElement {
  const { key, label, hint, optional } = field
  const control = drawControl(field, users)
  control.id = `slack-field-${key}`
  control.setAttribute('aria-describedby', `slack-error-${key} slack-hint-${key}`)
  return element(
    'div',
    { class: 'field' },
    element(
      'label',
      { for: control.id },
      label,
      optional ? element('span', { class: 'small' }, ' (optional)') : undefined,
    ),
    control,
    element('p', { class: 'error', id: `slack-error-${key}` }),
    element('p', { class: 'small', id: `slack-hint-${key}` }, hint),
  )
}

function drawControl({ key: name, kind, optional, options, most }: SlackFieldView, users: readonly SlackUserView[]) {
  const required = !optional
  switch (kind) {
    case 'words':
      return element('textarea', { name, required, rows: 3, maxlength: most, dir: 'auto' })
    case 'date':
      return element('input', { name, required, type: 'date' })
    default: {
      const people = users.map(({ id, name: label }) => ({ value: id, label }))
      const choices = kind === 'person' ? people : options
      const nothing = element('option', { value: '' }, 'Select an option')
      const drawn = choices.map(({ value, label }) => element('option', { value }, label))
      return element('select', { name, required }, nothing, ...drawn)
    }
  }
}

function showErrors(form: HTMLFormElement, { fields, errors }: SlackFormView): void {
  for (const { key } of fields) {
    byId(`slack-error-${key}`).textContent = errors[key] ?? ''
    byId(`slack-field-${key}`).setAttribute('aria-invalid', String(key in errors))
  }
  form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
}
