/**
 * Folkmoot as the sandbox runs it: the real one, with a clock that the sandbox moves.
 *
 *     node sandbox/folkmoot.ts AHEAD_MS
 *
 * The keeper sends `{ aheadMs }`; what time has brought about by then is done, and `{ tickedMs }` comes back.
 */

import { startFolkmoot } from '../src/main.ts'
import { runAsProcess } from '../src/run-as-process.ts'
import type { MoveClock, Ticked } from './worker.ts'

let aheadMs = Number(process.argv[2])

await runAsProcess(async (config, log) => {
  const folkmoot = await startFolkmoot(config, log, () => new Date(Date.now() + aheadMs))
  process.on('message', (message: MoveClock) => {
    aheadMs = message.aheadMs
    void folkmoot.tick().then(() => process.send?.({ tickedMs: message.aheadMs } satisfies Ticked))
  })
  return folkmoot
})
