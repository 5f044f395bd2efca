/**
 * *Not yet…*: why a survey is not launched, for who made it.
 */
import { speakToStaff } from '../../actions/context.ts'
import { NOT_YET, putOffLaunch } from '../../actions/panel/ask-for-launch.ts'
import { postUpdate } from '../../actions/to-desk.ts'
import { cleanText } from '../../core/clean-text.ts'
import type { DeskForm, FilledForm } from '../../core/desk-views.ts'
import type { DeskEvent } from '../../core/inbound.ts'
import type { Place } from '../../core/place.ts'
import { wrong } from '../case-form.ts'
import type { Act } from '../desk.ts'
import type { DeskWork } from '../desk-work.ts'
import type { Pressed } from '../pressed.ts'
import { organiserAt } from './organiser-at.ts'

const MOST = 1_000

/** Its value goes on with the message that asked. */
export function notYetForm(place: Place, { value, messageTs }: Pressed): DeskForm {
  const say = speakToStaff(place)
  return {
    action: NOT_YET,
    value: `${value}:${messageTs}`,
    title: say('builder.title.notYet').text,
    submit: say('builder.tell').text,
    cancel: say('button.cancel').text,
    fields: [
      {
        key: 'words',
        kind: 'words',
        label: say('builder.form.notYet').text,
        required: true,
        most: MOST,
      },
    ],
  }
}

export async function submitNotYet(work: DeskWork, event: DeskEvent, { value, filled }: FilledForm): Promise<Act> {
  const { place, now } = work
  const say = speakToStaff(place)
  const staff = await organiserAt(work, event)
  if ('instead' in staff) return wrong({ words: staff.why.text })
  const words = cleanText(filled.words ?? '').trim()
  if (words === '') return wrong({ words: say('builder.wrong.noWords').text })
  if (words.length > MOST) return wrong({ words: say('builder.wrong.long', { most: String(MOST) }).text })
  const [key = '', version = '', ts = ''] = value.split(':')
  return async trx => {
    const done = await putOffLaunch(trx, { key, version: Number(version) }, words, staff.by, { place, now: now() })
    if (done.kind === 'not') return wrong({ words: done.why.text })(trx)
    const settled = /^\d+\.\d+$/.test(ts)
      ? [postUpdate(staff.event.channel, ts, say('builder.putOff', { name: staff.by.name, version }))]
      : []
    return { messages: [...done.messages, ...settled] }
  }
}
