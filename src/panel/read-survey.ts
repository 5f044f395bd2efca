/**
 * Reads a survey from YAML. Whatever is wrong is told at once, each with its line.
 */
import { type Document, LineCounter, parseDocument } from 'yaml'
import type { Survey } from '../core/panel/survey.ts'
import type { Place } from '../core/place.ts'
import { inPlainWords } from '../place/values.ts'
import { checkSurvey, type Problem } from './survey-references.ts'
import { languagesOfSurvey, surveySchema } from './survey-schema.ts'

/** A survey of seven questions in four languages has some 20 kB. */
const MOST_SURVEY_BYTES = 200_000

export interface SurveyProblem {
  /** From 1. */
  readonly line: number
  /** "questions.2.ask", empty where it is about the file. */
  readonly path: string
  readonly message: string
}

export type ReadSurvey =
  | { readonly survey: Survey; readonly problems?: never }
  | { readonly survey?: never; readonly problems: readonly SurveyProblem[] }

/** @param text  At most 200 kB; more is a problem, and not parsed. */
export function readSurvey(text: string, place: Place): ReadSurvey {
  if (Buffer.byteLength(text) > MOST_SURVEY_BYTES) return { problems: [wholeFile('is larger than 200 kB')] }
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true, lineCounter: lines })
  const broken = [...document.errors, ...document.warnings]
  if (broken.length > 0) {
    return {
      problems: broken.map(({ message, pos }) => ({
        line: lines.linePos(pos[0]).line,
        path: '',
        message: message.split(/ at line |\n/)[0] ?? message,
      })),
    }
  }
  const raw = toPlain(document)
  if ('message' in raw) return { problems: [wholeFile(raw.message)] }

  const languages = languagesOfSurvey.safeParse((raw.value as { languages?: unknown } | null)?.languages)
  const parsed = surveySchema(languages.data ?? []).safeParse(raw.value, { error: inPlainWords })
  const problems: readonly Problem[] = parsed.success ? checkSurvey(parsed.data, place) : parsed.error.issues
  if (parsed.success && problems.length === 0) return { survey: parsed.data satisfies Survey }
  return {
    problems: problems
      .map(({ path, message }) => ({ line: lineOf(document, lines, path), path: path.map(String).join('.'), message }))
      .toSorted((a, b) => a.line - b.line),
  }
}

/** Aliases are fine; a few lines of them that unfold into gigabytes are not. */
function toPlain(document: Document): { readonly value: unknown } | { readonly message: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) }
  } catch (error) {
    if (error instanceof ReferenceError) return { message: error.message }
    throw error
  }
}

/** The line of what a path leads to; of what is missing, that of what it is missing in. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node: unknown = document.getIn(path.slice(0, depth), true)
    const start = (node as { range?: readonly [number, number, number] | null } | undefined)?.range?.[0]
    if (start !== undefined) return lines.linePos(start).line
  }
  return 1
}

function wholeFile(message: string): SurveyProblem {
  return { line: 1, path: '', message }
}
