/**
 * A case to practise on: a page that answers as a thread does. It lives in that page alone, so that it can reach nobody, has
 * no number of the town's, and is in no list and no figure.
 */
import { speakToStaff } from '../actions/context.ts'
import { cleanText } from '../core/clean-text.ts'
import { readIntent } from '../core/note-prefix.ts'
import type { Place } from '../core/place.ts'
import { joinRich, plain, quoted, type RichText } from '../core/rich-text.ts'
import type { HomeAsks, HomeItem, StaffHome } from '../core/staff-home.ts'
import { LESSON } from './lesson-buttons.ts'

/** UTF-16 units of what is typed, and how much of it stays in sight. */
const MOST_TYPED = 200
const MOST_SAID = 3
/** Times that something can be typed before the fields have names that were there before. */
const MOST_EDITION = 999

interface Practice {
  readonly isClaimed: boolean
  readonly isFixed: boolean
  readonly said: readonly string[]
  /** Another, once something was said: the field is empty again. */
  readonly edition: number
}

export function practicePage(place: Place, asks: HomeAsks): StaffHome {
  const practice = goOn(readPractice(asks.carried), asks)
  const say = speakToStaff(place)
  const name = say('lessons.practice.name').text
  const button = (value: string, label: string) => ({ action: LESSON, value, label })
  const { isClaimed, isFixed, said, edition } = practice
  const isNote = place.replies.threadDefault === 'note'
  const items: HomeItem[] = [
    { kind: 'heading', text: say('lessons.practice.title').text },
    { kind: 'text', text: say('lessons.practice.what', { name }) },
    { kind: 'line' },
    { kind: 'text', text: card(place, practice, name) },
    { kind: 'text', text: say(isNote ? 'desk.hintNote' : 'desk.hintReply', { name }) },
    {
      kind: 'buttons',
      buttons: [
        ...(isClaimed ? [] : [button('claim', say('desk.claim').text)]),
        ...(isFixed ? [] : [button('fixed', say('lessons.practice.setFixed').text)]),
      ],
    },
    {
      kind: 'words',
      key: `practice~${edition}`,
      label: say('lessons.practice.write').text,
      given: '',
      most: MOST_TYPED,
    },
    ...said.map((words): HomeItem => ({ kind: 'text', text: became(place, words, name) })),
    ...(isFixed ? [{ kind: 'text' as const, text: say('lessons.practice.toldFixed', { name }) }] : []),
    { kind: 'line' },
    { kind: 'buttons', buttons: [{ ...button('end', say('lessons.end').text), style: 'primary' }] },
  ]
  return {
    carried: JSON.stringify(practice),
    items: items.filter(item => item.kind !== 'buttons' || item.buttons.length > 0),
  }
}

function card(place: Place, { isClaimed, isFixed }: Practice, name: string): RichText {
  const say = speakToStaff(place)
  const status = say(isFixed ? 'desk.statuses.fixed' : 'desk.statuses.new').text
  const assignee = say(isClaimed ? 'lessons.practice.you' : 'desk.nobody').text
  return joinRich(
    [
      plain(`${say('desk.status').text}: ${status}`),
      plain(`${say('desk.assignee').text}: ${assignee}`),
      plain(`${say('desk.from').text}: ${name}`),
      quoted(say('lessons.practice.words')),
    ],
    '\n',
  )
}

/** What a thread would make of these words. */
function became(place: Place, words: string, name: string): RichText {
  const say = speakToStaff(place)
  const intent = readIntent(plain(words), place.replies.threadDefault)
  if (intent.kind === 'ask') return joinRich([joinRich(['❓ ', say('desk.asked', { name })]), quoted(words)], '\n')
  const told = intent.kind === 'note' ? say('lessons.practice.keeps', { name }) : say('lessons.practice.sees', { name })
  return joinRich([joinRich([intent.kind === 'note' ? '📝 ' : '✅ ', told]), quoted(intent.text)], '\n')
}

function goOn(before: Practice, { pressed, filled }: HomeAsks): Practice {
  if (pressed?.action === LESSON) {
    if (pressed.value === 'claim') return { ...before, isClaimed: true }
    if (pressed.value === 'fixed') return { ...before, isFixed: true }
    return before
  }
  const words = cleanText(filled.practice ?? '')
    .trim()
    .slice(0, MOST_TYPED)
  if (words === '') return before
  return { ...before, said: [...before.said, words].slice(-MOST_SAID), edition: (before.edition + 1) % MOST_EDITION }
}

/** It comes from outside: what is not of this shape is not there. */
function readPractice(carried: string): Practice {
  try {
    const { isClaimed, isFixed, said, edition } = Object(JSON.parse(carried))
    const words = Array.isArray(said) ? said.filter(one => typeof one === 'string').slice(-MOST_SAID) : []
    return {
      isClaimed: isClaimed === true,
      isFixed: isFixed === true,
      said: words.map(one => cleanText(one).slice(0, MOST_TYPED)),
      edition: Number.isInteger(edition) && edition > 0 ? edition % MOST_EDITION : 0,
    }
  } catch {
    // the page before was another
    return { isClaimed: false, isFixed: false, said: [], edition: 0 }
  }
}
