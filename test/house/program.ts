/**
 * A program in the place of Folkmoot: it starts and stops as Folkmoot does, with a database and nothing else, and
 * tells what it sees. `EXIT_WITH` ends it with that code.
 */
import { basename, dirname } from 'node:path'
import { loadConfig } from '../../src/config.ts'
import { AlreadyRunningError, claimDataDir } from '../../src/instance.ts'
import { createLog } from '../../src/log.ts'
import { startPostgres } from '../../src/postgres/embedded.ts'

console.log(`this is ${basename(dirname(process.argv[1]!))} on ${process.version}`)
if (process.env.EXIT_WITH) process.exit(Number(process.env.EXIT_WITH))

try {
  const config = loadConfig()
  const instance = await claimDataDir(config.dataDir)
  const postgres = await startPostgres({
    directory: `${config.dataDir}/postgres`,
    log: createLog('info'),
    durable: false,
  })
  await instance.announce('http://localhost:1234')
  const stop = async (signal: string) => {
    console.log(`heard ${signal}`)
    await postgres.stop()
    await instance.release()
    console.log('stopped in order')
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  console.log(`ready with ${postgres.pid()}`)
} catch (error) {
  if (!(error instanceof AlreadyRunningError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
