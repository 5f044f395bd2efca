/**
 * A survey: a few questions, whom they are put to, and when. What `src/panel` reads from a file, everybody else takes as it is.
 */
import type { Language, PerLanguage } from '../place.ts'

export interface Survey {
  /** Names it for good: waves of a repeating survey are compared by it. */
  readonly key: string
  readonly title: PerLanguage<string>
  /** Why the town asks: told before the first question. */
  readonly why: PerLanguage<string>
  /** Slack user id of who answers for it, and is asked for the outcome. */
  readonly owner: string
  /** ISO date by which members hear what came of it. */
  readonly outcomeBy: string
  /** Every text is there in each of them; the first is the default. */
  readonly languages: readonly [Language, ...Language[]]
  readonly audience: Audience
  readonly schedule: SurveySchedule
  /** Ids of the Discord channels, of those of the place, in which it is posted as well. */
  readonly post?: readonly string[]
  /** One to seven. */
  readonly questions: readonly SurveyQuestion[]
}

/** Stands for a picture that is not there yet: such a survey cannot be launched. */
export const NO_PICTURE = ''

export const MOST_QUESTIONS = 7

export type SurveyQuestion = {
  /** Stable: results are kept by it. */
  readonly key: string
  readonly ask: PerLanguage<string>
  /** *Why this?* */
  readonly why?: PerLanguage<string>
  /** Asked only of those who chose one of these options of an earlier question. */
  readonly onlyIf?: { readonly question: string; readonly is: readonly string[] }
} & (
  | { readonly kind: 'eitherOr' | 'choice'; readonly options: readonly SurveyOption[] }
  /** At most `most` of them; all where absent. */
  | { readonly kind: 'choices'; readonly options: readonly SurveyOption[]; readonly most?: number }
  /** One to five; what the ends stand for. */
  | { readonly kind: 'mark'; readonly low?: PerLanguage<string>; readonly high?: PerLanguage<string> }
  | { readonly kind: 'number'; readonly from: number; readonly to: number; readonly unit?: PerLanguage<string> }
  /** Two pictures, each with words for who does not see it: the option's name. */
  | { readonly kind: 'pictures'; readonly options: readonly PictureOption[] }
  /** Agree, disagree or pass, to a statement. */
  | { readonly kind: 'agree' }
  | { readonly kind: 'text' | 'photo' | 'pin' }
)

export type QuestionKind = SurveyQuestion['kind']

export interface SurveyOption {
  /** Stable: results are kept by it, whatever it is called later. */
  readonly key: string
  readonly name: PerLanguage<string>
  /** Also taken for it when typed. */
  readonly synonyms: PerLanguage<readonly string[]>
}

export interface PictureOption extends SurveyOption {
  /** Path beside the survey's file, or the name under which it is kept; `NO_PICTURE` where it is still to come. */
  readonly picture: string
}

/** Who is asked. What is absent leaves nobody out. */
export interface Audience {
  readonly areas?: readonly string[]
  readonly interests?: readonly string[]
  readonly languages?: readonly Language[]
  readonly networks?: readonly ('telegram' | 'discord')[]
  /** Keys of options, by the profile question. */
  readonly profile?: Readonly<Record<string, readonly string[]>>
  readonly notAskedInDays?: number
  /** So many of them, drawn by lot; in proportion within the strata that `by` makes (`area`, or profile questions). */
  readonly sample?: { readonly size: number; readonly by: readonly string[]; readonly seed?: number }
  /** No more than `most` answers of those who are all of this (`area`, or profile questions). */
  readonly quotas: readonly { readonly of: Readonly<Record<string, string>>; readonly most: number }[]
}

/** At launch where neither `at` nor `repeat` is there. */
export interface SurveySchedule {
  /** Local date and time, as in 2027-03-01T10:00. */
  readonly at?: string
  /** Five cron fields. */
  readonly repeat?: string
  /** Whose clock `at` and `repeat` are read by. */
  readonly zone: 'place' | 'member'
  /** The invitations go out over so many hours. */
  readonly spreadHours: number
  /** One reminder to who has not answered; none where absent. */
  readonly remindAfterDays?: number
  readonly closesAfterDays: number
}

/** What of a schedule is too late: the last invitations, or the reminder, would come when the survey is closed. */
export function tooLateIn({
  spreadHours,
  remindAfterDays = 0,
  closesAfterDays,
}: Pick<SurveySchedule, 'spreadHours' | 'remindAfterDays' | 'closesAfterDays'>): readonly (
  | 'spreadHours'
  | 'remindAfterDays'
)[] {
  return [
    ...(spreadHours >= closesAfterDays * 24 ? (['spreadHours'] as const) : []),
    ...(remindAfterDays >= closesAfterDays ? (['remindAfterDays'] as const) : []),
  ]
}

/** Seconds that people take for one, beside reading it: measured on ourselves, to be told beforehand, not to be exact. */
const SECONDS: Readonly<Record<QuestionKind, number>> = {
  eitherOr: 3,
  agree: 3,
  choice: 5,
  mark: 4,
  pictures: 6,
  choices: 9,
  number: 7,
  pin: 20,
  text: 30,
  photo: 45,
}

/** Silent reading of plain text, words a second (238 a minute: Brysbaert, "How many words do we read per minute?", 2019). */
const WORDS_PER_SECOND = 4

/** About how long a survey takes, in seconds, rounded up to fives. All its questions are counted. */
export function secondsOf({ questions, languages: [language] }: Pick<Survey, 'questions' | 'languages'>): number {
  const seconds = questions.reduce((sum, question) => {
    const options = 'options' in question ? question.options.map(option => option.name[language]) : []
    const words = [question.ask[language], ...options].join(' ').trim().split(/\s+/).length
    return sum + SECONDS[question.kind] + words / WORDS_PER_SECOND
  }, 0)
  return Math.ceil(seconds / 5) * 5
}
