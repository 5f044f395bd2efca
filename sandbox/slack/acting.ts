/**
 * What people do to the app: buttons and menus, forms, commands, shortcuts, App Home.
 */
import { takeAnswer } from './answers.ts'
import { commandOf, homeOpened, shortcutOf } from './commands.ts'
import { checkMenu, optionsOf } from './elements.ts'
import { callbackOf } from './events.ts'
import { closingOf, type FilledFields, fillFields, settle, submissionOf } from './forms.ts'
import { pressOf, type Stage, suggestionOf, type Target } from './press.ts'
import { closeModal } from './screens.ts'
import { keepFile, openFor } from './speaking.ts'
import type { Desk } from './staff.ts'
import type { Filled, Filling } from './state.ts'
import type { BlockActions, CommandUse, EventCallback, OpenView, Option, ShortcutUse, ViewSubmission } from './wire.ts'
import { type Channel, TEAM, type UserRecord } from './workspace.ts'

export interface Acting {
  /** A click on the button with this `action_id`, also in a message that only this user sees; or a choice of a menu there. */
  presses(channel: string, ts: string, target: Target, filled?: Filled): BlockActions
  /** The same in the modal in front, or in App Home; also a field that reports at once. */
  pressesIn(where: 'view' | 'home', target: Target, filled?: Filled): BlockActions
  /** Types into a menu whose options come from the app. Resolves with what it offers; nothing where it did not answer. */
  looksUp(where: Where, target: Target, typed: string): Promise<readonly Option[]>
  /** Fills in fields of the modal without sending it; those that report at once do, where they hold something else now. */
  fills(filled: FilledFields): void
  /**
   * Sends the modal, filled in by `block_id` (or by `action_id`) beside what is filled in already; resolves once the app
   * answered, or did not: then it is still open.
   *
   * @throws where Slack's client would not send it.
   */
  submits(filled?: FilledFields): Promise<ViewSubmission>
  /** Closes the modal in front unsent. */
  dismisses(): void
  /**
   * Types a slash command in a channel. Resolves once the app answered, or did not: then Slack whispers so.
   *
   * @throws where Slack's client takes it for no command, and in threads.
   */
  runs(typed: string, channel: string, options?: { readonly thread?: string }): Promise<CommandUse>
  /** Uses a global shortcut, or one of a message; resolves as `runs`. */
  usesShortcut(callbackId: string, on?: { readonly channel: string; readonly ts: string }): Promise<ShortcutUse>
  opensHome(tab?: 'home' | 'messages'): EventCallback
}

/** A message, or what this person has before them. */
export type Where = 'view' | 'home' | { readonly channel: string; readonly ts: string }

export function actsOf(record: UserRecord, desk: Desk): Acting {
  const { workspace } = desk
  const filling = (offered: Filling['offered']): Filling => ({ offered, keep: file => keepFile(desk, record, file) })
  const stageOf = (where: Where): Stage => {
    if (typeof where === 'object')
      return messageStage(desk, record, openFor(workspace, record, where.channel), where.ts)
    const view = where === 'home' ? workspace.homes.get(record.id) : frontOf(desk, record)
    if (!view) throw new Error(`${record.name} has no App Home yet`)
    return { view }
  }
  const press = (where: Where, target: Target, filled?: Filled) => {
    const stage = stageOf(where)
    const offered = 'view' in stage ? stage.view.offered : (workspace.offered.get(record.id) ?? new Map())
    const body = pressOf(desk, record, stage, target, filling(offered), filled)
    void desk.interact(body)
    return body
  }
  const fill = (open: OpenView, filled: FilledFields) => {
    const touched = fillFields(open, filled, filling(open.offered))
    workspace.changed()
    return touched
  }
  return {
    presses: (channel, ts, target, filled) => press({ channel, ts }, target, filled),
    pressesIn: press,
    async looksUp(where, target, typed) {
      const stage = stageOf(where)
      const body = suggestionOf(record, stage, target, typed)
      const { taken, answer } = await desk.interact(body)
      const options = taken ? readOptions(answer, desk) : []
      const offered = 'view' in stage ? stage.view.offered : offeredTo(desk, record)
      offered.set(body.action_id, [...options, ...(offered.get(body.action_id) ?? [])])
      if ('view' in stage) stage.view.found.set(body.block_id, options)
      workspace.changed()
      return options
    },
    fills(filled) {
      for (const { block, element } of fill(frontOf(desk, record), filled)) {
        if (block.type === 'input' && block.dispatch_action !== true) continue
        press('view', { block: block.block_id!, action: String(element.action_id) })
      }
    },
    async submits(filled = {}) {
      const open = frontOf(desk, record)
      fill(open, filled)
      const body = submissionOf(open, record, workspace.trigger(record.id, true))
      settle(desk, open, await desk.interact(body))
      return body
    },
    dismisses() {
      const open = frontOf(desk, record)
      const cleared = open.view.clear_on_close ? [...(workspace.screens.get(record.id) ?? [])].reverse() : [open]
      closeModal(workspace, open, open.view.clear_on_close)
      for (const view of cleared)
        if (view.view.notify_on_close) void desk.interact(closingOf(view, record, open.view.clear_on_close ?? false))
    },
    async runs(typed, channelId, { thread } = {}) {
      const body = commandOf(desk, record, openFor(workspace, record, channelId), typed)
      if (thread !== undefined) throw new Error(`${body.command} is not supported in threads. Sorry!`)
      const { taken, answer } = await desk.command(body)
      if (taken) takeCommandAnswer(desk, body, answer)
      else whisper(desk, record, channelId, `${body.command} failed with the error "dispatch_failed"`)
      return body
    },
    async usesShortcut(callbackId, on) {
      const stage = on && messageStage(desk, record, openFor(workspace, record, on.channel), on.ts)
      const body = shortcutOf(desk, record, callbackId, stage)
      const { taken } = await desk.interact(body)
      const home = () => (workspace.directMessage(record.id) ?? workspace.openDirectMessage(record.id)).id
      if (!taken) whisper(desk, record, on?.channel ?? home(), 'The app did not answer. Try again?')
      return body
    },
    opensHome(tab = 'home') {
      const callback = callbackOf(workspace, homeOpened(desk, record, tab))
      desk.deliver(callback)
      return callback
    },
  }
}

function frontOf({ workspace }: Desk, { id, name }: UserRecord): OpenView {
  const open = workspace.screens.get(id)?.at(-1)
  if (!open) throw new Error(`${name} has no form open`)
  return open
}

function messageStage({ workspace }: Desk, { id, name }: UserRecord, channel: Channel, ts: string) {
  const whisper = workspace.ephemerals.find(e => e.channel === channel.id && e.user === id && e.message.ts === ts)
  const message = whisper?.message ?? workspace.find(channel.id, ts)
  if (!message) throw new Error(`${name} sees no message ${ts} in ${channel.id}`)
  return { channel, message, whispered: whisper !== undefined }
}

/** Options of menus in messages, which have no view to be kept with. */
function offeredTo({ workspace }: Desk, { id }: UserRecord): Map<string, readonly Option[]> {
  const offered = workspace.offered.get(id) ?? new Map<string, readonly Option[]>()
  workspace.offered.set(id, offered)
  return offered
}

function readOptions(answer: unknown, { complain }: Desk): readonly Option[] {
  const menu = (answer ?? {}) as Readonly<Record<string, unknown>>
  const faults: string[] = []
  const empty = Array.isArray(menu.options) && menu.options.length === 0
  if (!empty) checkMenu(menu, (pointer, what) => void faults.push(`${what} ${pointer}`))
  for (const fault of faults) complain(`options that Slack does not show: ${fault}`)
  return faults.length > 0 ? [] : optionsOf(menu).map(asOption)
}

/** Nothing (over Socket Mode an empty payload), words, or a message. */
function takeCommandAnswer({ workspace, complain }: Desk, body: CommandUse, answer: unknown): void {
  if (answer === undefined || answer === '' || answer === null) return
  if (typeof answer === 'object' && Object.keys(answer).length === 0) return
  const to = { user: String(body.user_id), channel: String(body.channel_id), expiresAt: 0, uses: 0 }
  const error = takeAnswer(workspace, to, typeof answer === 'string' ? { text: answer } : answer)
  if (error !== undefined) complain(`${body.command} was answered by what Slack does not show: ${error}`)
}

/** Slack's own words to one person. */
function whisper({ workspace }: Desk, { id }: UserRecord, channel: string, text: string): void {
  const message = { type: 'message' as const, ts: workspace.nextTs(), user: 'USLACKBOT', team: TEAM, text }
  workspace.ephemerals.push({ channel, user: id, message })
  workspace.changed()
}

/** Of one that was checked. */
function asOption({ text, value, description }: Readonly<Record<string, unknown>>): Option {
  const described = description === undefined ? {} : { description: description as Option['text'] }
  return { text: text as Option['text'], value: String(value), ...described }
}
