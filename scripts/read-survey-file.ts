/**
 * A survey in a file, with the pictures beside it.
 */
import { access, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Survey } from '../src/core/panel/survey.ts'
import type { Place } from '../src/core/place.ts'
import { StartError } from '../src/core/start-error.ts'
import { readSurvey, type SurveyProblem } from '../src/panel/read-survey.ts'

/**
 * Tells on stderr what is wrong with it, a line each.
 *
 * @returns Undefined where something is.
 * @throws {StartError} where there is no such file.
 */
export async function readSurveyFile(file: string, place: Place): Promise<Survey | undefined> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new StartError(`cannot read ${file}: ${error.message}`, { cause: error })
  })
  const read = readSurvey(text, place)
  const wrong = read.problems ?? (await missingPictures(read.survey, file, read.lineOf))
  for (const { line, path, message } of wrong) console.error(`${file}:${line}: ${path ? `${path} ` : ''}${message}`)
  return wrong.length === 0 ? read.survey : undefined
}

/** The pictures of a survey: where in it they are named, the path as the survey has it, and as it is here. */
export function picturesOf({ questions }: Survey, file: string) {
  return questions.flatMap((question, n) =>
    question.kind === 'pictures'
      ? question.options.map(({ picture }, option) => ({
          at: ['questions', n, 'options', option, 'picture'],
          picture,
          path: join(dirname(file), picture),
        }))
      : [],
  )
}

async function missingPictures(
  survey: Survey,
  file: string,
  lineOf: (path: readonly PropertyKey[]) => number,
): Promise<readonly SurveyProblem[]> {
  const pictures = picturesOf(survey, file)
  const there = await Promise.all(
    pictures.map(({ path }) =>
      access(path)
        .then(() => true)
        .catch(() => false),
    ),
  )
  return pictures.flatMap(({ at, picture }, n) =>
    there[n] ? [] : [{ line: lineOf(at), path: at.join('.'), message: `there is no ${picture} beside the survey` }],
  )
}
