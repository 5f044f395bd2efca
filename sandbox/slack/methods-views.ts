/**
 * views.*: modals and App Home (https://docs.slack.dev/reference/methods/views.open and its neighbours).
 */
import { type Answer, type Method, refused, type World } from './methods.ts'
import type { Params } from './params.ts'
import { changeView, findView, publishHome, STACK, showModal, wireView } from './screens.ts'
import { faultsOfView } from './view-faults.ts'
import type { HomeView, ModalView } from './wire.ts'
import type { Trigger } from './workspace.ts'

const view = (run: Method['run']): Method => ({ token: 'bot', scopes: [], run })

export const viewMethods: readonly (readonly [string, Method])[] = [
  ['views.open', view((params, world) => show(params, world, 'alone'))],
  ['views.push', view((params, world) => show(params, world, 'above'))],
  ['views.update', view(update)],
  ['views.publish', view(publish)],
]

const MOST_BYTES = 250 * 1024

/** Needs somebody who just did something: their trigger is good once, for a while. */
function show(params: Params, world: World, where: 'alone' | 'above'): Answer {
  const { workspace } = world
  const trigger = triggerOf(params.text('trigger_id') ?? '', world)
  if ('refusal' in trigger) return trigger.refusal
  const read = readView<ModalView>(params, 'modal', world)
  if ('refusal' in read) return read.refusal
  const stack = workspace.screens.get(trigger.user) ?? []
  if (where === 'above' && (stack.length === 0 || !trigger.inView)) return refused('not_found')
  if (where === 'above' && stack.length >= STACK) return refused('push_limit_reached')
  trigger.used = true
  return { ok: true, view: wireView(showModal(workspace, trigger.user, read.view, where)) }
}

function triggerOf(id: string, { workspace }: World): Trigger | { readonly refusal: Answer } {
  if (!/^\d+\.\d+\.[0-9a-f]+$/.test(id)) return { refusal: refused('invalid_trigger_id') }
  const trigger = workspace.triggers.get(id)
  if (!trigger || trigger.expiresAt < Date.now()) return { refusal: refused('expired_trigger_id') }
  return trigger.used ? { refusal: refused('exchanged_trigger_id') } : trigger
}

/** @param own  The id of the view that it takes the place of, which may keep its `external_id`. */
function readView<View extends ModalView | HomeView>(
  params: Params,
  surface: View['type'],
  { workspace }: World,
  own?: string,
): { readonly view: View } | { readonly refusal: Answer } {
  const raw = params.json('view')
  if (JSON.stringify(raw ?? null).length > MOST_BYTES) return { refusal: refused('view_too_large') }
  const messages = faultsOfView(raw, surface)
  if (messages.length > 0)
    return { refusal: refused('invalid_arguments', { errors: messages, response_metadata: { messages } }) }
  const view = raw as View
  const holder = view.external_id ? findView(workspace, { externalId: view.external_id }) : undefined
  if (holder && holder.id !== own) return { refusal: refused('duplicate_external_id') }
  return { view }
}

/** Also of a modal that lies below another. */
function update(params: Params, world: World): Answer {
  const { workspace } = world
  const id = params.text('view_id')
  const externalId = params.text('external_id')
  if (id === undefined && externalId === undefined) return refused('invalid_arguments')
  const open = findView(workspace, { id, externalId })
  if (!open) return refused('not_found')
  const read = readView<ModalView | HomeView>(params, open.view.type, world, open.id)
  if ('refusal' in read) return read.refusal
  const known = params.text('hash')
  if (known !== undefined && known !== open.hash) return refused('hash_conflict')
  changeView(workspace, open, read.view)
  return { ok: true, view: wireView(open) }
}

function publish(params: Params, world: World): Answer {
  const { workspace, manifest } = world
  const user = workspace.users.get(params.text('user_id') ?? '')
  if (!user || user.kind === 'bot') return refused('invalid_arguments')
  if (!manifest.homeTab) return refused('not_enabled')
  const present = workspace.homes.get(user.id)
  const read = readView<HomeView>(params, 'home', world, present?.id)
  if ('refusal' in read) return read.refusal
  const known = params.text('hash')
  if (known !== undefined && known !== present?.hash) return refused('hash_conflict')
  return { ok: true, view: wireView(publishHome(workspace, user.id, read.view)) }
}
