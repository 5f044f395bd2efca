/**
 * Dialogues in a turn: begun, answered, left, and taken up again.
 */
import type { SaidAnswer } from '../core/case.ts'
import { joinRich } from '../core/rich-text.ts'
import type { Effect } from '../core/turn.ts'
import { dropDraft, newestDraft } from './drafts.ts'
import { isAnswered, nextStep, type Talk } from './flow.ts'
import { isFresh } from './fresh-source.ts'
import { type Input, isEmpty, mergeHeld, NOTHING } from './input.ts'
import { keepForTomorrow, mayOpen } from './limits.ts'
import { welcome } from './menu.ts'
import { type Move, moveOn, sceneOf } from './move.ts'
import { noticeOf } from './notice.ts'
import { mayOffer } from './panel/join.ts'
import { END } from './script-engine.ts'
import type { Given } from './step.ts'
import { facts } from './steps/check.ts'
import type { Dialogue, Draft } from './talk-state.ts'
import { keep, nextPrompt, showMenu, showWhereWeAre, type Turn } from './turn.ts'

/**
 * Begins a dialogue with what is already there; one that is under way is not left for it. What was left before can still
 * be taken up afterwards.
 *
 * @param given  Answers that a link or a settled case brought.
 * @param follows  The settled case that it takes up again.
 */
export async function begin(
  turn: Turn,
  talk: Talk,
  first: Input = NOTHING,
  given?: Given,
  follows?: string,
): Promise<void> {
  const { say, now } = turn.world
  if (turn.state.dialogue) return showWhereWeAre(turn, say('talk.underWay'), welcome(turn))
  const input = turn.state.aside ? mergeHeld([...turn.state.aside.held, first]) : first
  const { source } = turn.state
  const opening: Dialogue = {
    id: talk.id,
    step: '',
    since: nextPrompt(turn),
    given: given ?? {},
    wrong: 0,
    said: [],
    ...(follows !== undefined && { follows }),
    ...(source && isFresh(source, now) && { source: source.payload }),
  }
  const scene = sceneOf(opening, turn.world)
  const step = await turn.house.engine.begin(talk.id, nextStep(talk, scene).name)
  keep(turn, { dialogue: { ...opening, step }, aside: undefined })
  const linked = talk.steps.filter(({ name }) => given?.[name] !== undefined)
  if (linked.length > 0) turn.notes.push(joinRich(facts(linked, scene), '\n'))
  turn.show = { what: 'dialogue' }
  turn.hint = undefined
  if (!isEmpty(input)) await advance(turn, input)
}

/**
 * Answers the question that waits.
 *
 * @param option  The code of the button that was tapped.
 */
export async function advance(turn: Turn, input: Input, option?: string): Promise<void> {
  const { dialogue } = turn.state
  const talk = turn.house.talks.find(({ id }) => id === dialogue?.id)
  const step = dialogue && talk?.step(dialogue.step)
  if (!dialogue || !talk || !step) throw new Error('cannot advance: no question waits; restore the dialogue first')

  let made: Move | undefined
  await turn.house.engine.answer(talk.id, step.name, () => {
    made = moveOn(talk, step, dialogue, input, option, turn.world)
    return made.end ? END : made.dialogue.step
  })
  if (!made) throw new Error(`cannot advance "${talk.id}": its script did not take the answer of "${step.name}"`)
  turn.wants = made.wants
  settle(turn, talk, step.name, made)
}

function settle(turn: Turn, talk: Talk, from: string, { dialogue, notes, hint, end }: Move): void {
  if (end === 'cancel') {
    cancel(turn)
    return
  }
  turn.notes.push(...notes)
  turn.hint = hint
  if (end === 'send') {
    if (!mayOpen(turn)) {
      keepForTomorrow(turn, dialogue)
      return
    }
    const person = { firstName: firstNameIn(turn), language: turn.world.language }
    const effect = withOrigin(turn, talk, dialogue, talk.send(dialogue.given, person))
    const offersPanel = effect.kind === 'openCase' && mayOffer(turn)
    turn.effects.push(offersPanel ? { ...effect, draft: { ...effect.draft, offersPanel } } : effect)
    if (offersPanel) keep(turn, { panelOffered: true })
    const where = effect.kind === 'openCase' ? effect.draft.where : undefined
    keep(turn, { dialogue: undefined, source: undefined, ...(where && { lastPlace: where }) })
    turn.show = { what: 'nothing' }
    return
  }
  keep(turn, { dialogue: dialogue.step === from ? dialogue : { ...dialogue, since: nextPrompt(turn) } })
  turn.show = { what: 'dialogue' }
}

function withOrigin(turn: Turn, talk: Talk, dialogue: Dialogue, effect: Effect): Effect {
  if (effect.kind !== 'openCase') return effect
  const { source, follows } = dialogue
  const said = saidIn(turn, talk, dialogue)
  const origin = {
    notice: noticeOf(turn),
    ...(source && { source }),
    ...(follows !== undefined && { follows }),
    ...(said.length > 0 && { said }),
  }
  return { ...effect, draft: { ...effect.draft, ...origin } }
}

/** What was typed for the answers that are sent. */
function saidIn(turn: Turn, { fills, step: stepOf }: Talk, dialogue: Dialogue): readonly SaidAnswer[] {
  const scene = sceneOf(dialogue, turn.world)
  return dialogue.said.flatMap(({ step: name, messageId, text }) => {
    const step = stepOf(name)
    const isSent = step?.applies(scene) && step.of(dialogue.given) !== undefined
    return isSent ? [{ messageId, text, part: fills[name] ?? 'other' }] : []
  })
}

/**
 * Ends whatever is under way, a question of ours that waits and a survey too; where nothing is, or where the question is
 * what becomes of the newest draft, that draft. Other drafts stay.
 */
export function cancel(turn: Turn): void {
  const { dialogue, aside, survey } = turn.state
  if (survey && !dialogue && !aside) {
    keep(turn, { survey: undefined })
    turn.notes.push(turn.world.say('survey.left'))
    return
  }
  const isUnderWay = dialogue || (aside && aside.kind !== 'takeUp')
  const draft = isUnderWay ? undefined : newestDraft(turn)
  keep(turn, { dialogue: undefined, aside: undefined })
  dropDraft(turn, draft)
  turn.notes.length = 0
  showMenu(turn, turn.world.say(dialogue || aside || draft ? 'menu.cancelled' : 'menu.nothingToCancel'))
}

/** Goes on where a dialogue was left. */
export function takeUp(turn: Turn, draft: Draft): void {
  const dialogue = refit(turn, draft.dialogue)
  dropDraft(turn, draft)
  keep(turn, { dialogue: dialogue && { ...dialogue, since: nextPrompt(turn) }, aside: undefined })
  if (dialogue) {
    turn.notes.push(turn.world.say('talk.takenUp'))
    turn.show = { what: 'dialogue' }
    turn.hint = undefined
  } else showMenu(turn, turn.world.say('menu.lost'))
}

/**
 * Fits a dialogue into the flows of today: the flow or the place file may have changed since it was left.
 *
 * @returns  The same one where it still fits, nothing where no flow has its name.
 */
export function refit(turn: Turn, dialogue: Dialogue): Dialogue | undefined {
  if (turn.house.engine.has(dialogue.id, dialogue.step)) return dialogue
  const name = dialogue.id.slice(0, dialogue.id.lastIndexOf('@'))
  const talk = turn.house.talks.find(t => t.name === name)
  if (!talk) return undefined

  // A question's answer may hang on another's, so each is looked at with those before it.
  let given: Dialogue['given'] = {}
  for (const step of talk.steps) {
    const value = dialogue.given[step.name]
    const scene = sceneOf({ ...dialogue, given: { ...given, [step.name]: value } }, turn.world)
    if (value !== undefined && (isAnswered(step, scene) || step.keeps?.(value))) given = scene.given
  }
  const { id } = talk
  const { said, source, follows } = dialogue
  const fitted: Dialogue = {
    id,
    step: '',
    since: nextPrompt(turn),
    given,
    wrong: 0,
    said,
    ...(source !== undefined && { source }),
    ...(follows !== undefined && { follows }),
  }
  return { ...fitted, step: nextStep(talk, sceneOf(fitted, turn.world)).name }
}

function firstNameIn(turn: Turn): string {
  return turn.input.heard.findLast(({ event }) => event.person.firstName)?.event.person.firstName ?? ''
}
