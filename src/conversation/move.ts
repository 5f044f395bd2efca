/**
 * One move of a dialogue: from the question that waits and what was said, to the question that comes next. Pure.
 */
import type { SaidMessage } from '../core/case.ts'
import type { Lookup } from '../core/lookup.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import { nextStep, stepBefore, type Talk } from './flow.ts'
import { type Input, isEmpty } from './input.ts'
import { typedOption } from './options.ts'
import { refusalNotes } from './refusals.ts'
import type { Given, Option, Scene, Step, Taken } from './step.ts'
import { CHANGE, CHECK } from './steps/check.ts'
import type { Dialogue } from './talk-state.ts'

export interface Move {
  readonly dialogue: Dialogue
  /** Said before the next question, each once: what was kept, what was left out. */
  readonly notes: readonly RichText[]
  /** Said before the question when it stays: what is wanted. */
  readonly hint?: RichText
  readonly end?: 'send' | 'cancel'
  /** Has to be known first. The rest of the move means nothing then. */
  readonly wants?: Lookup
}

/** The town and the person, without what belongs to one dialogue. */
export type World = Omit<Scene, 'given' | 'draft'>

const SKIP = 'skip'
export const BACK = 'back'
export const CANCEL = 'cancel'

/** The buttons below every question. */
export function navigation(talk: Talk, step: Step, dialogue: Dialogue, world: World): readonly Navigation[] {
  const { say } = world
  const scene = sceneOf(dialogue, world)
  const value = dialogue.given[step.name]
  const hasPart = Array.isArray(value) && value.length > 0
  return [
    { code: SKIP, label: say('button.skip').text, shown: step.optional(scene) && !hasPart },
    { code: BACK, label: say('button.back').text, shown: cameFrom(talk, step, dialogue, scene) !== undefined },
    { code: CANCEL, label: say('button.cancel').text, shown: true },
  ]
}

export interface Navigation extends Option {
  /** False where it leads nowhere. It can be typed all the same, for "Back" is never an answer. */
  readonly shown: boolean
}

export function sceneOf({ given, draft }: Dialogue, world: World): Scene {
  return { ...world, given, draft }
}

/** @param option  The code of the button that was tapped. */
export function moveOn(
  talk: Talk,
  step: Step,
  dialogue: Dialogue,
  input: Input,
  option: string | undefined,
  world: World,
): Move {
  const { rest, ...here } = takeEarly(talk, step, dialogue, input, world)
  const scene = sceneOf(here.dialogue, world)
  const meant = option ?? typedOption(rest.text, step.ask(scene), navigation(talk, step, here.dialogue, world))

  if (meant === CANCEL) return { ...here, end: 'cancel' }
  if (meant === BACK) return go(here, cameFrom(talk, step, here.dialogue, scene) ?? step)
  if (meant === SKIP) {
    if (!step.optional(scene)) return unclear(here, step, scene, world.say('talk.notSkippable'))
    return answer(talk, step, here, null, [], world)
  }
  if (meant === undefined && isEmpty(rest)) return here
  return settle(talk, step, here, step.take(rest, meant, scene), typedIn(rest), world)
}

function settle(
  talk: Talk,
  step: Step,
  here: Move,
  taken: Taken<unknown>,
  said: readonly SaidMessage[],
  world: World,
): Move {
  const scene = sceneOf(here.dialogue, world)
  switch (taken.kind) {
    case 'answer':
      return answer(
        talk,
        step,
        also(noted(here, taken.note), taken.also, said),
        taken.value,
        taken.also ? [] : said,
        world,
      )
    case 'part': {
      const given = { ...here.dialogue.given, [step.name]: taken.value }
      const kept = { ...here.dialogue, given, wrong: 0 }
      const dialogue = step.piece && !taken.also ? withSaid(kept, step.name, said) : kept
      return noted(also({ ...here, dialogue }, taken.also, said), taken.note)
    }
    case 'turn':
      return { ...here, dialogue: { ...here.dialogue, draft: taken.draft, wrong: 0 } }
    case 'unclear': {
      const draft = 'draft' in taken ? { draft: taken.draft } : {}
      return unclear({ ...here, dialogue: { ...here.dialogue, ...draft } }, step, scene, taken.hint)
    }
    case 'lookup':
      return { ...here, wants: taken.lookup }
    case 'send': {
      // The place file may have changed since an answer was given.
      const open = nextStep(talk, scene)
      return open === step ? { ...here, end: 'send' } : go(noted(here, world.say('talk.changed')), open)
    }
    case 'go': {
      const to = talk.step(taken.step)
      if (!to) throw new Error(`cannot go to step "${taken.step}" of "${talk.id}": there is none of that name`)
      return go(here, to, taken.changing)
    }
  }
}

/** The messages of an input that have words. */
function typedIn({ said = [] }: Input): readonly SaidMessage[] {
  return said.filter(({ text }) => text.text !== '')
}

/** A new answer takes the place of what was typed before; a tap leaves that alone. */
function withSaid(dialogue: Dialogue, step: string, said: readonly SaidMessage[]): Dialogue {
  if (said.length === 0) return dialogue
  const others = dialogue.said.filter(one => one.step !== step)
  return { ...dialogue, said: [...others, ...said.map(one => ({ ...one, step }))] }
}

function answer(talk: Talk, step: Step, here: Move, value: unknown, said: readonly SaidMessage[], world: World): Move {
  const dialogue = withSaid(here.dialogue, step.name, said)
  const given = { ...dialogue.given, [step.name]: value }
  const scene = sceneOf({ ...dialogue, given }, world)
  const { kept, notes } = withoutLeftOut(talk, scene)
  const answered: Move = {
    ...here,
    notes: [...here.notes, ...notes],
    dialogue: { ...dialogue, given: kept },
  }
  return go(answered, nextStep(talk, { ...scene, given: kept }))
}

/** Takes out what no longer applies and says so, where its step has words for it. */
function withoutLeftOut(talk: Talk, scene: Scene): { kept: Scene['given']; notes: readonly RichText[] } {
  const leftOut = talk.steps.filter(step => step.leftOut && step.of(scene.given) !== undefined && !step.applies(scene))
  if (leftOut.length === 0) return { kept: scene.given, notes: [] }
  const names = leftOut.map(step => step.name)
  const kept = Object.fromEntries(Object.entries(scene.given).filter(([name]) => !names.includes(name)))
  return { kept, notes: leftOut.flatMap(step => step.leftOut?.(scene) ?? []) }
}

function go(here: Move, to: Step, changing = false): Move {
  const { draft: _draft, changing: _changing, ...rest } = here.dialogue
  return { ...here, dialogue: { ...rest, step: to.name, wrong: 0, ...(changing && { changing: true }) } }
}

function unclear(here: Move, step: Step, scene: Scene, hint: RichText | undefined): Move {
  const wrong = here.dialogue.wrong + 1
  const words = hint ?? (wrong === 1 ? step.hint(scene) : undefined)
  const example = wrong > 1 ? step.example(scene) : undefined
  const said = joinRich(
    [words, example].filter(part => part !== undefined),
    '\n',
  )
  return { ...here, hint: said, dialogue: { ...here.dialogue, wrong } }
}

/** Words that were added to other answers, beside what was typed for those before. */
function also(move: Move, more: Given | undefined, said: readonly SaidMessage[]): Move {
  if (!more) return move
  const added = Object.keys(more).flatMap(step => said.map(one => ({ ...one, step })))
  const { dialogue } = move
  return {
    ...move,
    dialogue: { ...dialogue, given: { ...dialogue.given, ...more }, said: [...dialogue.said, ...added] },
  }
}

function noted(move: Move, note: RichText | undefined): Move {
  return note ? { ...move, notes: [...move.notes, note] } : move
}

/** Where Back leads: to the card, if that sent the person here, else to the question before. */
function cameFrom(talk: Talk, step: Step, dialogue: Dialogue, scene: Scene): Step | undefined {
  return dialogue.changing || step.name === CHANGE ? talk.step(CHECK) : stepBefore(talk, step, scene)
}

interface Opening extends Move {
  /** What is left for the question that waits. */
  readonly rest: Input
}

/** Gives pieces to the questions that they answer, where the one that waits does not want them. */
function takeEarly(talk: Talk, step: Step, dialogue: Dialogue, input: Input, world: World): Opening {
  let given = dialogue.given
  let rest: Input = { ...input, refused: [] }
  const notes = [...refusalNotes(input.refused, world.say)]
  for (const piece of ['place', 'photos'] as const) {
    if (!hasPiece(rest, piece) || step.piece === piece) continue
    const owner = talk.steps.find(other => other.piece === piece)
    const early = owner?.early?.(rest, sceneOf({ ...dialogue, given }, world))
    if (owner && early) given = { ...given, [owner.name]: early.value }
    notes.push(early?.note ?? world.say(piece === 'place' ? 'talk.placeNotHere' : 'talk.photosNotHere'))
    rest = withoutPiece(rest, piece)
  }
  if (input.takenAt) {
    const owner = talk.steps.find(other => other.suggest)
    const hinted = owner?.suggest?.(input, sceneOf({ ...dialogue, given }, world))
    if (owner && hinted !== undefined) given = { ...given, [owner.name]: hinted }
  }
  return { dialogue: { ...dialogue, given }, notes, rest }
}

function hasPiece(input: Input, piece: 'place' | 'photos'): boolean {
  return piece === 'place' ? input.place !== undefined : input.photos.length > 0
}

function withoutPiece({ place, ...rest }: Input, piece: 'place' | 'photos'): Input {
  return piece === 'place' ? rest : { ...rest, photos: [], ...(place && { place }) }
}
