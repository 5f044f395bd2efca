/**
 * What staff make of a free answer: tags, a quote for members, or out of sight. Each act is on record with who did it, and
 * without the words.
 *
 * Each is done where the answer still stands as it was seen; else somebody was quicker, and nothing is done.
 */
import { cleanText } from '../../core/clean-text.ts'
import { HIDING_REASONS, MOST_TAGS, TAG_LENGTH } from '../../core/panel/free-answer.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import {
  type FreeAnswer,
  setHidden,
  setPublished,
  setTags,
  tagsOf,
  takeFreeAnswer,
} from '../../store/panel/free-answers.ts'
import type { ResultsWave } from '../../store/panel/results.ts'
import { recordSurveyEvent } from '../../store/panel/survey-events.ts'
import type { SurveyEventKind } from '../../store/panel-tables.ts'
import type { ActionContext } from '../context.ts'
import { namesSomebody } from './names-somebody.ts'

export const MODERATIONS = ['tag', 'publish', 'takeBack', 'hide', 'show'] as const
export type Moderation = (typeof MODERATIONS)[number]

/** What was chosen with it, as it came. */
export interface Moderated {
  /** All that it is to have. */
  readonly tags?: readonly string[]
  readonly why?: string | undefined
  /** What may name somebody was read once more. */
  readonly isSure?: boolean
}

/** `gone`: erased, changed, or settled otherwise by somebody else meanwhile. */
export type ModerationOutcome = 'done' | 'gone' | 'notSure' | 'noReason' | 'tooManyTags' | 'longTag'

interface About {
  readonly wave: Pick<ResultsWave, 'id' | 'survey'>
  readonly id: string
  readonly by: Colleague
}

const KINDS: Readonly<Record<Moderation, SurveyEventKind>> = {
  tag: 'tagged',
  publish: 'published',
  takeBack: 'takenBack',
  hide: 'hidden',
  show: 'shown',
}

/** What can be done with an answer as it stands. Only words are quoted. */
export function moderationsOf({ value, isPublished, hiddenFor }: FreeAnswer): readonly Moderation[] {
  if (hiddenFor !== null) return ['show']
  if (isPublished) return ['tag', 'takeBack', 'hide']
  return typeof value === 'string' ? ['tag', 'publish', 'hide'] : ['tag', 'hide']
}

export async function moderateWords(
  trx: Trx,
  { wave, id, by }: About,
  act: Moderation,
  { tags = [], why, isSure = false }: Moderated,
  context: ActionContext,
): Promise<ModerationOutcome> {
  const answer = await takeFreeAnswer(trx, wave.id, id)
  if (!answer || !moderationsOf(answer).includes(act)) return 'gone'
  const { now } = context
  const reason = HIDING_REASONS.find(one => one === why)
  switch (act) {
    case 'tag': {
      const clean = cleanTags(tags)
      if (clean.some(tag => tag.length > TAG_LENGTH)) return 'longTag'
      const all = new Set([...(await tagsOf(trx, wave.survey, answer.question)), ...clean])
      if (all.size > MOST_TAGS) return 'tooManyTags'
      await setTags(trx, id, clean)
      break
    }
    case 'publish':
      if (!isSure && typeof answer.value === 'string' && namesSomebody(answer.value, context)) return 'notSure'
      await setPublished(trx, id, now)
      break
    case 'takeBack':
      await setPublished(trx, id, null)
      break
    case 'hide':
      if (!reason) return 'noReason'
      await setHidden(trx, id, reason)
      break
    case 'show':
      await setHidden(trx, id, null)
  }
  const detail = { answer: id, ...(act === 'hide' && reason && { why: reason }) }
  await recordSurveyEvent(trx, { survey: wave.survey, waveId: wave.id, at: now, by, kind: KINDS[act], detail })
  return 'done'
}

/** Each once, in one line, without what parts them in an export. */
function cleanTags(tags: readonly string[]): readonly string[] {
  const clean = tags.map(tag =>
    cleanText(tag)
      .replaceAll(/[\s;]+/g, ' ')
      .trim(),
  )
  return [...new Set(clean)].filter(tag => tag !== '').sort()
}
