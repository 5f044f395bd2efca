/**
 * Loaded before a subject with `--import`: counts its round trips to Postgres, and writes the count to the file named
 * in `BENCH_COUNTS` when told to by SIGUSR2.
 */
import { writeFileSync } from 'node:fs'
import pg from 'pg'

let roundTrips = 0
const { query } = pg.Client.prototype
pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
  roundTrips += 1
  return Reflect.apply(query, this, given)
} as typeof query

process.on('SIGUSR2', () => {
  writeFileSync(process.env.BENCH_COUNTS!, JSON.stringify({ roundTrips }))
})
