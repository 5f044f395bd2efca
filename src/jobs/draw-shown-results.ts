/**
 * Draws what is shown of results to who comes to the end of a survey: once for each step of them and each language, never
 * for a person, and outside of any transaction. Until it is there, and where it fails, words are shown instead.
 */

import { resultsChart } from '../actions/panel/results-so-far.ts'
import type { Log } from '../core/adapter.ts'
import type { Chart } from '../core/chart.ts'
import type { StoredFile } from '../core/files.ts'
import type { Db } from '../store/database.ts'
import { keepShownPicture, type PictureToDraw, picturesToDraw } from '../store/panel/shown-pictures.ts'
import { inSteps, type Steps } from './steps.ts'

interface DrawingParts {
  readonly db: Db
  readonly draw: (chart: Chart) => Promise<StoredFile>
  readonly log: Log
}

const EVERY_MS = 1_000

export function createResultsDrawing({ db, draw, log }: DrawingParts): Steps {
  const work = async (): Promise<void> => {
    for (const one of await picturesToDraw(db)) await keepShownPicture(db, one, await pictureOf(one))
  }

  const pictureOf = async (one: PictureToDraw): Promise<StoredFile | undefined> => {
    const chart = resultsChart(one.definition, one, one.language)
    try {
      return chart && (await draw(chart))
    } catch (error) {
      log.warn({ err: error }, 'the picture of results for residents could not be drawn')
      return undefined
    }
  }

  return inSteps(work, EVERY_MS, error => log.error({ err: error }, 'drawing results failed, it goes on in a moment'))
}
