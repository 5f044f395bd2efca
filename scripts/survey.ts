/**
 * `npm run survey -- check FILE…`: tells what is wrong with surveys in files, line by line. Changes nothing.
 */
import { access, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Survey, secondsOf } from '../src/core/panel/survey.ts'
import type { Place } from '../src/core/place.ts'
import { readSurvey, type SurveyProblem } from '../src/panel/read-survey.ts'
import { PlaceError } from '../src/place/place-error.ts'
import { loadPlace } from '../src/place.ts'

const USAGE = 'usage: npm run survey -- check FILE…'

const [command, ...files] = process.argv.slice(2)
try {
  if (command !== 'check' || files.length === 0) throw new Error(USAGE)
  const place = await loadPlace(process.env.PLACE_FILE ?? 'example/place.yaml')
  for (const file of files) if (!(await check(file, place))) process.exitCode = 1
} catch (error) {
  if (error instanceof PlaceError) console.error(error.message)
  else console.error((error as Error).message)
  process.exitCode = 2
}

/** @returns Whether all is well. */
async function check(file: string, place: Place): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`cannot read ${file}: ${error.message}`, { cause: error })
  })
  const { survey, problems } = readSurvey(text, place)
  const wrong = survey ? await missingPictures(survey, file) : problems
  for (const { line, path, message } of wrong) console.error(`${file}:${line}: ${path ? `${path} ` : ''}${message}`)
  if (!survey || wrong.length > 0) return false
  const { questions, languages } = survey
  const asked = `${questions.length} ${questions.length === 1 ? 'question' : 'questions'}`
  console.log(`✓ ${file}: ${asked}, about ${secondsOf(survey)} s, ${languages.join(', ')}`)
  return true
}

async function missingPictures({ questions }: Survey, file: string): Promise<readonly SurveyProblem[]> {
  const pictures = questions.flatMap(question =>
    question.kind === 'pictures' ? question.options.map(({ picture }) => ({ key: question.key, picture })) : [],
  )
  const there = await Promise.all(
    pictures.map(({ picture }) =>
      access(join(dirname(file), picture))
        .then(() => true)
        .catch(() => false),
    ),
  )
  return pictures.flatMap(({ key, picture }, n) =>
    there[n] ? [] : [{ line: 1, path: `question ${key}:`, message: `there is no ${picture} beside the survey` }],
  )
}
