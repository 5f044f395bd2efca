/**
 * Opens modals. Not through the outbox: what opens one expires in 3 s
 * (https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses).
 */
import type { WebClient } from '@slack/web-api'
import type { DeskViews } from '../../src/core/desk-views.ts'
import { toSendError } from './errors.ts'
import { viewOf } from './form-view.ts'

export function createViews(client: WebClient): DeskViews {
  return {
    async open(press, form) {
      try {
        await client.views.open({ trigger_id: press.trigger, view: viewOf(press, form) })
      } catch (error) {
        throw toSendError('views.open', error)
      }
    },
  }
}
