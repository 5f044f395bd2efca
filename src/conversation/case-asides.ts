/**
 * What one does with a case of one's own: add to it, take it back, say that it is not right after all.
 */
import { afterSettled, mayWithdraw } from '../core/own-case.ts'
import type { CaseWish } from './case-tokens.ts'
import { begin } from './dialogues.ts'
import { type Input, NOTHING } from './input.ts'
import { BACK } from './move.ts'
import { findOwn, referenceIn, showCase, showCases } from './my-cases.ts'
import { addToCase, passable } from './pass-on.ts'
import type { Ask, Option } from './step.ts'
import type { Aside, CaseAside } from './talk-state.ts'
import { keep, nextPrompt, showWhereWeAre, type Turn } from './turn.ts'

const DONE = 'done'
const YES = 'yes'
/** Who turned to something else for so long adds no more. */
const ADDING_MS = 3_600_000

export function isCaseAside(aside: Aside): aside is CaseAside {
  return 'caseId' in aside
}

/** What a button of one's own cases asks for, however old it is. */
export async function hearCaseWish(turn: Turn, wish: CaseWish): Promise<void> {
  if (wish.what === 'list') return showCases(turn, wish.page)
  if (wish.what === 'show') return showCase(turn, wish.id)
  const found = findOwn(turn, wish.id)
  if (!found) return
  const { say, now } = turn.world
  if (wish.what === 'add') return askCase(turn, 'add', found.id)
  if (wish.what === 'withdraw' && mayWithdraw(found)) return askCase(turn, 'withdraw', found.id)
  const after = wish.what === 'notRight' ? afterSettled(found, now) : undefined
  if (after === 'reopen') return askCase(turn, 'notRight', found.id)
  if (after !== 'anew') return showCase(turn, found.id)
  const again = turn.house.talks.map(talk => ({ talk, given: talk.again?.(found) })).find(({ given }) => given)
  if (!again) return showCase(turn, found.id)
  if (!turn.state.dialogue) turn.notes.push(say('cases.anew', { reference: referenceIn(turn, found.id) }))
  return begin(turn, again.talk, NOTHING, again.given, found.id)
}

export function askAboutCase(turn: Turn, { kind, caseId, added }: CaseAside): Ask {
  const { say } = turn.world
  const reference = referenceIn(turn, caseId)
  const back: Option = { code: BACK, label: say('button.back').text }
  switch (kind) {
    case 'add': {
      const done = { code: DONE, label: say('button.done').text }
      return { text: say(added ? 'cases.addMore' : 'cases.addAsk', { reference }), choices: [[added ? done : back]] }
    }
    case 'withdraw':
      return {
        text: say('cases.withdrawAsk', { reference }),
        choices: [
          [{ code: YES, label: say('cases.withdrawYes').text }],
          [{ code: BACK, label: say('cases.keep').text }],
        ],
      }
    case 'notRight':
      return { text: say('cases.notRightAsk', { reference }), choices: [[back]] }
  }
}

/** A choice that was tapped or typed. */
export function answerCaseAside(turn: Turn, aside: CaseAside, option: string): void {
  leave(turn, aside)
  if (option === BACK) showCase(turn, aside.caseId)
  if (option === YES) turn.effects.push({ kind: 'withdrawCase', caseId: aside.caseId })
  if (option === DONE) showWhereWeAre(turn, undefined, turn.world.say('cases.added'))
}

/** Words, photos, a pin: they go to the case. */
export function tellCase(turn: Turn, aside: CaseAside, input: Input): void {
  const { caseId } = aside
  turn.show = { what: 'aside' }
  if (aside.kind === 'withdraw') {
    addToCase(turn, caseId, input)
    turn.hint = turn.world.say('talk.twoWays')
    return
  }
  const passed = passable(turn, input)
  if (!passed) return
  if (aside.kind === 'add') {
    turn.effects.push({ kind: 'addToCase', caseId, ...passed })
    keep(turn, { aside: { ...aside, added: true } })
    return
  }
  turn.effects.push({ kind: 'reopenCase', caseId, ...passed })
  leave(turn, aside)
}

/** Forgets a question about a case that its person has turned away from. */
export function dropOldCaseAside(turn: Turn, pauseMs: number): void {
  const { aside } = turn.state
  if (aside && isCaseAside(aside) && pauseMs > ADDING_MS) keep(turn, { aside: aside.over })
}

function askCase(turn: Turn, kind: CaseAside['kind'], caseId: string): void {
  const { aside } = turn.state
  const over = aside && isCaseAside(aside) ? aside.over : aside
  keep(turn, { aside: { kind, caseId, since: nextPrompt(turn), held: [], ...(over && { over }) } })
  turn.show = { what: 'aside' }
  turn.hint = undefined
}

/** Back to what was asked before it. */
function leave(turn: Turn, { over }: Aside): void {
  keep(turn, { aside: over })
  turn.hint = undefined
  turn.show = turn.state.aside ? { what: 'aside' } : { what: turn.state.dialogue ? 'dialogue' : 'nothing' }
}
