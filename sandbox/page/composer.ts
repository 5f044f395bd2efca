/**
 * A composer: a field that grows with its words, Enter sends, Shift+Enter begins a new line.
 */

/** Calls `send` with what was typed; the words stay in the field where it resolves false. */
export function compose(form: HTMLFormElement, send: (text: string) => Promise<boolean>): void {
  const field = form.querySelector('textarea')
  if (!field) throw new Error(`no field in the composer #${form.id}`)
  const grow = () => {
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`
  }
  field.addEventListener('input', grow)
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  form.addEventListener('submit', async event => {
    event.preventDefault()
    const text = field.value
    if (!text.trim()) return
    field.value = ''
    grow()
    if (await send(text)) return
    if (!field.value) field.value = text
    grow()
  })
}
