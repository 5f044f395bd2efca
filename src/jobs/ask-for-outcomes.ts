/**
 * Looks each minute for surveys whose day has come on which members were to hear what came of them.
 */
import { askForOutcomes } from '../actions/panel/ask-for-outcomes.ts'
import type { Place } from '../core/place.ts'
import type { Job } from './clock.ts'
import type { Send } from './send.ts'

export function askForOutcomesJob(place: () => Place, send: Send): Job {
  return {
    name: 'ask for outcomes',
    when: 'eachTick',
    async run(now) {
      const current = place()
      if (current.panel) await send(trx => askForOutcomes(trx, { place: current, now }))
    },
  }
}
