/**
 * Acts of the page, done by the staff in Slack.
 */
import type { Act } from '../acts.ts'
import { ActError } from '../server.ts'
import type { SlackUser } from '../slack/staff.ts'
import { elementsOf, type Filled } from '../slack/state.ts'
import type { Cast } from './cast.ts'
import { pick } from './pick.ts'

type SlackAct = Extract<Act, { readonly act: `slack.${string}` }>
type ActOf<Kind extends SlackAct['act']> = Extract<SlackAct, { readonly act: Kind }>

export async function performSlack({ staff }: Cast, act: SlackAct): Promise<void> {
  const user = staff.find(({ id }) => id === act.user)
  if (!user) throw new ActError('There is no such person among the staff.')
  switch (act.act) {
    case 'slack.write':
      return write(user, act)
    case 'slack.edit':
      user.edits(act.channel, act.message, act.text)
      return
    case 'slack.delete':
      user.deletes(act.channel, act.message)
      return
    case 'slack.react':
      user[act.on ? 'reacts' : 'unreacts'](act.channel, act.message, act.name)
      return
    case 'slack.press':
      return press(user, act)
    case 'slack.lookUp':
      await user.looksUp(placeOf(act.where), { block: act.block, action: act.action }, act.typed)
      return
    case 'slack.fill':
      user.fills(await readFilled(mustBeOpen(user, act.form), act.filled))
      return
    case 'slack.submit':
      await user.submits(await readFilled(mustBeOpen(user, act.form), act.filled))
      return
    case 'slack.dismiss':
      user.dismisses()
      return
    case 'slack.command':
      await user.runs(act.text, act.channel, act.thread === undefined ? {} : { thread: act.thread })
      return
    case 'slack.shortcut':
      await user.usesShortcut(act.callback, act.on && { channel: act.on.channel, ts: act.on.message })
      return
    case 'slack.home':
      user.opensHome(act.tab)
  }
}

async function write(user: SlackUser, act: ActOf<'slack.write'>): Promise<void> {
  user.writes(act.channel, act.text, {
    ...(act.thread !== undefined && { thread: act.thread }),
    broadcast: act.broadcast ?? false,
    files: await Promise.all(act.files.map(pick)),
  })
}

async function press(user: SlackUser, act: ActOf<'slack.press'>): Promise<void> {
  const target = { block: act.block, action: act.action }
  if (typeof act.where === 'object') {
    user.presses(act.where.channel, act.where.message, target, act.chosen)
    return
  }
  // the app gets the rest of the form as it stands, with what is pressed in it
  if (act.where === 'view') user.fills(await readFilled(user, act.filled))
  user.pressesIn(act.where, target, act.chosen)
}

function placeOf(where: ActOf<'slack.lookUp'>['where']) {
  return typeof where === 'object' ? { channel: where.channel, ts: where.message } : where
}

function mustBeOpen(user: SlackUser, form: string): SlackUser {
  if (user.view?.id !== form) throw new ActError('This form is not open any more.')
  return user
}

/** What the form has no field for any more is left out: the app may have changed it meanwhile. */
async function readFilled(user: SlackUser, filled: ActOf<'slack.fill'>['filled']): Promise<Record<string, Filled>> {
  const fields = elementsOf(user.view?.view.blocks ?? [])
  const known = new Set(fields.flatMap(({ block, element }) => [block.block_id, element.action_id]))
  const read: Record<string, Filled> = {}
  for (const [field, value] of Object.entries(filled)) {
    if (!known.has(field)) continue
    const files = typeof value === 'string' ? [] : value.filter(one => typeof one === 'object')
    read[field] = files.length > 0 ? await Promise.all(files.map(pick)) : (value as string | string[])
  }
  return read
}
