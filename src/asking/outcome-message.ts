/**
 * "You said, we did": what came of a survey, as those who answered it are told.
 *
 * Who sends it, who shows it to staff beforehand and who shows it again in *My panel* make the same message. Its frame is
 * in the reader's language; its words are in the first of the survey's languages where they were not written in theirs.
 */
import { speak } from '../../locales/index.ts'
import type { SurveyOutcome } from '../core/panel/outcome.ts'
import { PANEL } from '../core/panel/panel-act.ts'
import { FEWEST } from '../core/panel/suppress.ts'
import type { Survey } from '../core/panel/survey.ts'
import type { Language, PerLanguage } from '../core/place.ts'
import { joinRich, linked, plain, type RichText } from '../core/rich-text.ts'
import { formatDate } from '../core/working-time.ts'
import type { SurveyMessage } from './question-message.ts'

type Titled = Pick<Survey, 'title' | 'languages'>

export function outcomeMessage(outcome: SurveyOutcome, survey: Titled, language: Language): SurveyMessage {
  const { picture, people } = outcome
  const say = speak(language)
  const parts = [
    ...outcomeParts(outcome, survey, language),
    ...(people >= FEWEST ? [say('outcome.people', { count: people })] : []),
  ]
  return {
    text: joinRich(parts, '\n\n'),
    choices: [[{ token: PANEL, label: say('panel.mine').text }]],
    files: picture ? [{ ...picture, alt: titleIn(survey, language) }] : [],
  }
}

/** Heading, words, and what more there is to read or to come. */
export function outcomeParts(
  { kind, words, link, nextBy }: SurveyOutcome,
  survey: Titled,
  language: Language,
): readonly RichText[] {
  const say = speak(language)
  return [
    say(`outcome.heading.${kind}`, { title: titleIn(survey, language) }),
    plain(inTheirs(words, survey, language)),
    ...(link === null ? [] : [linked(say('outcome.readMore').text, link)]),
    ...(nextBy === null ? [] : [say('outcome.nextBy', { day: dayOf(nextBy, language) })]),
  ]
}

export function titleIn(survey: Titled, language: Language): string {
  return inTheirs(survey.title, survey, language)
}

/** @param day  ISO date. */
export function dayOf(day: string, language: Language): string {
  return formatDate(new Date(`${day}T12:00:00Z`), language, 'UTC')
}

function inTheirs(words: PerLanguage<string>, { languages }: Titled, language: Language): string {
  return words[language] ?? words[languages[0]] ?? ''
}
