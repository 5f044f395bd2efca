/**
 * The codes behind a survey's buttons: `sv.WAVE.QUESTION.ACT`, the question by its index in the version that the wave (or
 * test, `survey-test.ts`) is of. They name what they do rather than a moment, so that a button works however old it is, and tapped twice does what
 * it did once.
 */

/** Leads to the list of one's own answers. */
export const OWN_ANSWERS = 'panel.answers'

export interface SurveyTap {
  readonly waveId: string
  /** Index of the question. */
  readonly question: number
  readonly act: SurveyAct
}

export type SurveyAct =
  /** The option of this index; of a question with several choices, it is put to them, or taken out. */
  | { readonly kind: 'choose' | 'add' | 'remove'; readonly option: number }
  /**
   * Several were chosen; not this one; what is it asked for; put it (again); something was written; put the first that is
   * not answered yet, whichever this is.
   */
  | { readonly kind: 'done' | 'skip' | 'why' | 'ask' | 'write' | 'begin' }

const CODES = { choose: 'o', add: 'a', remove: 'r' } as const
const WORDS = ['done', 'skip', 'why', 'ask', 'write', 'begin'] as const

/** At most 48 bytes of ASCII. */
export function surveyToken(waveId: string, question: number, act: SurveyAct): string {
  return `sv.${waveId}.${question}.${'option' in act ? `${CODES[act.kind]}${act.option}` : act.kind}`
}

/** Nothing where it is no such token. */
export function readSurveyToken(token: string): SurveyTap | undefined {
  const [, waveId, question, code = ''] = /^sv\.(t?\d{1,18})\.(\d)\.(\w{2,8})$/.exec(token) ?? []
  if (waveId === undefined) return undefined
  const act = readAct(code)
  return act && { waveId, question: Number(question), act }
}

function readAct(code: string): SurveyAct | undefined {
  const word = WORDS.find(known => known === code)
  if (word) return { kind: word }
  const [, letter, option] = /^([oar])(\d{1,2})$/.exec(code) ?? []
  if (option === undefined) return undefined
  const kind = letter === CODES.choose ? 'choose' : letter === CODES.add ? 'add' : 'remove'
  return { kind, option: Number(option) }
}
