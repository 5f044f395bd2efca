/**
 * A person fills in a modal in Slack's client: what the client itself does not let through, and the payload that the app
 * gets (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission).
 */
import type { InputBlock, ModalView, OpenView, ViewSubmission } from './wire.ts'
import { APP, TEAM, type UserRecord } from './workspace.ts'

/** @param filled  By `block_id`. @throws where the client would not send it. */
export function fillIn(
  { id, view }: OpenView,
  filled: Readonly<Record<string, string>>,
  user: UserRecord,
  trigger: string,
): ViewSubmission {
  for (const name of Object.keys(filled)) {
    if (!view.blocks.some(block => block.block_id === name)) throw new Error(`cannot fill in ${name}: no such field`)
  }
  const values = Object.fromEntries(
    view.blocks.map(block => [
      block.block_id,
      { [block.element.action_id]: stateOf(block, filled[block.block_id] || undefined) },
    ]),
  )
  const name = user.name.toLowerCase()
  return structuredClone({
    type: 'view_submission' as const,
    team: { id: TEAM, domain: 'folkmoot' },
    user: { id: user.id, username: name, name, team_id: TEAM },
    api_app_id: APP,
    token: 'deprecated-verification-token',
    trigger_id: trigger,
    view: wireView(id, view, values),
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  })
}

function stateOf({ label, optional, element }: InputBlock, value: string | undefined): object {
  const refuse = (why: string) => new Error(`cannot send the form: “${label.text}” ${why}`)
  if (value === undefined && !optional) throw refuse('has to be filled in')
  const { type } = element
  switch (type) {
    case 'static_select': {
      const option = element.options?.find(one => one.value === value)
      if (value !== undefined && !option) throw refuse(`has no option ${value}`)
      return { type, selected_option: option ?? null }
    }
    case 'plain_text_input':
      if (value !== undefined && value.length > (element.max_length ?? 3_000)) throw refuse('is too long')
      return { type, value: value ?? null }
    case 'datepicker':
      if (value !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(value)) throw refuse('wants a date')
      return { type, selected_date: value ?? null }
    case 'users_select':
      return { type, selected_user: value ?? null }
  }
}

/** A view as Slack gives it back. @param values  As `state.values` has them. */
export function wireView(id: string, view: ModalView, values: object = {}): object {
  return {
    ...view,
    id,
    team_id: TEAM,
    app_id: APP,
    hash: `${Math.floor(Date.now() / 1000)}.${id.slice(-8)}`,
    root_view_id: id,
    previous_view_id: null,
    state: { values },
  }
}
