/**
 * What was filled in about an outcome, as an outcome; or what is wrong with it, field by field.
 */
import { speakToStaff } from '../../actions/context.ts'
import type { OutcomeWords } from '../../actions/panel/write-outcome.ts'
import type { FilledForm } from '../../core/desk-views.ts'
import type { OutcomeKind } from '../../core/panel/outcome.ts'
import type { Survey } from '../../core/panel/survey.ts'
import { isIsoDay, isoDayAt } from '../../core/time-zone.ts'
import type { WrittenOutcome } from '../../store/panel/outcomes.ts'
import type { DeskWork } from '../desk-work.ts'
import { missingWords, readWords, wordsKey } from './form-words.ts'
import { arePictures } from './take-pictures.ts'

/** UTF-16 units of each language; a screen and a half on a phone. */
export const MOST_WORDS = 1_500
export const MOST_LINK = 500
/** What becomes of the picture that is there. */
export const REMOVE = 'remove'

type Errors = Readonly<Record<string, string>>

/** @param before  What is written by now, whose picture stays until another came. */
export function readOutcome(
  work: DeskWork,
  { languages }: Pick<Survey, 'languages'>,
  before: Pick<WrittenOutcome, 'picture'> | undefined,
  { filled, files }: FilledForm,
): { readonly outcome: OutcomeWords; readonly errors?: never } | { readonly errors: Errors } {
  const { place, now } = work
  const say = speakToStaff(place)
  const [first] = languages
  const kind = outcomeKindOf(filled.kind)
  const words = readWords(filled, 'words', languages)
  const link = readLink(filled.link)
  const nextBy = kind === 'notYet' ? (filled.nextBy ?? '') : null
  const isPast = nextBy !== null && (!isIsoDay(nextBy) || nextBy <= isoDayAt(now(), place.timeZone))
  const tooLong = Object.entries(words).filter(([, text]) => text.length > MOST_WORDS)
  const picture = filled.fate === REMOVE ? null : (before?.picture ?? null)
  const errors = {
    ...(kind === undefined && { kind: say('builder.wrong.kind').text }),
    ...missingWords(place, 'words', [first], words),
    ...Object.fromEntries(
      tooLong.map(([language]) => [
        wordsKey('words', language),
        say('builder.wrong.long', { most: String(MOST_WORDS) }).text,
      ]),
    ),
    ...(isPast && { nextBy: say('outcome.wrong.nextBy').text }),
    ...(link === 'wrong' && { link: say('outcome.wrong.link').text }),
    ...(!arePictures(files) && { picture: say('builder.wrong.noPicture').text }),
  }
  if (kind === undefined || link === 'wrong' || Object.keys(errors).length > 0) return { errors }
  return { outcome: { kind, words, link, picture, nextBy } }
}

export function outcomeKindOf(kind: string | undefined): OutcomeKind | undefined {
  return kind === 'decided' || kind === 'notYet' ? kind : undefined
}

/** Null where none was given. */
function readLink(typed: string | undefined): string | null | 'wrong' {
  const words = (typed ?? '').trim()
  if (words === '') return null
  const url = words.length <= MOST_LINK && URL.canParse(words) ? new URL(words) : undefined
  const isGood = url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname.includes('.')
  return isGood ? url.href : 'wrong'
}
