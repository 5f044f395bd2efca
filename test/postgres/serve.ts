/**
 * A process that has an embedded Postgres, as Folkmoot has it: `node serve.ts DIRECTORY`. Prints its address and its
 * process, stops on SIGTERM.
 */
import { createLog } from '../../src/log.ts'
import { startPostgres } from '../../src/postgres/embedded.ts'

const postgres = await startPostgres({ directory: process.argv[2]!, log: createLog('info'), durable: false })
console.log(JSON.stringify({ url: postgres.url, server: postgres.pid() }))
process.once('SIGTERM', () => postgres.stop())
