/**
 * Drafts: dialogues that were left, each kept for two weeks, to be taken up again or thrown away.
 */
import { joinRich, type RichText } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'
import { formatDay } from '../core/working-time.ts'
import { draftToken } from './draft-tokens.ts'
import { isAnswered } from './flow.ts'
import { sceneOf } from './move.ts'
import type { Option } from './step.ts'
import type { Dialogue, Draft } from './talk-state.ts'
import { keep, type Turn } from './turn.ts'

export const DRAFT_MS = 14 * 24 * 3_600_000
const MOST = 5
/** UTF-16 units of a title. */
const TITLE = 60

/** Keeps a dialogue as a draft; where there are too many, the oldest goes, and that is said. */
export function leave(turn: Turn, dialogue: Dialogue): void {
  const { drafts = [], lastDraft = 0 } = turn.state
  const draft: Draft = { number: lastDraft + 1, leftAt: turn.world.now.toISOString(), dialogue }
  const filled = drafts.filter(({ dialogue: { given } }) => Object.keys(given).length > 0)
  const kept = [...filled, draft].slice(-MOST)
  if (kept.length <= filled.length) turn.notes.push(turn.world.say('drafts.full', { most: `${MOST}` }))
  keep(turn, { dialogue: undefined, drafts: kept, lastDraft: draft.number })
}

/** The one that was left last. */
export function newestDraft({ state: { drafts = [] } }: Turn): Draft | undefined {
  return drafts.at(-1)
}

export function dropDraft(turn: Turn, draft: Draft | undefined): void {
  const left = (turn.state.drafts ?? []).filter(one => one !== draft)
  keep(turn, { drafts: left.length > 0 ? left : undefined })
}

/** Forgets what was left long ago. */
export function dropOldDrafts(turn: Turn): void {
  const old = (turn.state.drafts ?? []).filter(
    ({ leftAt }) => Date.parse(leftAt) + DRAFT_MS <= turn.world.now.getTime(),
  )
  for (const draft of old) dropDraft(turn, draft)
}

/** "Go on" for each, the newest first. Of a single one nobody has to be told which. */
export function draftOptions(turn: Turn): readonly Option[] {
  const { say } = turn.world
  const { drafts = [] } = turn.state
  const [only, ...others] = drafts
  if (only && others.length === 0) return [{ code: draftToken(only.number, 'takeUp'), label: say('menu.goOn').text }]
  return drafts.toReversed().map(draft => goOnWith(turn, draft))
}

/** The list of them, with what can be done about each; nothing where there is none. */
export function listDrafts(turn: Turn): { readonly text: RichText; readonly options: readonly Option[][] } | undefined {
  const { say, language, place } = turn.world
  const drafts = (turn.state.drafts ?? []).toReversed()
  if (drafts.length === 0) return undefined
  const lines = drafts.map(draft => {
    const until = new Date(Date.parse(draft.leftAt) + DRAFT_MS)
    return say('drafts.line', { title: titleOf(turn, draft), day: formatDay(until, language, place.timeZone) })
  })
  return {
    text: joinRich([say('drafts.heading'), ...lines], '\n'),
    options: drafts.map(draft => [
      goOnWith(turn, draft),
      { code: draftToken(draft.number, 'drop'), label: say('drafts.drop', { title: titleOf(turn, draft) }).text },
    ]),
  }
}

function goOnWith(turn: Turn, draft: Draft): Option {
  const label = turn.world.say('drafts.goOn', { title: titleOf(turn, draft) }).text
  return { code: draftToken(draft.number, 'takeUp'), label }
}

/** The first of its answers, as a rule the description; without any, what it is. */
function titleOf({ house, world }: Turn, { dialogue }: Draft): string {
  const talk = house.talks.find(({ name }) => name === dialogue.id.slice(0, dialogue.id.lastIndexOf('@')))
  const scene = sceneOf(dialogue, world)
  for (const step of talk?.steps ?? []) {
    const value = isAnswered(step, scene) ? step.of(dialogue.given) : undefined
    const [line] = value === undefined ? [] : step.show(value, scene).text.trim().split('\n')
    if (line) return shorten(line, TITLE)
  }
  return talk ? world.say(talk.menu).text : dialogue.id
}
