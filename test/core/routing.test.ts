import { describe, expect, test } from 'vitest'
import type { Category, Department, Place } from '../../src/core/place.ts'
import { departmentFor } from '../../src/core/routing.ts'

const departments = new Map(
  ['highways', 'highways-north', 'parks', 'desk'].map((key): [string, Department] => [
    key,
    {
      key,
      name: { en: key },
      channel: `C0${key}`,
      approvers: [],
      firstReplyHours: 4,
      fixDays: 10,
      hours: new Map(),
      holidays: [],
      timeZone: 'UTC',
    },
  ]),
)

function category(key: string, department: Category['department']): [string, Category] {
  return [key, { key, name: {}, department, keywords: {}, visibility: 'public', photo: 'optional', questions: [] }]
}

const place: Place = {
  name: 'Harbourside',
  reference: 'HB',
  timeZone: 'Europe/London',
  languages: ['en'],
  hours: new Map(),
  holidays: [],
  admins: [],
  trainees: [],
  residents: 'firstName',
  emergency: { number: '999', words: {} },
  frontDesk: 'desk',
  limits: { messagesPerMinute: 20, reportsPerDay: 10 },
  departments,
  categories: new Map([
    category('pothole', {
      default: 'highways',
      byArea: new Map([
        ['North', 'highways-north'],
        ['South', 'gone'],
      ]),
    }),
    category('lost', { default: 'gone', byArea: new Map() }),
  ]),
  areas: [],
  replies: {
    threadDefault: 'reply',
    undoSeconds: 10,
    collisionSeconds: 20,
    internalHosts: [],
    publicContacts: [],
    identity: 'named',
    identities: new Map(),
    approval: { categories: [], departments: [], kinds: [], always: false },
    templates: [],
  },
}

describe('departmentFor', () => {
  test.each([
    ['the category by its area', { category: 'pothole', area: 'North' }, 'highways-north'],
    ['the category by default', { category: 'pothole', area: 'East' }, 'highways'],
    ['the category without an area', { category: 'pothole' }, 'highways'],
    ['the category before the department', { category: 'pothole', department: 'parks' }, 'highways'],
    ['a department', { department: 'parks' }, 'parks'],
    ['nothing', {}, 'desk'],
    ['only an area', { area: 'North' }, 'desk'],
    ['a category that is gone, with a department', { category: 'gone', department: 'parks' }, 'parks'],
    ['a department that is gone', { department: 'gone' }, 'desk'],
    ['an area whose department is gone', { category: 'pothole', area: 'South' }, 'highways'],
    ['a category whose department is gone', { category: 'lost' }, 'desk'],
  ])('%s', (_, routable, key) => expect(departmentFor(place, routable).key).toBe(key))

  test('a place without its front desk is an error', () => {
    expect(() => departmentFor({ ...place, frontDesk: 'gone' }, {})).toThrow('no department "gone"')
  })
})
