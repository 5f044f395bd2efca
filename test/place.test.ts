import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { PlaceError } from '../src/place/place-error.ts'
import { loadPlace } from '../src/place.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-place-'))
})
afterAll(() => rm(folder, { recursive: true }))

const square = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
]
const area = (name: unknown, coordinates: unknown = [square], type = 'Polygon') => ({
  type: 'Feature',
  properties: { name },
  geometry: { type, coordinates },
})
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })

/** A small town that is right. */
function town() {
  return {
    name: 'Smallville',
    reference: 'SV',
    timeZone: 'Europe/Madrid',
    languages: ['en', 'es'],
    hours: { 'mon-fri': '09:00-17:00' },
    admins: ['U0ADMIN'],
    emergency: { number: '112', words: { en: ['gas leak'] } },
    frontDesk: 'desk',
    departments: { desk: { name: 'Front desk', channel: 'C0DESK', firstReplyHours: 8, fixDays: 20 } },
    categories: {
      pothole: {
        name: { en: 'Pothole', es: 'Bache' },
        department: 'desk',
        keywords: { en: ['pothole'] },
        questions: [
          {
            key: 'deep',
            ask: { en: 'How deep?' },
            kind: 'choice',
            options: [
              { key: 'a', name: 'A' },
              { key: 'b', name: 'B' },
            ],
          },
        ],
      },
      other: { name: 'Other', department: 'desk' },
    },
  }
}

/** New values by path; undefined takes the key away. */
type Changes = Readonly<Record<string, unknown>>

function changed(changes: Changes): unknown {
  const place = structuredClone(town())
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.')
    const last = keys.pop()!
    const parent = keys.reduce((inner: object, key) => inner[key as keyof typeof inner], place)
    Object.assign(parent, { [last]: value })
  }
  return place
}

async function load(place: unknown, areas?: unknown) {
  const text = typeof place === 'string' ? place : stringify(place, { aliasDuplicateObjects: false })
  await writeFile(join(folder, 'place.yaml'), text)
  await writeFile(
    join(folder, 'areas.geojson'),
    typeof areas === 'string' ? areas : JSON.stringify(areas ?? collection()),
  )
  return loadPlace(join(folder, 'place.yaml'))
}

async function problemsOf(place: unknown, areas?: unknown): Promise<readonly string[]> {
  return load(place, areas).then(
    () => [],
    (error: PlaceError) => error.problems,
  )
}

describe('a place that is right', () => {
  test('gets its defaults, keys and falls back to the default language', async () => {
    const place = await load(town())
    expect(place.departments.get('desk')).toMatchObject({
      key: 'desk',
      name: { en: 'Front desk', es: 'Front desk' },
      approvers: [],
    })
    expect(place.categories.get('pothole')).toMatchObject({
      key: 'pothole',
      name: { en: 'Pothole', es: 'Bache' },
      department: { default: 'desk', byArea: new Map() },
      keywords: { en: ['pothole'], es: ['pothole'] },
      visibility: 'private',
      photo: 'optional',
    })
    expect(place.categories.get('other')!.keywords).toEqual({ en: [], es: [] })
    expect(place.limits).toEqual({ messagesPerMinute: 20, reportsPerDay: 10 })
    expect(place.replies).toMatchObject({
      threadDefault: 'reply',
      undoSeconds: 10,
      identity: 'named',
      approval: { always: false },
    })
    expect(Object.isFrozen(place.categories.get('pothole')!.questions)).toBe(true)
  })

  test('keeps the order of the file, and languages beside its own', async () => {
    const place = await load(changed({ 'departments.desk.name': { en: 'Desk', ar: 'مكتب' } }))
    expect([...place.categories.keys()]).toEqual(['pothole', 'other'])
    expect(place.departments.get('desk')!.name).toEqual({ en: 'Desk', es: 'Desk', ar: 'مكتب' })
  })

  test.each([
    [
      'a span',
      { 'mon-wed': '09:00-17:30' },
      [
        [1, 540, 1050],
        [2, 540, 1050],
        [3, 540, 1050],
      ],
    ],
    [
      'a span over the end of the week',
      { 'sat-sun': '00:00-24:00' },
      [
        [6, 0, 1440],
        [0, 0, 1440],
      ],
    ],
    [
      'single days',
      { mon: '08:00-12:00', fri: '10:15-11:00' },
      [
        [1, 480, 720],
        [5, 615, 660],
      ],
    ],
  ])('reads hours: %s', async (_, hours, expected) => {
    const place = await load({ ...town(), hours })
    expect([...place.hours].map(([day, { opens, closes }]) => [day, opens, closes])).toEqual(expected)
  })

  test('routes a category by area', async () => {
    const routed = changed({
      areas: 'areas.geojson',
      'departments.north': { ...town().departments.desk, name: 'North' },
      'categories.other.department': { North: 'north', default: 'desk' },
    })
    const place = await load(routed, collection(area('North'), area('South', [[square], [square]], 'MultiPolygon')))
    expect(place.categories.get('other')!.department).toEqual({
      default: 'desk',
      byArea: new Map([['North', 'north']]),
    })
    expect(place.areas).toEqual([
      { name: 'North', polygons: [[square]] },
      { name: 'South', polygons: [[square], [square]] },
    ])
  })

  test('may use anchors', async () => {
    const place = await load(
      stringify(town()).replace('Front desk', '&n Front desk').replace('name: Other', 'name: *n'),
    )
    expect(place.categories.get('other')!.name.en).toBe('Front desk')
  })
})

describe('the example', () => {
  test('is right, has names in four languages and every kind of question', async () => {
    const place = await loadPlace('example/place.yaml')
    expect(place.languages).toEqual(['en', 'es'])
    expect(place.areas.map(({ name }) => name)).toContain('Old Harbour')
    const names = [...place.departments.values(), ...place.categories.values()].map(({ name }) => Object.keys(name))
    expect(names.every(languages => ['en', 'es', 'fr', 'ar'].every(language => languages.includes(language)))).toBe(
      true,
    )
    const kinds = [...place.categories.values()].flatMap(({ questions }) => questions.map(({ kind }) => kind))
    expect(new Set(kinds)).toEqual(new Set(['choice', 'choices', 'number', 'text', 'date']))
  })
})

describe('what is wrong is told with its path', () => {
  test.each<[string, Changes, unknown[]]>([
    ['a missing name', { name: undefined }, ['name: is missing']],
    ['an unknown key', { colour: 1 }, ['colour: unknown key']],
    ['an unknown key deep down', { 'categories.pothole.icon': 1 }, ['categories.pothole.icon: unknown key']],
    [
      'a reference in small letters',
      { reference: 'sv' },
      ['reference: must be 1 to 8 capital letters and digits, a letter first'],
    ],
    ['no such time zone', { timeZone: 'Europe/Atlantis' }, ['timeZone: must be a time zone as in Europe/London']],
    ['an offset for a time zone', { timeZone: '+01:00' }, ['timeZone: must be a time zone as in Europe/London']],
    ['no language', { languages: [] }, ['languages: must name at least one language, the default first']],
    ['a language twice', { languages: ['en', 'en'] }, ['languages: names a language twice']],
    [
      'a language that is none',
      { languages: ['english language'] },
      ['languages.0: must be a language tag as in en or pt-BR'],
    ],
    ['no hours', { hours: {} }, ['hours: must have at least one day, since clocks run in these hours']],
    [
      'a day that is none',
      { hours: { monday: '09:00-17:00' } },
      ['hours.monday: must be a day or a span of days as in sat or mon-fri'],
    ],
    [
      'a day twice',
      { hours: { 'mon-fri': '09:00-17:00', wed: '10:00-11:00' } },
      ['hours.wed: names wed a second time'],
    ],
    [
      'hours that end before they begin',
      { hours: { mon: '17:00-09:00' } },
      ['hours.mon: must be times as in "09:00-17:00", the later one last'],
    ],
    [
      'hours that are none',
      { hours: { mon: '9-5' } },
      ['hours.mon: must be times as in "09:00-17:00", the later one last'],
    ],
    ['a holiday that is no day', { holidays: ['2026-02-30'] }, ['holidays.0: must be a date as in 2026-12-25']],
    ['nobody in charge', { admins: [] }, ['admins: must name at least one']],
    [
      'a name for a Slack user',
      { trainees: ['@tom'] },
      ['trainees.0: must be the id of a Slack user (U…, W…) or user group (S…)'],
    ],
    [
      'a name for a channel',
      { 'departments.desk.channel': '#desk' },
      ['departments.desk.channel: must be the id of a Slack channel (C… or G…), not its name'],
    ],
    [
      'an emergency number without quotes',
      { 'emergency.number': 112 },
      ['emergency.number: must be text in quotes as in "112"'],
    ],
    ['a front desk that is none', { frontDesk: 'dessk' }, ['frontDesk: no department "dessk"']],
    [
      'a key with a space',
      { 'departments.a b': town().departments.desk },
      ['departments.a b: must begin with a-z and have up to 40 of A-Z, a-z, 0-9, _ and -'],
    ],
    [
      'no time to answer in',
      { 'departments.desk.firstReplyHours': 0 },
      ['departments.desk.firstReplyHours: must be more than 0 working hours'],
    ],
    [
      'half a day',
      { 'departments.desk.fixDays': 0.5 },
      ['departments.desk.fixDays: must be a whole number of working days'],
    ],
    [
      'no such department',
      { 'categories.pothole.department': 'highwayz' },
      ['categories.pothole.department: no department "highwayz"'],
    ],
    [
      'a department of another kind',
      { 'categories.pothole.department': 7 },
      ['categories.pothole.department: must be the key of a department, or one per area with a default'],
    ],
    [
      'routes without a default',
      { 'categories.other.department': {} },
      ['categories.other.department.default: is missing, for places in no area'],
    ],
    [
      'a route from an area that is not there',
      { 'categories.other.department': { North: 'desk', default: 'desk' } },
      ['categories.other.department.North: no area "North" in the areas file'],
    ],
    [
      'a route to nobody',
      { 'categories.other.department': { default: 'x' } },
      ['categories.other.department.default: no department "x"'],
    ],
    [
      'a name without the default language',
      { 'categories.other.name': { es: 'Otro' } },
      ['categories.other.name: is missing in en, the default language'],
    ],
    ['an empty name', { 'categories.other.name': { en: ' ' } }, ['categories.other.name.en: is empty']],
    [
      'a name too long for a button',
      { 'categories.other.name': 'x'.repeat(81) },
      ['categories.other.name: must have at most 80 characters, it stands on a button'],
    ],
    ['a name that is a number', { 'categories.other.name': 5 }, ['categories.other.name: must be of type string']],
    [
      'a tag that is none',
      { 'categories.other.name': { en: 'Other', 'e s': 'Otro' } },
      ['categories.other.name.e s: is not a language tag as in en or pt-BR'],
    ],
    [
      'a name that is taken',
      { 'categories.other.name': 'POTHOLE' },
      ['categories.other.name.en: "POTHOLE" is the name of pothole already'],
    ],
    [
      'a visibility that is none',
      { 'categories.other.visibility': 'open' },
      ['categories.other.visibility: must be one of public, private'],
    ],
    [
      'a choice without options',
      { 'categories.pothole.questions.0.options': undefined },
      ['categories.pothole.questions.0.options: must be at least two for a choice'],
    ],
    [
      'options where none can be',
      { 'categories.pothole.questions.0.kind': 'text' },
      ['categories.pothole.questions.0.options: are for choice and choices only, this is a text'],
    ],
    [
      'a question twice',
      { 'categories.pothole.questions.1': town().categories.pothole.questions[0] },
      ['categories.pothole.questions: key "deep" is there twice'],
    ],
    [
      'an option twice',
      { 'categories.pothole.questions.0.options.1.key': 'a' },
      ['categories.pothole.questions.0.options: key "a" is there twice'],
    ],
    [
      'approval for a category that is not there',
      { replies: { approval: { categories: ['x'], departments: ['y'] } } },
      ['replies.approval.departments.0: no department "y"', 'replies.approval.categories.0: no category "x"'],
    ],
    [
      'a template twice',
      { replies: { templates: Array(2).fill({ key: 'a', kind: 'thanks', name: 'A', text: 'A' }) } },
      ['replies.templates: key "a" is there twice'],
    ],
    [
      'areas that are not there',
      { areas: 'nowhere.geojson' },
      [expect.stringMatching(/^areas: nowhere.geojson: cannot be read: ENOENT/)],
    ],
    [
      'several things',
      { name: 1, reference: '?' },
      ['name: must be of type string', 'reference: must be 1 to 8 capital letters and digits, a letter first'],
    ],
  ])('%s', async (_, changes, problems) => {
    expect(await problemsOf(changed(changes))).toEqual(problems)
  })

  test('where languages are wrong, names are not blamed for it', async () => {
    expect(await problemsOf({ ...town(), languages: 'en' })).toEqual(['languages: must be of type array'])
  })
})

describe('wrong YAML is refused', () => {
  const bomb = [
    'a: &a [x]',
    ...'bcdefgh'.split('').map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefg'[i]}`)}]`),
  ]
  test.each([
    ['nothing at all', '', /^file: must be of type object/],
    ['a list', '- a', /^file: must be of type object/],
    ['broken syntax', 'name: [', /line 1/],
    ['a key twice', 'name: A\nname: B', /unique/],
    ['an alias bomb', bomb.join('\n'), /Excessive alias count/],
    ['a tag of nobody', 'name: !run x', /Unresolved tag/],
    ['a file without end', 'x'.repeat(1_000_001), /more than 1000000 bytes/],
  ])('%s', async (_, text, problem) => {
    expect((await problemsOf(text))[0]).toMatch(problem)
  })

  test('no file', async () => {
    await expect(loadPlace(join(folder, 'nothing.yaml'))).rejects.toThrow(/cannot be read: ENOENT/)
  })
})

describe('wrong areas are refused', () => {
  const at = (path: string, problem: string) => `areas: areas.geojson: ${path}: ${problem}`
  const inRing = 'features.0.geometry.coordinates.0'
  const ring = (...positions: unknown[]) => collection(area('A', [positions]))
  test.each<[string, unknown, string]>([
    ['another type', { type: 'Feature', features: [] }, at('type', 'must be a FeatureCollection')],
    [
      'a point',
      collection(area('A', [0, 0], 'Point')),
      at('features.0.geometry.type', 'must be a Polygon or a MultiPolygon'),
    ],
    ['no name', collection(area(undefined)), at('features.0.properties.name', 'is missing')],
    [
      'a name that means something else',
      collection(area('default')),
      at('features.0.properties.name', 'must not be "default", which means no area'),
    ],
    [
      'a name twice',
      collection(area('A'), area('A')),
      at('features.1.properties.name', '"A" is there twice; one area of several parts is a MultiPolygon'),
    ],
    [
      'an open ring',
      ring([0, 0], [1, 0], [1, 1], [0, 1]),
      at(inRing, 'is not closed: the last position must be the first again'),
    ],
    ['a ring of too few', ring([0, 0], [1, 0], [0, 0]), at(inRing, 'must have at least 4 positions')],
    [
      'a longitude off the globe',
      ring([0, 0], [181, 0], [1, 1], [0, 0]),
      at(`${inRing}.1`, 'longitude must be within ±180'),
    ],
    [
      'a latitude off the globe',
      ring([0, 0], [1, 91], [1, 1], [0, 0]),
      at(`${inRing}.1`, 'latitude must be within ±90, after the longitude'),
    ],
    ['words for numbers', ring([0, 0], ['1', 0], [1, 1], [0, 0]), at(`${inRing}.1.0`, 'must be of type number')],
    ['no rings', collection(area('A', [])), at('features.0.geometry.coordinates', 'must have a ring')],
  ])('%s', async (_, areas, problem) => {
    expect(await problemsOf({ ...town(), areas: 'areas.geojson' }, areas)).toEqual([problem])
  })

  test('not JSON', async () => {
    expect(await problemsOf({ ...town(), areas: 'areas.geojson' }, '{')).toEqual([
      expect.stringMatching(/^areas: areas.geojson: is not JSON/),
    ])
  })
})
