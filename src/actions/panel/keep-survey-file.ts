/**
 * Keeps a survey that came as a file as its draft. What is launched goes on as it was launched; pictures do not come along.
 */
import { isDeepStrictEqual } from 'node:util'
import { WORKSPACE_URL } from '../../core/adapter.ts'
import { NO_PICTURE, type Survey, secondsOf } from '../../core/panel/survey.ts'
import type { Place } from '../../core/place.ts'
import { joinRich, linked, plain, type RichText } from '../../core/rich-text.ts'
import { readSurvey } from '../../panel/read-survey.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Trx } from '../../store/database.ts'
import { recall } from '../../store/memory.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { beginSurvey, saveDraft, takeWorkingCopy, type WorkingCopy } from '../../store/panel/drafts.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { problemInWords } from './problem-in-words.ts'
import { tellSurveyHome } from './survey-home.ts'
import { titleForStaff } from './wave-line.ts'

/** As many mistakes are told at once. */
const MOST_TOLD = 20

export type ReadFile =
  /** `ownerName`: empty where nobody has looked it up. */
  | { readonly survey: Survey; readonly ownerName: string }
  /** Words, a line each. */
  | { readonly problems: readonly RichText[] }

/** @param name  Of the file. */
export function readSurveyFile(text: string, name: string, place: Place): ReadFile {
  const { survey, problems } = readSurvey(text, place)
  if (survey) return { survey, ownerName: '' }
  const say = speakToStaff(place)
  const lines = problems.map(problem => {
    const path = problem.path === '' ? [] : problem.path.split('.')
    return say('surveyFile.line', { line: String(problem.line), words: problemInWords({ ...problem, path }, place) })
  })
  // what is broken breaks more of its line
  const all = [...new Map(lines.map(line => [line.text, line])).values()]
  const told = all.slice(0, MOST_TOLD)
  const more = all.length - told.length
  return {
    problems: [
      say('surveyFile.wrong', { name, count: all.length }),
      ...told,
      ...(more > 0 ? [say('surveyFile.more', { count: more })] : []),
    ],
  }
}

/** @returns What is said to who sent it, and what brings the survey's message up to date. */
export async function keepSurveyFile(
  trx: Trx,
  file: { readonly survey: Survey; readonly ownerName: string },
  by: Colleague,
  context: ActionContext,
): Promise<{ readonly home: readonly NewOutbound[]; readonly words: RichText }> {
  const { place, now } = context
  const say = speakToStaff(place)
  const { key } = file.survey
  await beginSurvey(trx, key, file.survey.owner)
  const before = await takeWorkingCopy(trx, key)
  const survey = withPicturesOf(before, file.survey)
  const title = titleForStaff(survey.title, context)
  const workspace = await recall(trx, WORKSPACE_URL)
  // pg keeps keys of JSON in an order of its own
  if (before && isDeepStrictEqual(before.survey, JSON.parse(JSON.stringify(survey))))
    return { home: [], words: joinRich([say('surveyFile.same', { title }), wayTo(before, workspace, context)], '\n') }

  const isOut = before !== undefined && before.launchedVersion === before.version && !before.isChanged
  const madeBy = before === undefined || isOut ? by.id : before.madeBy
  await saveDraft(trx, survey, { by, madeBy, ownerName: file.ownerName, at: now })
  const copy = await takeWorkingCopy(trx, key)
  if (!copy) throw new Error(`survey "${key}" has no draft right after it was saved`)
  const withoutPictures = survey.questions.flatMap((question, n) =>
    question.kind === 'pictures' && question.options.some(({ picture }) => picture === NO_PICTURE)
      ? [String(n + 1)]
      : [],
  )
  const count = survey.questions.length
  const words = [
    say('surveyFile.kept', { title, version: String(copy.version + 1), count, seconds: String(secondsOf(survey)) }),
    ...(before?.isChanged && before.by.id !== by.id ? [say('surveyFile.replaced', { name: before.by.name })] : []),
    ...(copy.state === 'launched' ? [say('surveyFile.launched', { version: String(copy.launchedVersion ?? 0) })] : []),
    ...(withoutPictures.length > 0
      ? [say('surveyFile.pictures', { numbers: new Intl.ListFormat(place.languages[0]).format(withoutPictures) })]
      : []),
    wayTo(copy, workspace, context),
  ]
  return { home: [tellSurveyHome(copy, context)], words: joinRich(words, '\n') }
}

/** Those that the survey has already, by question and answer; the others are still to be added. */
function withPicturesOf(before: WorkingCopy | undefined, survey: Survey): Survey {
  const known = new Map(
    (before?.survey.questions ?? []).flatMap(question =>
      question.kind === 'pictures'
        ? question.options.map(({ key, picture }) => [`${question.key} ${key}`, picture] as const)
        : [],
    ),
  )
  const questions = survey.questions.map(question =>
    question.kind === 'pictures'
      ? {
          ...question,
          options: question.options.map(option => ({
            ...option,
            picture: known.get(`${question.key} ${option.key}`) ?? NO_PICTURE,
          })),
        }
      : question,
  )
  return { ...survey, questions }
}

/** A link to the survey's message, or to the channel where it is just being posted. */
function wayTo({ thread }: WorkingCopy, workspace: string | undefined, { place }: ActionContext): RichText {
  const say = speakToStaff(place)
  const words = say(thread ? 'surveyFile.itsMessage' : 'surveyFile.itsChannel').text
  if (workspace === undefined) return plain(words)
  const at = thread ? `${thread.channel}/p${thread.ts.replace('.', '')}` : (place.panel?.channel ?? '')
  return linked(words, `${workspace}archives/${at}`)
}
