/**
 * Reads a survey from YAML. Whatever is wrong is told at once, each with its line.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { Survey } from '../core/panel/survey.ts'
import type { Place } from '../core/place.ts'
import { inPlainWords } from '../place/values.ts'
import { type Because, type Problem, problemsOf } from './problem.ts'
import { rightParts } from './right-parts.ts'
import { checkSurvey } from './survey-references.ts'
import { languagesOfSurvey, surveySchema } from './survey-schema.ts'

/** A survey of seven questions in four languages has some 20 kB. */
const MOST_SURVEY_BYTES = 200_000
/** Nobody reads more of them. */
const MOST_PROBLEMS = 100

export interface SurveyProblem extends Pick<Problem, 'message' | 'because'> {
  /** From 1. */
  readonly line: number
  /** "questions.2.ask", empty where it is about the file. */
  readonly path: string
}

export type ReadSurvey =
  | {
      readonly survey: Survey
      /** Where something stands in the file, from 1. @param path  Of what, as in a problem. */
      readonly lineOf: (path: readonly PropertyKey[]) => number
      readonly problems?: never
    }
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
  const ofShape = parsed.success ? [] : parsed.error.issues.flatMap(problemsOf)
  const parts = parsed.success ? parsed.data : rightParts(raw.value, ofShape)
  const problems: readonly Problem[] = [...ofShape, ...checkSurvey(parts, place)]
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path))
  if (parsed.success && problems.length === 0) return { survey: parsed.data satisfies Survey, lineOf }
  return {
    problems: problems
      .slice(0, MOST_PROBLEMS)
      .map(({ path, ...problem }) => ({ ...problem, path: path.map(String).join('.'), line: lineOf(path) }))
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

/** Where what a path leads to begins, with its key; of what is missing, that of what it is missing in. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = (document.contents as Node | null)?.range?.[0] ?? 0
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (!pair) break
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    } else break
  }
  return offset
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
