/**
 * Who may import whom. Arrows point to `core`; a network's SDK stays with its adapter, Botkit with the conversation.
 *
 * A new room is one line in the table. A file in no room fails, so that nobody forgets.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

interface Room {
  /** Beside its own. */
  readonly rooms: readonly string[]
  /** Of npm, with all that lies below them. */
  readonly packages: readonly string[]
  /** False where not even what comes with Node.js is wanted. */
  readonly node?: false
}

const core = 'src/core/'
const everything = ['src/', 'adapters/', 'flows/', 'locales/', 'migrations/']

/** A room is what begins like this; of several the longest. */
const rooms: Readonly<Record<string, Room>> = {
  [core]: { rooms: [], packages: [], node: false },
  'src/actions/': { rooms: [core, 'src/store/', 'src/asking/', 'src/panel/', 'locales/'], packages: ['kysely'] },
  'src/asking/': { rooms: [core, 'locales/'], packages: [] },
  'src/charts/': {
    rooms: [core, 'src/media/'],
    packages: ['qrcode', 'vega', 'vega-lite', '@resvg/resvg-js', '@expo-google-fonts/ibm-plex-sans-arabic'],
  },
  'src/conversation/': {
    rooms: [core, 'src/store/', 'src/asking/', 'locales/'],
    packages: ['botkit', 'botbuilder-core', 'botbuilder-dialogs', 'kysely'],
  },
  'src/delivery/': { rooms: [core, 'src/store/'], packages: ['kysely'] },
  'src/desk/': { rooms: [core, 'src/store/', 'src/actions/', 'src/desk/panel/', 'locales/'], packages: ['kysely'] },
  'src/desk/panel/': {
    rooms: [core, 'src/store/', 'src/actions/', 'src/asking/', 'src/desk/', 'locales/'],
    packages: ['kysely'],
  },
  'src/finding/': { rooms: [core, 'src/store/', 'src/actions/', 'locales/'], packages: ['kysely'] },
  'src/doctor/': { rooms: [core, 'src/', 'src/place/', 'src/postgres/', 'src/store/'], packages: ['kysely'] },
  'src/export/': { rooms: [core, 'src/store/', 'src/actions/', 'locales/'], packages: [] },
  'src/jobs/': { rooms: [core, 'src/store/', 'src/actions/'], packages: ['kysely', 'node-cron'] },
  'src/media/': { rooms: [core], packages: ['file-type', 'libheif-js', 'sharp'] },
  'src/panel/': { rooms: [core, 'src/place/'], packages: ['croner', 'yaml', 'zod'] },
  'src/place/': { rooms: [core], packages: ['zod'] },
  'src/places/': { rooms: [core, 'src/store/'], packages: [] },
  'src/postgres/': { rooms: [core], packages: ['pg'] },
  'src/store/': { rooms: [core, 'src/panel/'], packages: ['kysely', 'pg'] },
  'src/web/': {
    rooms: [core, 'src/store/', 'src/actions/', 'locales/'],
    packages: ['express', 'prom-client', 'kysely'],
  },
  /** The house itself: settings, logs, the claim of the data folder… */
  'src/': { rooms: [core, 'src/place/', 'src/postgres/', 'locales/'], packages: ['express', 'pino', 'yaml', 'zod'] },
  'src/keep-time.ts': { rooms: [core, 'src/jobs/', 'src/store/'], packages: [] },
  'src/sweep.ts': { rooms: [core, 'src/store/', 'src/delivery/'], packages: [] },
  'src/connect-networks.ts': {
    rooms: [core, 'src/', 'adapters/telegram/', 'adapters/discord/', 'adapters/slack/'],
    packages: ['express'],
  },
  'src/doors.ts': {
    rooms: [core, 'src/', 'src/desk/', 'src/desk/panel/', 'src/finding/', 'src/store/', 'src/web/'],
    packages: [],
  },
  'src/door-keeper.ts': { rooms: [core, 'src/', 'src/actions/', 'src/store/', 'src/delivery/'], packages: [] },
  'src/follow-place.ts': { rooms: [core, 'src/', 'src/actions/', 'src/store/', 'src/delivery/'], packages: [] },
  'src/main.ts': { rooms: everything, packages: ['express', 'kysely'] },
  'adapters/telegram/': { rooms: [core], packages: ['telegraf'] },
  'adapters/discord/': { rooms: [core], packages: ['discord.js', '@discordjs/ws'] },
  'adapters/slack/': { rooms: [core], packages: ['@slack/bolt', '@slack/web-api'] },
  'flows/': { rooms: [core, 'src/conversation/'], packages: [], node: false },
  'locales/': { rooms: [core], packages: ['i18next'] },
  'migrations/': { rooms: [], packages: ['kysely'] },
}

/** Code of others' shape, in the place of packages that Botkit would bring. */
const notOurs = 'src/conversation/stubs/'

function roomOf(path: string): string | undefined {
  const all = Object.keys(rooms).filter(room => path.startsWith(room))
  return all.toSorted((a, b) => b.length - a.length)[0]
}

/** @returns  What is wrong with the imports of this file, one line each. */
function wrongArrows(path: string, source: string): string[] {
  const name = roomOf(path)
  if (name === undefined) return [`${path}: is in no room`]
  const imported = source.matchAll(/\b(?:from|import)\s*\(?\s*'([\w@.][^'\s]*)'/g).map(match => match[1]!)
  return [...imported]
    .filter(what => !allowed(path, name, rooms[name]!, what))
    .map(what => `${path}: must not import ${what}`)
}

function allowed(path: string, name: string, room: Room, what: string): boolean {
  if (what.startsWith('node:')) return room.node !== false
  if (!what.startsWith('.')) return room.packages.some(one => what === one || what.startsWith(`${one}/`))
  const target = join(dirname(path), what)
  const there = roomOf(target)
  if (there === undefined || there === 'src/main.ts') return false
  return there === name || room.rooms === everything || room.rooms.includes(there)
}

test('every import in the house goes the right way', () => {
  const files = globSync(everything.map(folder => `${folder}**/*.ts`)).filter(file => !file.startsWith(notOurs))
  expect(files.length).toBeGreaterThan(50)
  expect(files.flatMap(file => wrongArrows(file, readFileSync(file, 'utf8')))).toEqual([])
})

test.each([
  ['core takes no room', 'src/core/a.ts', '../store/cases.ts'],
  ['core takes no package', 'src/core/a.ts', 'zod'],
  ['core takes nothing of Node.js', 'src/core/a.ts', 'node:crypto'],
  ['Botkit stays in the conversation', 'flows/report.ts', 'botkit'],
  ['a flow sees no store', 'flows/report.ts', '../src/store/cases.ts'],
  ['an adapter sees no other', 'adapters/slack/a.ts', '../telegram/index.ts'],
  ['an adapter sees no action', 'adapters/slack/a.ts', '../../src/actions/open-case.ts'],
  ["an adapter uses its own SDK, not another's", 'adapters/slack/a.ts', 'telegraf'],
  ['the store sees no action', 'src/store/a.ts', '../actions/open-case.ts'],
  ['nobody imports the wiring', 'src/web/a.ts', '../main.ts'],
  ['nobody imports tests', 'src/web/a.ts', '../../test/support/database.ts'],
])('%s', (_, path, what) => {
  for (const line of [
    `import { a } from '${what}'`,
    `export * from '${what}'`,
    `import '${what}'`,
    `await import('${what}')`,
  ])
    expect(wrongArrows(path, line)).toEqual([`${path}: must not import ${what}`])
})

test('what is allowed passes, and a file in no room does not', () => {
  expect(
    wrongArrows('src/store/a.ts', `import type { Case } from '../core/case.ts'\nimport { sql } from 'kysely'`),
  ).toEqual([])
  expect(wrongArrows('src/main.ts', `import { createSlack } from '../adapters/slack/index.ts'`)).toEqual([])
  expect(wrongArrows('adapters/irc/index.ts', '')).toEqual(['adapters/irc/index.ts: is in no room'])
})
