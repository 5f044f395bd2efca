/**
 * `npm start`: Folkmoot where a network's token is set, in `.env` or the environment; the sandbox where none is.
 *
 * package.json has `exec` before it: npm runs scripts through a shell, and dash keeps a SIGINT meant for us to itself.
 */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installMissing, node, root } from './install.mjs'
import { runProgram } from './run.mjs'

installMissing()
runProgram([hasToken() ? 'src/main.ts' : 'sandbox/main.ts'])

/** Asked of the newer Node.js, which reads `.env` exactly as Folkmoot will. */
function hasToken() {
  const question =
    '["TELEGRAM_BOT_TOKEN", "DISCORD_BOT_TOKEN", "SLACK_BOT_TOKEN"].some(name => process.env[name]?.trim())'
  const settings = existsSync(join(root, '.env')) ? ['--env-file=.env'] : []
  return execFileSync(node, [...settings, '-p', question], { cwd: root, encoding: 'utf8' }).trim() === 'true'
}
