/**
 * What time brings about: the jobs of the clock and the panel's steps, each kept by one process at a time.
 */
import type { Limits, Log } from './core/adapter.ts'
import type { Chart } from './core/chart.ts'
import type { StoredFile } from './core/files.ts'
import type { Network } from './core/network.ts'
import type { Place } from './core/place.ts'
import { alarmsJob } from './jobs/alarms.ts'
import { askForOutcomesJob } from './jobs/ask-for-outcomes.ts'
import { blockEndsJob } from './jobs/block-ends.ts'
import { createClock } from './jobs/clock.ts'
import { closeIdleJob } from './jobs/close-idle.ts'
import { digestJob } from './jobs/digest.ts'
import { draftsJob } from './jobs/drafts.ts'
import { createResultsDrawing } from './jobs/draw-shown-results.ts'
import { emptyFailedAnswersJob } from './jobs/empty-failed-answers.ts'
import { forgetTestsJob } from './jobs/forget-tests.ts'
import { forgetWhoAnsweredJob } from './jobs/forget-who-answered.ts'
import { type LeaverParts, leaversJob } from './jobs/leavers.ts'
import { purgeJob } from './jobs/purge.ts'
import { removeSentPhotosJob } from './jobs/remove-sent-photos.ts'
import type { Send } from './jobs/send.ts'
import { createSurveySending } from './jobs/send-surveys.ts'
import { createOutcomeTelling } from './jobs/tell-outcomes.ts'
import { createResultsTelling } from './jobs/tell-results.ts'
import type { Db } from './store/database.ts'

interface TimeParts {
  readonly db: Db
  readonly place: () => Place
  /** Of each network of residents that is on. */
  readonly limits: ReadonlyMap<Network, Pick<Limits, 'bulkPerSecond' | 'newChatsAnHour'>>
  /** Absent where there is no staff: nobody could be told of anything. */
  readonly leavers: LeaverParts | undefined
  /** Takes a file of ours out of the staff tool. Absent where there is none. */
  readonly removeFile: Parameters<typeof removeSentPhotosJob>[1] | undefined
  readonly passTime: (now: Date) => Promise<void>
  readonly files: Parameters<typeof purgeJob>[1] & {
    readonly renew: Parameters<typeof forgetWhoAnsweredJob>[2]
  }
  readonly send: Send
  readonly draw: (chart: Chart) => Promise<StoredFile>
  readonly now: () => Date
  readonly log: Log
}

export interface Time {
  /** Does at once what time has brought about by now. */
  tick(): Promise<void>
  /** What one process at a time keeps at, each under its own name, until the signal aborts. */
  readonly kept: Readonly<Record<string, (held: AbortSignal) => Promise<void>>>
}

export function keepTime(parts: TimeParts): Time {
  const { db, place, send, draw, now, log } = parts
  const clock = createClock({ db, jobs: jobsOf(parts), timeZone: () => place().timeZone, now, log })
  const context = () => ({ place: place(), now: now() })
  const paces = new Map([...parts.limits].map(([network, { bulkPerSecond }]) => [network, bulkPerSecond]))
  const newChatsAnHour = new Map(
    [...parts.limits].flatMap(([network, limits]) =>
      limits.newChatsAnHour === undefined ? [] : [[network, limits.newChatsAnHour]],
    ),
  )
  const sending = () => ({ ...context(), perSecond: paces, newChatsAnHour })
  const surveys = createSurveySending({ db, context: sending, send, log })
  const results = createResultsTelling({ db, context, draw, send, log })
  const outcomes = createOutcomeTelling({ db, context: sending, send, log })
  const pictures = createResultsDrawing({ db, draw, log })
  return {
    async tick() {
      await clock.tick()
      await surveys.step()
      await results.step()
      await outcomes.step()
      await pictures.step()
    },
    kept: {
      clock: clock.keep,
      // Under one name, so that one process queues all bulk: it alone keeps a network's pace.
      surveys: async held => {
        await Promise.all([surveys.keep(held), outcomes.keep(held)])
      },
      results: results.keep,
      pictures: pictures.keep,
    },
  }
}

function jobsOf({ db, place, leavers, removeFile, passTime, files, send, log }: TimeParts) {
  const forAll = [
    purgeJob(db, files),
    closeIdleJob(place, passTime),
    forgetWhoAnsweredJob(db, place, files.renew),
    emptyFailedAnswersJob(db),
    forgetTestsJob(db),
    ...(removeFile ? [removeSentPhotosJob(db, removeFile, log)] : []),
  ]
  if (!leavers) return forAll
  return [
    ...forAll,
    leaversJob(leavers),
    alarmsJob(place, send),
    draftsJob(place, send),
    digestJob(place, send),
    blockEndsJob(send),
    askForOutcomesJob(place, send),
  ]
}
