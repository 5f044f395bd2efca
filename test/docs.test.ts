/**
 * What the docs say of the tree, compared with the tree: links, paths, settings, keys, figures, log lines.
 */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { settingDefaults } from '../src/config.ts'
import { placeSchema } from '../src/place/schema.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const docs = ['README.md', 'bench/README.md', 'src/conversation/stubs/README.md', ...globSync('docs/*.md')]
const source = globSync('{src,adapters}/**/*.ts').map(read).join('\n')

/** The text of a section, without its heading. */
function section(path: string, heading: string): string {
  const [, text] = read(path).split(`\n## ${heading}\n`)
  if (text === undefined) throw new Error(`${path} has no section "${heading}"`)
  return text.split('\n## ')[0]!
}

/** What stands in backticks, code blocks left out. */
function inlineCode(text: string): string[] {
  return [...text.replace(/^ *```[\s\S]*?^ *```/gm, '').matchAll(/`([^`\n]+)`/g)].map(match => match[1]!)
}

/** As GitHub makes them of headings. */
function anchorsOf(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Columns of the tables in a text, without heads. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line, index, lines) => line.startsWith('| ') && !lines[index + 1]?.startsWith('|--'))
    .map(line => line.split(' |').map(cell => cell.replace(/^\|? ?/, '').trim()))
}

describe.each(docs)('%s', path => {
  test('links lead somewhere', () => {
    const targets = [...read(path).matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]!)
    const local = targets.filter(target => !/^https?:/.test(target))
    const broken = local.filter(target => {
      const [file, anchor] = target.split('#') as [string, string?]
      const there = file === '' ? path : join(dirname(path), file)
      return !existsSync(there) || (anchor !== undefined && !anchorsOf(there).includes(anchor))
    })
    expect(broken).toEqual([])
  })

  test('files and folders that it names are there', () => {
    const tree = new Set(readdirSync('.'))
    const named = inlineCode(read(path)).filter(code => /^[\w.][\w.-]*\/[\w./*<>-]*$/.test(code))
    const ours = named.filter(code => tree.has(code.split('/')[0]!))
    expect(ours.filter(code => globSync(code.replace(/<\w+>/g, '*')).length === 0)).toEqual([])
  })
})

describe('README.md', () => {
  test('has every setting, with its default', () => {
    const rows = rowsOf(section('README.md', 'Settings')).map(([name, value]) => [name, value].map(unquoted))
    expect(Object.fromEntries(rows)).toEqual(settingDefaults)
  })

  test('shows the tree as it is', () => {
    const [, block = ''] = section('README.md', 'Where things live').split('```')
    const shown = [...block.matchAll(/^(\S+) /gm)].map(match => match[1]!)
    expect(shown.filter(path => !existsSync(path))).toEqual([])
    const isOurs = (name: string) => !['.', 'node_modules', 'test-results', 'coverage'].some(n => name.startsWith(n))
    const folders = readdirSync('.', { withFileTypes: true }).filter(entry => entry.isDirectory() && isOurs(entry.name))
    const rooms = readdirSync('src', { withFileTypes: true }).filter(entry => entry.isDirectory())
    const there = [...folders.map(f => `${f.name}/`).filter(f => f !== 'src/'), ...rooms.map(r => `src/${r.name}/`)]
    expect(shown.filter(path => path.endsWith('/')).toSorted()).toEqual(there.toSorted())
  })
})

test('docs/place-file.md has every key of the place file', () => {
  const named = new Set(inlineCode(read('docs/place-file.md')))
  const keys = keysOf(placeSchema(['en']), '')
  expect(keys.length).toBeGreaterThan(30)
  expect(keys.filter(key => !named.has(key))).toEqual([])
})

describe('docs/operations.md', () => {
  const file = 'docs/operations.md'

  test('has every figure of /metrics', () => {
    const figures = (text: string) => [...new Set(text.match(/folkmoot_\w+/g))].toSorted()
    expect(figures(section(file, 'Health and figures'))).toEqual(figures(read('src/web/metrics.ts')))
  })

  test('quotes log lines as they are written', () => {
    const lines = rowsOf(section(file, 'Log')).flatMap(([, line]) => inlineCode(line!))
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.filter(line => !source.includes(line.replace('…', '')))).toEqual([])
  })
})

describe('docs/desk-lessons.md', () => {
  const rows = rowsOf(read('docs/desk-lessons.md'))

  test('has each of the ways in which others failed', () => {
    expect(rows).toHaveLength(18)
  })

  test('names tests that are there', () => {
    const named = rows.flatMap(([, , guards = '']) => guards.split('<br>'))
    const missing = named.filter(guard => {
      const [, file, title] = /^`([^`]+)`: (.+)$/.exec(guard) ?? []
      return file === undefined || title === undefined || !existsSync(file) || !read(file).includes(title)
    })
    expect(missing).toEqual([])
  })
})

function unquoted(cell = ''): string {
  return cell.replaceAll('`', '')
}

/** What is read of a schema of zod: https://zod.dev/packages/core */
interface Schema {
  readonly def: {
    readonly type: string
    readonly shape?: Readonly<Record<string, Schema>>
    readonly innerType?: Schema
    readonly element?: Schema
    readonly valueType?: Schema
  }
}

/** Keys as the docs name them: `replies.identity`, but `channel`, not `departments.highways.channel`. */
function keysOf({ def }: Schema, prefix: string): string[] {
  if (def.shape)
    return Object.entries(def.shape).flatMap(([key, value]) => {
      const below = keysOf(value, `${prefix}${key}.`)
      return below.some(name => name.startsWith(`${prefix}${key}.`)) ? below : [`${prefix}${key}`, ...below]
    })
  if (def.innerType) return keysOf(def.innerType, prefix)
  const each = def.element ?? def.valueType
  return each ? keysOf(each, '') : []
}
