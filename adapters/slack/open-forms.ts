/**
 * Modals that stay open while somebody fills them in: a choice or a press that may change them, and the options that a
 * search field offers. Nothing of it is kept, and nothing waits for it.
 *
 * What happens in one modal is answered in its order, each answer over the one before.
 */
import type { WebClient } from '@slack/web-api'
import type { Doors } from '../../src/core/adapter.ts'
import type { DeskEvent } from '../../src/core/inbound.ts'
import { toSendError } from './errors.ts'
import { optionsBody, viewOf } from './form-view.ts'
import { inTurn } from './in-turn.ts'
import type { QuickLane } from './intake.ts'
import { readForm } from './read-form.ts'
import { type Fields, fieldsOf, idOf, listOf, textOf } from './unknown.ts'

export function createOpenForms(client: WebClient): QuickLane {
  const turns = inTurn()

  const change = async (body: Fields, event: DeskEvent, hash: string, doors: Doors) => {
    const answer = await doors.change(event)
    if (!answer) return undefined
    try {
      if (answer.kind === 'push') {
        await client.views.push({ trigger_id: textOf(body.trigger_id) ?? '', view: viewOf(event, answer.form) })
        return undefined
      }
      const updated = await client.views.update({
        view_id: idOf(fieldsOf(body.view).id) ?? '',
        ...(hash !== '' && { hash }),
        view: viewOf(event, answer.form),
      })
      return updated.view?.hash ?? ''
    } catch (error) {
      const failed = toSendError(`views.${answer.kind}`, error)
      // closed meanwhile, or changed once more: whatever came after it is answered too
      if (failed.code !== 'REJECTED') throw failed
      doors.log.debug({ err: failed }, 'a form could not be changed')
      return undefined
    }
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
      const { id, hash } = fieldsOf(body.view)
      await turns.change(idOf(id) ?? '', textOf(hash) ?? '', seen => change(body, event, seen, doors))
      return true
    },
  }
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload: in a modal, `container` names no message. */
function readChange(body: Fields): DeskEvent | undefined {
  const action = fieldsOf(listOf(body.actions)[0])
  const field = textOf(action.action_id)
  if (field === undefined || fieldsOf(body.container).type !== 'view') return undefined
  // What was chosen in a menu stands in no field.
  const chosen = action.type === 'overflow' ? textOf(fieldsOf(action.selected_option).value) : undefined
  return readForm(body, { kind: 'changed', field }, chosen === undefined ? {} : { [field]: chosen })
}

/** https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
function readSearch(body: Fields): DeskEvent | undefined {
  const [field, query] = [textOf(body.action_id), textOf(body.value)]
  return field === undefined || query === undefined ? undefined : readForm(body, { kind: 'searched', field, query })
}
