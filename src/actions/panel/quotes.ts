/**
 * What people wrote and staff published, as it is quoted to others: in the language in which it was written.
 */
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import type { Trx } from '../../store/database.ts'
import { quotesOf } from '../../store/panel/free-answers.ts'

/** Of one question. */
const MOST_QUOTES = 3
/** UTF-16 units of one: with the questions around it, a message has to stay one. */
const LENGTH = 240

/** By the key of the question, the latest first. */
export type Quotes = ReadonlyMap<string, readonly string[]>

/** The latest few of each question that is answered in words. */
export async function quotesIn(trx: Trx, waveId: string, questions: readonly SurveyQuestion[]): Promise<Quotes> {
  const worded = questions.filter(({ kind }) => kind === 'text').map(({ key }) => key)
  return quotesOf(trx, waveId, worded, MOST_QUOTES)
}

interface Saying {
  /** A question above what was written to it. */
  readonly heading: (question: SurveyQuestion) => RichText
  /** A quote with what stands around it. */
  readonly quote: (words: string) => RichText
}

/** For each question of which something is published, the question and its quotes. */
export function sayQuotes(
  quotes: Quotes,
  questions: readonly SurveyQuestion[],
  { heading, quote }: Saying,
): readonly RichText[] {
  return questions.flatMap(question => {
    const of = quotes.get(question.key) ?? []
    if (of.length === 0) return []
    return [joinRich([heading(question), ...of.map(words => quote(inOneLine(words)))], '\n')]
  })
}

function inOneLine(words: string): string {
  return shorten(words.replaceAll(/\s+/g, ' ').trim(), LENGTH)
}
