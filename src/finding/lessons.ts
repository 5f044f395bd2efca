/**
 * Three short lessons, and a case to practise on, for staff who open their page for the first time; and whenever they like.
 *
 * Where somebody is in them is kept for each person. They can be left out with one press.
 */
import { speakToStaff } from '../actions/context.ts'
import type { Place } from '../core/place.ts'
import { joinRich, quoted, type RichText } from '../core/rich-text.ts'
import type { HomeAsks, HomeItem, StaffHome } from '../core/staff-home.ts'
import { endLessons, goToLesson, lessonOf } from '../store/staff-lessons.ts'
import type { FindingWork } from './finding-work.ts'
import { LESSON } from './lesson-buttons.ts'
import { practicePage } from './practice.ts'

const LESSONS = ['lessons.card', 'lessons.reply', 'lessons.closing'] as const

/** @returns Undefined for who takes none at the moment. */
export async function lessonsFor({ db, place, now }: FindingWork, asks: HomeAsks): Promise<StaffHome | undefined> {
  const { user, pressed } = asks
  if (pressed?.action === LESSON) {
    const step = /^\d$/.test(pressed.value) ? Number(pressed.value) : undefined
    if (step !== undefined && step <= LESSONS.length) await goToLesson(db, user, step)
    else if (pressed.value === 'end') await endLessons(db, user, now())
  }
  const step = await lessonOf(db, user)
  if (step === undefined) return undefined
  return step < LESSONS.length ? lessonPage(place, step) : practicePage(place, asks)
}

/** Below everything else on the page. */
export function lessonsAgain(place: Place): HomeItem {
  const label = speakToStaff(place)('lessons.again').text
  return { kind: 'buttons', buttons: [{ action: LESSON, value: '0', label }] }
}

function lessonPage(place: Place, step: number): StaffHome {
  const say = speakToStaff(place)
  const lesson = LESSONS[step] ?? LESSONS[0]
  const isLast = step === LESSONS.length - 1
  const next = say(isLast ? 'lessons.practise' : 'lessons.next').text
  return {
    carried: '',
    items: [
      { kind: 'text', text: say('lessons.count', { number: step + 1, all: LESSONS.length }) },
      { kind: 'heading', text: say(`${lesson}.title`).text },
      { kind: 'text', text: joinRich([wordsOf(place, lesson), quoted(say(`${lesson}.example`))], '\n') },
      {
        kind: 'buttons',
        buttons: [
          { action: LESSON, value: `${step + 1}`, label: next, style: 'primary' },
          { action: LESSON, value: 'end', label: say('lessons.skip').text },
        ],
      },
    ],
  }
}

/** Buttons are called what they are called on the card. */
function wordsOf(place: Place, lesson: (typeof LESSONS)[number]): RichText {
  const say = speakToStaff(place)
  switch (lesson) {
    case 'lessons.card':
      return say('lessons.card.words', { claim: say('desk.claim').text })
    case 'lessons.reply':
      return say('lessons.reply.words', { undo: say('desk.undo').text })
    case 'lessons.closing':
      return say('lessons.closing.words', {
        transfer: say('desk.move.transfer').text,
        fixed: say('desk.statuses.fixed').text,
      })
  }
}
