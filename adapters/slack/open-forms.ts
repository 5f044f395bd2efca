/**
 * Modals that stay open while somebody fills them in: a choice or a press that may change them, and the options that a
 * search field offers. Nothing of it is kept, and nothing waits for it.
 *
 * What happens in one modal is answered in its order, each answer over the one before: Slack refuses a change made for a
 * modal that has changed since (`hash`, https://docs.slack.dev/reference/methods/views.update), and our own change is no
 * reason to refuse the next.
 */
import type { WebClient } from '@slack/web-api'
import type { Doors } from '../../src/core/adapter.ts'
import type { DeskEvent } from '../../src/core/inbound.ts'
import { toSendError } from './errors.ts'
import { optionsBody, viewOf } from './form-view.ts'
import type { QuickLane } from './intake.ts'
import { readForm } from './read-form.ts'
import { type Fields, fieldsOf, idOf, listOf, textOf } from './unknown.ts'

/** Modals whose last change is remembered: more than are ever open at once. */
const MOST = 1_000

/** A modal in which something happened. */
interface Changing {
  last: Promise<unknown>
  /** The hash before our newest change, and after it. */
  hash?: { readonly before: string; readonly after: string }
}

export function createOpenForms(client: WebClient): QuickLane {
  const changing = new Map<string, Changing>()

  const change = async (body: Fields, event: DeskEvent, modal: Changing, doors: Doors) => {
    const answer = await doors.change(event)
    if (!answer) return
    const view = fieldsOf(body.view)
    try {
      if (answer.kind === 'push') {
        await client.views.push({ trigger_id: textOf(body.trigger_id) ?? '', view: viewOf(event, answer.form) })
        return
      }
      const seen = textOf(view.hash) ?? ''
      const hash = modal.hash?.before === seen ? modal.hash.after : seen
      const updated = await client.views.update({
        view_id: idOf(view.id) ?? '',
        ...(hash !== '' && { hash }),
        view: viewOf(event, answer.form),
      })
      modal.hash = { before: seen, after: updated.view?.hash ?? '' }
    } catch (error) {
      const failed = toSendError(`views.${answer.kind}`, error)
      // closed meanwhile, or changed once more: whatever came after it is answered too
      if (failed.code === 'REJECTED') doors.log.debug({ err: failed }, 'a form could not be changed')
      else throw failed
    }
  }

  const inOrder = async (body: Fields, event: DeskEvent, doors: Doors) => {
    const id = idOf(fieldsOf(body.view).id) ?? ''
    const modal = changing.get(id) ?? { last: Promise.resolve() }
    if (changing.size >= MOST) for (const [oldest] of changing.entries().take(1)) changing.delete(oldest)
    changing.set(id, modal)
    const work = modal.last.then(() => change(body, event, modal, doors))
    modal.last = work.catch(() => undefined)
    await work
  }

  return {
    async take(body, ack, doors) {
      if (body.type === 'block_suggestion') {
        const event = readSearch(body)
        if (!event) return false
        await ack(optionsBody(await doors.suggest(event)))
        return true
      }
      const event = body.type === 'block_actions' ? readChange(body) : undefined
      if (!event) return false
      await ack()
      await inOrder(body, event, doors)
      return true
    },
  }
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload: in a modal, `container` names no message. */
function readChange(body: Fields): DeskEvent | undefined {
  const field = textOf(fieldsOf(listOf(body.actions)[0]).action_id)
  return field === undefined || fieldsOf(body.container).type !== 'view'
    ? undefined
    : readForm(body, { kind: 'changed', field })
}

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
function readSearch(body: Fields): DeskEvent | undefined {
  const [field, query] = [textOf(body.action_id), textOf(body.value)]
  return field === undefined || query === undefined ? undefined : readForm(body, { kind: 'searched', field, query })
}
