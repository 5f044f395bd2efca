/**
 * The modals on people's screens, one above the other, and their App Home (https://docs.slack.dev/surfaces/modals#view_stack).
 */
import { stateOf } from './state.ts'
import { named } from './stored-message.ts'
import type { HomeView, ModalView, OpenView } from './wire.ts'
import { APP, BOT, TEAM, type Workspace } from './workspace.ts'

/** How many views a stack holds, the first among them. */
export const STACK = 3

export function findView(
  workspace: Workspace,
  by: { readonly id?: string | undefined; readonly externalId?: string | undefined },
): OpenView<ModalView | HomeView> | undefined {
  const all = [...[...workspace.screens.values()].flat(), ...workspace.homes.values()]
  return all.find(open => (by.id !== undefined ? open.id === by.id : open.view.external_id === by.externalId))
}

/** Puts a modal before everything else on a screen: alone, or above what is there. */
export function showModal(workspace: Workspace, user: string, view: ModalView, where: 'alone' | 'above'): OpenView {
  const below = where === 'above' ? (workspace.screens.get(user) ?? []) : []
  const opened = openedOn(workspace, user, view, below)
  workspace.screens.set(user, [...below, opened])
  workspace.changed()
  return opened
}

/** What is filled in stays where the fields are the same. */
export function changeView<View extends ModalView | HomeView>(
  workspace: Workspace,
  open: OpenView<View>,
  view: View,
): void {
  open.view = { ...view, blocks: named(view.blocks) }
  open.state = stateOf(open.view.blocks, open.state)
  open.errors = {}
  open.hash = hash(workspace)
  workspace.changed()
}

export function publishHome(workspace: Workspace, user: string, view: HomeView): OpenView<HomeView> {
  const present = workspace.homes.get(user)
  if (present) changeView(workspace, present, view)
  else workspace.homes.set(user, openedOn(workspace, user, view, []))
  workspace.changed()
  return workspace.homes.get(user)!
}

/** Takes this modal off the screen, and what lies above it. */
export function closeModal(workspace: Workspace, open: OpenView, all = false): void {
  const stack = workspace.screens.get(open.user) ?? []
  workspace.screens.set(open.user, all ? [] : stack.slice(0, Math.max(0, stack.indexOf(open))))
  workspace.changed()
}

function openedOn<View extends ModalView | HomeView>(
  workspace: Workspace,
  user: string,
  view: View,
  below: readonly OpenView[],
): OpenView<View> {
  const id = workspace.nextId('V')
  const blocks = named(view.blocks)
  return {
    id,
    user,
    root: below[0]?.id ?? id,
    previous: below.at(-1)?.id ?? null,
    view: { ...view, blocks },
    hash: hash(workspace),
    state: stateOf(blocks),
    offered: new Map(),
    found: new Map(),
    errors: {},
    failed: false,
  }
}

/** Another with every change. */
function hash(workspace: Workspace): string {
  return `${Math.floor(Date.now() / 1000)}.${workspace.nextId('').slice(-8)}`
}

/** A view as Slack gives it back. */
export function wireView({ id, view, root, previous, hash, state }: OpenView<ModalView | HomeView>): object {
  return structuredClone({
    callback_id: '',
    private_metadata: '',
    external_id: '',
    title: null,
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    ...view,
    id,
    team_id: TEAM,
    app_id: APP,
    app_installed_team_id: TEAM,
    bot_id: BOT,
    hash,
    root_view_id: root,
    previous_view_id: previous,
    state: { values: state },
  })
}
