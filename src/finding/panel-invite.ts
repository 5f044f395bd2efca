/**
 * `/moot panel invite [source]`: the links that lead to the panel, and a picture of the Telegram one to print. What stands
 * behind `source` is kept with whoever joins by it. `/moot panel post`: see panel-post.ts.
 */
import { networkName, speakToStaff } from '../actions/context.ts'
import { direct } from '../actions/to-desk.ts'
import { WAY_TO_US } from '../core/adapter.ts'
import { mayOrganise } from '../core/panel/organiser.ts'
import { joinRich, linked, type RichText } from '../core/rich-text.ts'
import type { StaffAnswer } from '../core/staff-asks.ts'
import { recall } from '../store/memory.ts'
import type { FindingWork } from './finding-work.ts'
import { panelPostAnswer } from './panel-post.ts'

/** A payload has at most 64 characters, and begins with `panel_`: docs/deep-links.md */
const SOURCE = /^[\w-]{1,58}$/

/** Who may is asked here: organisers need be in no department. */
export async function panelAnswer(work: FindingWork, user: string, words: readonly string[]): Promise<StaffAnswer> {
  const { place, directory } = work
  const say = speakToStaff(place)
  if (!place.panel) return only(say('find.panel.none'))
  if (!(await mayOrganise(directory, place, user))) return only(say('find.panel.notYou'))
  const [verb = '', source = '', ...more] = words
  if (verb.toLowerCase() === 'post' && source === '') return panelPostAnswer(work, place.panel)
  if (verb.toLowerCase() !== 'invite' || more.length > 0) return only(say('find.panel.help'))
  if (source !== '' && !SOURCE.test(source)) return only(say('find.panel.wrongSource'))
  return invitation(work, user, source)
}

async function invitation(work: FindingWork, user: string, source: string): Promise<StaffAnswer> {
  const { db, place } = work
  const say = speakToStaff(place)
  const [telegram, discord] = await Promise.all([recall(db, WAY_TO_US.telegram), recall(db, WAY_TO_US.discord)])
  const payload = source === '' ? 'panel' : `panel_${source}`
  const link = telegram && `https://t.me/${telegram}?start=${payload}`
  const lines = [
    ...(link ? [say('find.panel.link', { network: networkName('telegram'), link: linked(link, link) })] : []),
    ...(discord
      ? [
          say('find.panel.discord', {
            link: linked(`https://discord.com/users/${discord}`, `https://discord.com/users/${discord}`),
            command: '/panel',
          }),
        ]
      : []),
  ]
  if (lines.length === 0) return only(say('find.panel.nowhere'))
  const isPictured = link !== undefined && (await sendPicture(work, user, link, payload))
  const text = [say('find.panel.title'), ...lines, ...(isPictured ? [say('find.panel.pictured')] : [])]
  return only(joinRich(text, '\n'))
}

/** @returns Whether it is on its way: the links are told anyway. */
async function sendPicture(work: FindingWork, user: string, link: string, payload: string): Promise<boolean> {
  const { place, qr, send, log } = work
  try {
    const picture = await qr(link, `${payload}.png`)
    await send(direct(user, speakToStaff(place)('find.panel.scan', { link: linked(link, link) }), [picture]))
    return true
  } catch (error) {
    log.warn({ err: error }, 'the picture of a link to the panel could not be drawn or sent')
    return false
  }
}

function only(text: RichText): StaffAnswer {
  return { text, buttons: [] }
}
