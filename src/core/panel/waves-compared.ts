/**
 * A repeating survey's waves beside each other: what became of each answer, by the keys of questions and options, however
 * they are called by now.
 *
 * What is compared are the counts that each wave's results told, so that this tells of nobody what those did not.
 */
import { percentages } from './apportion.ts'
import { FEWEST } from './suppress.ts'
import type { Survey, SurveyQuestion } from './survey.ts'
import { optionKeysOf } from './survey-answer.ts'

/** A wave, and what its results told last; `shown` is absent where too few answered. */
export interface ComparedWave {
  readonly number: number
  readonly startsAt: Date
  readonly definition: Survey
  readonly shown?: {
    /** People by question. */
    readonly answered: Readonly<Record<string, number>>
    readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>
  }
}

export interface OverTime {
  /** As the newest wave of it has it. */
  readonly question: SurveyQuestion
  /** `shares`: whole per cent. `mean`: of marks and numbers. */
  readonly told: 'shares' | 'mean'
  /** The earliest first; `people` answered this question. */
  readonly waves: readonly { readonly number: number; readonly startsAt: Date; readonly people: number }[]
  readonly lines: readonly OverTimeLine[]
  /** Waves among them that under `FEWEST` people answered, or this question of them. */
  readonly tooFew: readonly number[]
}

export interface OverTimeLine {
  /** Of the option; empty for a mean. */
  readonly key: string
  /** The newest question that has the option. */
  readonly of: SurveyQuestion
  /** One for each wave; null where the option was not there. */
  readonly values: readonly (number | null)[]
}

/** As many as can be told apart in a picture: the newest ones. */
const MOST_WAVES = 12

/** Questions of which there is anything to compare, in the order of the newest wave. @param waves  The earliest first. */
export function questionsOverTime(waves: readonly ComparedWave[]): readonly SurveyQuestion[] {
  const newest = waves.at(-1)?.definition.questions ?? []
  return newest.filter(({ key }) => overTime(waves, key) !== undefined)
}

/**
 * @param waves  The earliest first.
 * @returns Undefined where fewer than two waves can be compared, or the question was once answered in another way.
 */
export function overTime(waves: readonly ComparedWave[], key: string): OverTime | undefined {
  const asked = waves.flatMap(wave => {
    const question = wave.definition.questions.find(one => one.key === key)
    return question ? [{ ...wave, question }] : []
  })
  const question = asked.at(-1)?.question
  if (!question || asked.some(one => wayOf(one.question) !== wayOf(question))) return undefined
  const told = question.kind === 'mark' || question.kind === 'number' ? 'mean' : 'shares'
  const counted = asked.map(wave => {
    return { ...wave, counts: wave.shown?.counts[key] ?? {}, answers: wave.shown?.answered[key] ?? 0 }
  })
  const all = counted.filter(({ answers }) => answers >= FEWEST)
  const enough = all.slice(-MOST_WAVES)
  if (enough.length < 2 || !isCounted(question)) return undefined
  const since = all.length > enough.length ? enough[0]!.number : 0
  const means = [{ key: '', of: question, values: enough.map(({ counts, answers }) => meanOf(counts, answers)) }]
  return {
    question,
    told,
    waves: enough.map(({ number, startsAt, answers }) => ({ number, startsAt, people: answers })),
    lines: told === 'mean' ? means : linesOf(enough),
    tooFew: counted.filter(({ answers, number }) => answers < FEWEST && number > since).map(({ number }) => number),
  }
}

interface CountedWave extends ComparedWave {
  readonly question: SurveyQuestion
  readonly counts: Readonly<Record<string, number>>
  /** People who gave one. */
  readonly answers: number
}

/** Options of the newest wave in their order, then those that are gone. */
function linesOf(waves: readonly CountedWave[]): readonly OverTimeLine[] {
  const newestFirst = waves.toReversed().map(({ question }) => question)
  const keys = [...new Set(newestFirst.flatMap(optionKeysOf))]
  const shares = waves.map(sharesOf)
  return keys.map(key => ({
    key,
    of: newestFirst.find(question => optionKeysOf(question).includes(key))!,
    values: shares.map(of => of.get(key) ?? null),
  }))
}

/** As the wave's results tell them: of several choices, each is a share of the people. */
function sharesOf({ question, counts, answers }: CountedWave): ReadonlyMap<string, number> {
  const keys = optionKeysOf(question)
  const chosen = keys.map(key => counts[key] ?? 0)
  const shares =
    question.kind === 'choices' ? chosen.map(count => Math.round((100 * count) / answers)) : percentages(chosen)
  return new Map(keys.map((key, n) => [key, shares[n] ?? 0]))
}

function meanOf(counts: Readonly<Record<string, number>>, answers: number): number {
  return sumOf(Object.entries(counts).map(([value, count]) => Number(value) * count)) / answers
}

/** What has to stay the same for answers to be comparable: how many may be chosen, of what. */
function wayOf({ kind }: SurveyQuestion): string {
  return kind === 'eitherOr' || kind === 'pictures' ? 'choice' : kind
}

function isCounted(question: SurveyQuestion): boolean {
  return question.kind === 'number' || optionKeysOf(question).length > 0
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
