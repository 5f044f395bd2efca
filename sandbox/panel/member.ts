/**
 * One simulated member: looks at the screen, thinks for a while, and does the next thing.
 *
 * Nothing here knows of Folkmoot but what stands on the screen.
 */
import type { Chance } from './chance.ts'
import { decide, type Move } from './decide.ts'
import type { Phone, Screen } from './phone.ts'

export type Stage =
  /** Has not heard of the panel yet. */
  | 'outside'
  | 'joining'
  | 'joined'
  /** A survey stands on the screen: untouched, begun, or done with. */
  | 'asked'
  | 'answering'
  | 'answered'
  | 'left'

export interface Member {
  readonly phone: Phone
  readonly stage: Stage
  /** True while they are about to do something. */
  readonly busy: boolean
  /** Wants to be on the panel, or no longer. */
  wants(on: boolean): void
  /** Looks at the screen. */
  looks(): void
  /**
   * So much of their time goes by.
   *
   * @returns What they did, in words for who looks on; undefined where they did nothing.
   */
  waits(seconds: number): string | undefined
}

/** Seconds that people take: to hear of it, to notice a survey, to do the next thing. */
const HEARS = 90
const NOTICES = 150
const NEXT = 14
const QUICKEST = 2
/** Writing takes so much longer than tapping. */
const WRITING = 8
/** Where nothing came of what they did, they try again after so long. */
const PATIENCE = 120
/** Who never answers anything, and who leaves when a survey comes. */
const SILENT = 0.22
const LEAVES = 0.02

export function newMember(phone: Phone, chance: Chance): Member {
  const tries = new Map<string, number>()
  const silent = chance.is(SILENT)
  const leaves = chance.is(LEAVES)
  let stage: Stage = 'outside'
  let wanted = false
  /** What was on the screen when they last did something. */
  let seen = ''
  let next: { readonly act: () => string; left: number } | undefined
  let idle = 0

  const after = (mostSeconds: number, act: () => string) => {
    next = { act, left: QUICKEST + chance.next() ** 2 * mostSeconds }
  }
  const stops = (): string => {
    phone.writes('STOP')
    stage = 'left'
    return 'wrote “STOP”'
  }
  const opens = (): string => {
    phone.opensPanel()
    stage = 'joining'
    return 'opened the panel'
  }

  const does = (screen: Screen, move: Move): string => {
    seen = printOf(screen)
    idle = 0
    if (move.about.kind === 'survey') {
      const { question } = move.about
      tries.set(question, (tries.get(question) ?? 0) + 1)
      stage = 'answering'
    }
    if ('write' in move) {
      phone.writes(move.write)
      return `wrote “${move.write}”`
    }
    phone.taps(screen, move.tap)
    return `tapped “${move.tap.label}”`
  }

  const reads = (screen: Screen) => {
    const move = decide(screen, { chance, language: phone.language, tries: question => tries.get(question) ?? 0 })
    if (!move) {
      seen = printOf(screen)
      if (stage === 'joining') stage = 'joined'
      else if (stage === 'answering') stage = 'answered'
      return
    }
    const isNew = move.about.kind === 'survey' && stage !== 'answering'
    if (isNew) {
      stage = 'asked'
      seen = printOf(screen)
      if (leaves) return after(NOTICES, stops)
      if (silent) return
    }
    const writing = 'write' in move ? WRITING : 0
    after((isNew ? NOTICES : NEXT) + writing, () => does(screen, move))
  }

  return {
    phone,
    get stage() {
      return stage
    },
    get busy() {
      return next !== undefined
    },
    wants: on => {
      if (on === wanted) return
      wanted = on
      if (on) after(HEARS, opens)
      else if (stage === 'outside' || stage === 'left') next = undefined
      else after(QUICKEST, stops)
    },
    looks: () => {
      if (next || !wanted || stage === 'outside' || stage === 'left') return
      const screen = phone.screen()
      if (screen && printOf(screen) !== seen) reads(screen)
    },
    waits: seconds => {
      if (!next) {
        const stuck = (stage === 'joining' || stage === 'answering') && wanted
        idle = stuck ? idle + seconds : 0
        if (idle > PATIENCE) seen = ''
        return undefined
      }
      next.left -= seconds
      if (next.left > 0 || !phone.online) return undefined
      const { act } = next
      next = undefined
      return act()
    },
  }
}

/** Tells one look of the screen from another. */
function printOf({ message, text, buttons }: Screen): string {
  return [message, text.length, ...buttons.map(({ token }) => token)].join(' ')
}
