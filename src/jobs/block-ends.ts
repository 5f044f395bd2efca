/**
 * Looks each minute for blocks that are over: the cards of those people's open cases say so no more.
 */
import { cardUpdate } from '../actions/to-desk.ts'
import { forgetOldBlocks } from '../store/blocks.ts'
import { openCasesAt } from '../store/cases.ts'
import type { Job } from './clock.ts'
import type { Send } from './send.ts'

export function blockEndsJob(send: Send): Job {
  return {
    name: 'block-ends',
    when: 'eachTick',
    run: now =>
      send(async trx => {
        const cases = []
        for (const address of await forgetOldBlocks(trx, now)) cases.push(...(await openCasesAt(trx, address)))
        return cases.map(({ id }) => cardUpdate(id))
      }),
  }
}
