/**
 * Keeps the messages with waves' results true, each changed at most every ten seconds.
 *
 * A picture is drawn between two transactions: drawing takes longer than any of them should. Where it fails, the words are
 * told alone. One process at a time does it.
 */
import type { ActionContext } from '../actions/context.ts'
import { type ResultsContent, resultsContent } from '../actions/panel/results-content.ts'
import { tellResults } from '../actions/panel/tell-results.ts'
import type { Log } from '../core/adapter.ts'
import type { Chart } from '../core/chart.ts'
import type { StoredFile } from '../core/files.ts'
import { isFree } from '../core/panel/free-answer.ts'
import type { Db } from '../store/database.ts'
import { releaseFreeAnswers } from '../store/panel/free-answers.ts'
import { type ResultsWave, staleResults } from '../store/panel/results.ts'
import type { Send } from './send.ts'
import { inSteps, type Steps } from './steps.ts'

interface ResultsParts {
  readonly db: Db
  readonly context: () => ActionContext
  readonly draw: (chart: Chart) => Promise<StoredFile>
  readonly send: Send
  readonly log: Log
}

const EVERY_MS = 1_000
/** A message is changed at most this often. */
const REST_MS = 10_000

export function createResultsTelling({ db, context, draw, send, log }: ResultsParts): Steps {
  const work = async (): Promise<void> => {
    const { place, now } = context()
    if (!place.panel) return
    for (const wave of await staleResults(db, new Date(now.getTime() - REST_MS))) await tell(wave)
  }

  const tell = async (wave: ResultsWave): Promise<void> => {
    const content = await db.transaction().execute(trx => resultsContent(trx, wave, context()))
    if (!content) return
    if (wave.definition.questions.some(isFree)) {
      await db.transaction().execute(trx => releaseFreeAnswers(trx, wave.id, wave.closedAt !== null))
    }
    const picture = content.text.text === wave.words ? undefined : await pictureOf(content)
    await send(trx => tellResults(trx, wave, content, picture, context()))
  }

  const pictureOf = async ({ chart }: ResultsContent): Promise<StoredFile | undefined> => {
    try {
      return chart && (await draw(chart))
    } catch (error) {
      log.warn({ err: error }, 'the picture of results could not be drawn')
      return undefined
    }
  }

  return inSteps(work, EVERY_MS, error => log.error({ err: error }, 'telling results failed, it goes on in a moment'))
}
