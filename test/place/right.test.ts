import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { area, changed, collection, load, square, town } from './small-town.ts'

describe('a place that is right', () => {
  test('a department works in hours of its own, and is closed on its own holidays and those of the town', async () => {
    const { departments } = town()
    const rangers = { ...departments.desk, name: 'Rangers', hours: { sat: '10:00-12:00' }, holidays: ['2026-08-15'] }
    const place = await load({ ...town(), holidays: ['2026-12-25'], departments: { ...departments, rangers } })
    expect(place.departments.get('rangers')).toMatchObject({
      hours: new Map([[6, { opens: 600, closes: 720 }]]),
      holidays: ['2026-12-25', '2026-08-15'],
      timeZone: 'Europe/Madrid',
    })
    expect(place.departments.get('desk')).toMatchObject({ hours: place.hours, holidays: ['2026-12-25'] })
  })

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
      collisionSeconds: 20,
      internalHosts: [],
      publicContacts: [],
      identity: 'named',
      approval: { always: false },
    })
    expect(Object.isFrozen(place.categories.get('pothole')!.questions)).toBe(true)
  })

  test('where to object, in all its languages; nothing where nobody says it', async () => {
    const objections = { en: 'Write to the ombudsman.' }
    expect((await load({ ...town(), objections })).objections).toEqual({ ...objections, es: objections.en })
    expect(await load(town())).not.toHaveProperty('objections')
    await expect(load({ ...town(), objections: '' })).rejects.toThrow('objections: is empty')
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
