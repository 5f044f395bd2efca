/**
 * Forgets who answered what, some days after a wave closed: from then on nobody can tell, not even with the whole database.
 *
 * What comes before the key goes may be done twice: it is done again where the process died in it.
 */
import { keyDaysOf } from '../core/panel/key-life.ts'
import type { Place } from '../core/place.ts'
import type { Db } from '../store/database.ts'
import { blurLastHeard, photosOfWave } from '../store/panel/blur.ts'
import { sweepOldRows, unlinkWave, waveToUnlink, wereUnlinked } from '../store/panel/unlink.ts'
import type { Job } from './clock.ts'

const SWEPT_AGAIN_MS = 36 * 3_600_000

/** @param renewFile  Writes a file anew under the same digest, so that it tells no more when it came. */
export function forgetWhoAnsweredJob(db: Db, place: () => Place, renewFile: (sha256: string) => Promise<void>): Job {
  return {
    name: 'forget who answered',
    when: { hour: 3, minute: 47 },
    async run(now) {
      const order = ['area', ...(place().panel?.profile.map(({ key }) => key) ?? []), 'language', 'network']
      const next = async (): Promise<boolean> => {
        const wave = await waveToUnlink(db, now, keyDaysOf(place()))
        if (!wave) return false
        for (const sha256 of await photosOfWave(db, wave.id)) await renewFile(sha256)
        await blurLastHeard(db, wave.id, now)
        await db.transaction().execute(trx => unlinkWave(trx, wave, order, now))
        return true
      }
      while (await next());
      // Once more on the night after: the process may have died before it came to that.
      if (await wereUnlinked(db, new Date(now.getTime() - SWEPT_AGAIN_MS))) await sweepOldRows(db)
    },
  }
}
