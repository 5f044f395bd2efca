/**
 * Installs what is missing, and does nothing where `node_modules` fits the lock file. Plain JavaScript without any
 * dependency: it runs on the machine's own Node.js, before there is anything else.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The Node.js that npm installed: the one that everything runs on. */
export const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Folkmoot holds some 70 MB; without these, V8 lets garbage grow to several hundred before it collects it. */
export const nodeFlags = JSON.parse(readFileSync(join(root, 'scripts/node-flags.json'), 'utf8'))

/** Leaves the process with npm's own words and code where npm fails. */
export function installMissing() {
  if (isInstalled()) return
  const startedAt = Date.now()
  process.stderr.write('folkmoot: installing what is missing, which takes a minute …\n')
  const { status, error, stdout, stderr } = npm(['ci', '--loglevel=error', '--no-fund', '--no-audit'])
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`)
    process.stderr.write('folkmoot: npm ci failed, see above\n')
    process.exit(status || 1)
  }
  process.stderr.write(`folkmoot: installed in ${Math.round((Date.now() - startedAt) / 1000)} s\n`)
}

/** npm notes in `node_modules/.package-lock.json` what it put there; optional packages may be missing. */
function isInstalled() {
  const wanted = packagesIn('package-lock.json')
  const there = packagesIn('node_modules/.package-lock.json')
  if (!there || !existsSync(node)) return false
  return Object.entries(wanted ?? {}).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true
    const found = there[path]
    return found ? found.version === entry.version && found.integrity === entry.integrity : entry.optional === true
  })
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/** npm removes node_modules first, so neither it nor what it runs may come from there. */
function npm(args) {
  const PATH = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(entry => !entry.includes(`${sep}node_modules${sep}`))
    .join(delimiter)
  const { npm_execpath: cli, npm_node_execpath: itsNode } = process.env
  const [file, first] = cli?.endsWith('.js') ? [itsNode ?? 'node', [cli]] : ['npm', []]
  return spawnSync(file, [...first, ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, PATH } })
}
