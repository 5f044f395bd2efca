/**
 * `npm run doctor`: looks at everything that Folkmoot needs, a line each; what is wrong says what to do. Exit code 1 where
 * something is.
 */
import { SCOPES } from '../adapters/slack/scopes.ts'
import { loadConfig, secretsOf } from '../src/config.ts'
import { examine } from '../src/doctor/examine.ts'
import type { Finding } from '../src/doctor/finding.ts'
import { createLog } from '../src/log.ts'

const MARKS: Readonly<Record<Finding['level'], string>> = { fine: '✓', warning: '!', wrong: '✗' }

const logOf: Parameters<typeof examine>[2] = config => createLog('fatal', secretsOf(config))

for await (const finding of examine(loadConfig, SCOPES, logOf)) {
  const todo = finding.level === 'fine' ? '' : `: ${finding.todo}`
  console.log(`${MARKS[finding.level]} ${finding.what}${todo}`)
  if (finding.level === 'wrong') process.exitCode = 1
}
