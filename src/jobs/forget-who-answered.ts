/**
 * Forgets who answered what, some days after a wave closed: from then on nobody can tell, not even with the whole database.
 */
import type { Place } from '../core/place.ts'
import type { Db } from '../store/database.ts'
import { sweepOldRows, takeWaveToUnlink, unlinkWave } from '../store/panel/unlink.ts'
import type { Job } from './clock.ts'

/** Without a panel in the place file, nothing says how long to wait any more. */
const DEFAULT_KEY_DAYS = 90

export function forgetWhoAnsweredJob(db: Db, place: () => Place): Job {
  return {
    name: 'forget who answered',
    when: { hour: 3, minute: 47 },
    async run(now) {
      const { panel } = place()
      const order = ['area', ...(panel?.profile.map(({ key }) => key) ?? []), 'language', 'network']
      const next = () =>
        db.transaction().execute(async trx => {
          const wave = await takeWaveToUnlink(trx, now, panel?.keyDays ?? DEFAULT_KEY_DAYS)
          if (wave) await unlinkWave(trx, wave, order, now)
          return wave !== undefined
        })
      let unlinked = false
      while (await next()) unlinked = true
      if (unlinked) await sweepOldRows(db)
    },
  }
}
