/**
 * Reads a survey from YAML. Whatever is wrong is told at once, each with its line.
 */
import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Survey } from '../core/panel/survey.ts'
import type { Place } from '../core/place.ts'
import { inPlainWords } from '../place/values.ts'
import { type Because, type Problem, problemOf } from './problem.ts'
import { checkSurvey } from './survey-references.ts'
import { languagesOfSurvey, surveySchema } from './survey-schema.ts'

/** A survey of seven questions in four languages has some 20 kB. */
const MOST_SURVEY_BYTES = 200_000

export interface SurveyProblem extends Pick<Problem, 'message' | 'because'> {
  /** From 1. */
  readonly line: number
  /** "questions.2.ask", empty where it is about the file. */
  readonly path: string
}

export type ReadSurvey =
  | { readonly survey: Survey; readonly problems?: never }
  | { readonly survey?: never; readonly problems: readonly SurveyProblem[] }

/** @param text  At most 200 kB; more is a problem, and not parsed. */
export function readSurvey(text: string, place: Place): ReadSurvey {
  if (Buffer.byteLength(text) > MOST_SURVEY_BYTES)
    return { problems: [ofFile(1, 'is larger than 200 kB', { kind: 'tooLarge' })] }
  const lines = new LineCounter()
  // keys that are there twice are found below: yaml compares each with all others, which takes seconds where they are many
  const document = parseDocument(text, { version: '1.2', uniqueKeys: false, stringKeys: true, lineCounter: lines })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const broken = [...document.errors, ...document.warnings].map(({ message, pos }) =>
    ofFile(lineAt(pos[0]), inOneLine(message), { kind: 'notYaml' }),
  )
  const twice = keysThereTwice(document).map(offset =>
    ofFile(lineAt(offset), 'keys must be unique', { kind: 'keyTwice' }),
  )
  if (broken.length + twice.length > 0) return { problems: [...broken, ...twice] }
  const raw = toPlain(document)
  if ('message' in raw) return { problems: [ofFile(1, raw.message, { kind: 'unfolds' })] }

  const languages = languagesOfSurvey.safeParse((raw.value as { languages?: unknown } | null)?.languages)
  const parsed = surveySchema(languages.data ?? []).safeParse(raw.value, { error: inPlainWords })
  const problems: readonly Problem[] = parsed.success
    ? checkSurvey(parsed.data, place)
    : parsed.error.issues.map(problemOf)
  if (parsed.success && problems.length === 0) return { survey: parsed.data satisfies Survey }
  return {
    problems: problems
      .map(({ path, ...problem }) => ({
        ...problem,
        path: path.map(String).join('.'),
        line: lineOf(document, lines, path),
      }))
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

/** Where each of them begins. */
function keysThereTwice(document: Document): readonly number[] {
  const found: number[] = []
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) found.push(key.range?.[0] ?? 0)
        seen.add(key.value)
      }
    },
  })
  return found
}

/** yaml's own words end with a picture of the line. */
function inOneLine(message: string): string {
  return message.split(/ at line |\n/)[0] ?? message
}

function ofFile(line: number, message: string, because: Because): SurveyProblem {
  return { line, path: '', message, because }
}
