/**
 * *Make this a case*, of any message in a department's channel: for what staff bring in themselves, because somebody rang
 * or came by. They choose what it is and look over the words; it opens as every case does, and nobody is told.
 */
import { departmentOf, inLanguage, reference, speakToStaff } from '../actions/context.ts'
import { bringIn } from '../actions/open-case.ts'
import type { CaseDraft, CaseKind } from '../core/case.ts'
import { cleanText } from '../core/clean-text.ts'
import type { DeskForm, Filled } from '../core/desk-views.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import type { Place } from '../core/place.ts'
import { plain } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'
import { wrong } from './case-form.ts'
import type { Act } from './desk.ts'
import { type DeskWork, opens, refuse, tell } from './desk-work.ts'
import type { Pressed } from './pressed.ts'
import { type Refused, type StaffAtDesk, staffAt } from './staff-at.ts'
import { withNames } from './with-names.ts'

/** The shortcut, and the form that it opens. */
export const BRING_IN = 'bringIn'

const KINDS: readonly CaseKind[] = ['report', 'question']
/** UTF-16 units of what is typed in each field. */
const MOST = { words: 3_000, where: 300, name: 100, phone: 40 } as const

export async function openBringIn(
  work: DeskWork,
  event: DeskEvent,
  { messageTs, trigger, said }: Pressed,
): Promise<Act> {
  const { thread } = event
  // Slack names a message that has no thread as its own: words for one person's eyes are not shown there.
  const at = thread === messageTs ? withoutThread(event) : event
  const staff = await staffInChannel(work, at)
  if ('instead' in staff) return staff.instead
  const words = said ? cleanText((await withNames(work, said)).text).trim() : ''
  return opens(at, trigger, bringInForm(work.place, shorten(words, MOST.words)))
}

function withoutThread({ thread: _, ...event }: DeskEvent): DeskEvent {
  return event
}

/** Whoever is a full member of a department's channel may, whatever department takes the case then. */
async function staffInChannel(
  work: DeskWork,
  event: DeskEvent,
): Promise<(StaffAtDesk & { readonly department: string }) | Refused> {
  const { channel } = event
  const department = [...work.place.departments.values()].find(one => one.channel === channel)
  if (!department) {
    const why = speakToStaff(work.place)('desk.rang.notHere')
    return { instead: refuse(event, why), why }
  }
  const staff = await staffAt(work, event, { about: { department: department.key }, channel }, 'bringIn')
  return 'instead' in staff ? staff : { ...staff, department: department.key }
}

function bringInForm(place: Place, words: string): DeskForm {
  const say = speakToStaff(place)
  const categories = [...place.categories.values()]
  return {
    action: BRING_IN,
    value: '',
    title: say('desk.rang.title').text,
    submit: say('desk.rang.open').text,
    cancel: say('button.cancel').text,
    fields: [
      {
        key: 'kind',
        kind: 'choice',
        label: say('desk.rang.kind').text,
        required: true,
        given: 'report',
        options: KINDS.map(value => ({ value, label: say(`desk.rang.kinds.${value}`).text })),
      },
      {
        key: 'category',
        kind: 'choice',
        label: say('desk.rang.category').text,
        hint: say('desk.rang.categoryHint').text,
        required: false,
        options: categories.map(({ key, name }) => ({
          value: key,
          label: inLanguage(place, name, place.languages[0]),
        })),
      },
      {
        key: 'words',
        kind: 'words',
        label: say('desk.rang.words').text,
        hint: say('desk.rang.wordsHint').text,
        required: true,
        most: MOST.words,
        given: words,
      },
      typed('where', say('desk.rang.where').text),
      { ...typed('name', say('desk.rang.name').text), hint: say('desk.rang.personHint').text },
      typed('phone', say('desk.rang.phone').text),
    ],
  }

  function typed(key: Exclude<keyof typeof MOST, 'words'>, label: string) {
    return { key, kind: 'words', label, required: false, oneLine: true, most: MOST[key] } as const
  }
}

export async function submitBringIn(
  work: DeskWork,
  event: DeskEvent,
  { filled }: Extract<Did, { kind: 'submitted' }>,
): Promise<Act> {
  const { place } = work
  const staff = await staffInChannel(work, event)
  if ('instead' in staff) return wrong({ kind: staff.why.text })
  const draft = draftOf(place, filled, staff.department)
  if ('errors' in draft) return wrong(draft.errors)
  return async trx => {
    const opened = await bringIn(trx, { by: staff.by, draft }, { place, now: work.now() })
    const told = speakToStaff(place)('desk.rang.opened', {
      reference: reference(place, opened.id),
      department: inLanguage(place, departmentOf(place, opened.department).name, place.languages[0]),
    })
    return { messages: [...opened.messages, tell(event, told)] }
  }
}

/** @param department  Takes it where its category names none. */
function draftOf(
  place: Place,
  filled: Filled,
  department: string,
): CaseDraft | { readonly errors: Readonly<Record<string, string>> } {
  const say = speakToStaff(place)
  const typed = (key: keyof typeof MOST) => cleanText(filled[key] ?? '').trim()
  const kind = KINDS.find(one => one === filled.kind)
  const { category } = filled
  const [words, where, name, phone] = [typed('words'), typed('where'), typed('name'), typed('phone')]
  const long = Object.entries(MOST).flatMap(([key, most]) =>
    (filled[key] ?? '').length > most ? [[key, say('desk.wrong.longWords', { most }).text] as const] : [],
  )
  const errors = {
    ...(!kind && { kind: say('desk.rang.noKind').text }),
    ...(category !== undefined && !place.categories.has(category) && { category: say('desk.move.noCategory').text }),
    ...(words === '' && { words: say('desk.rang.noWords').text }),
    ...Object.fromEntries(long),
  }
  if (!kind || Object.keys(errors).length > 0) return { errors }
  const person = [
    ...(name === '' ? [] : [`${say('desk.rang.name').text}: ${name}`]),
    ...(phone === '' ? [] : [`${say('desk.rang.phone').text}: ${phone}`]),
  ]
  return {
    kind,
    words: plain(words),
    ...(person.length > 0 && { remark: plain(person.join('\n')) }),
    ...(category !== undefined && { category }),
    department,
    answers: [],
    ...(where !== '' && { where: { words: where } }),
    photos: [],
    language: place.languages[0],
    firstName: say('desk.rang.somebody').text,
  }
}
