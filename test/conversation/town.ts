/**
 * A small town to talk in: two areas side by side, more categories than fit on a page, questions of every kind.
 */
import type { Category, CategoryQuestion, Place } from '../../src/core/place.ts'

export function aTown(changes: Partial<Place> = {}): Place {
  const categories = [
    category('pothole', { en: 'Pothole', es: 'Bache' }, { en: ['pothole'], es: ['bache'] }, { questions: [DEPTH] }),
    category('light', { en: 'Street light', es: 'Farola' }, { en: ['street light', 'dark'], es: ['farola'] }),
    category('noise', { en: 'Noise', es: 'Ruido' }, { en: ['noise'] }, { photo: 'none' }),
    category('graffiti', { en: 'Graffiti', es: 'Pintadas' }, { en: ['graffiti'] }, { photo: 'required' }),
    category('tree', { en: 'Tree', es: 'Árbol' }, { en: ['tree'] }, { questions: [HEIGHT, SEEN, DANGERS, DETAILS] }),
    ...['bins', 'dogs', 'drains', 'parks', 'water'].map(key => category(key, { en: `About ${key}` }, { en: [key] })),
  ]
  return {
    name: 'Harbourside',
    reference: 'HB',
    timeZone: 'Europe/London',
    languages: ['en', 'es'],
    hours: new Map([[1, { opens: 540, closes: 1020 }]]),
    holidays: [],
    admins: [],
    trainees: [],
    residents: 'firstName',
    emergency: { number: '999', words: { en: ['gas leak', 'someone is hurt'], es: ['fuga de gas'] } },
    frontDesk: 'desk',
    // More than any test says that is not about them.
    limits: { messagesPerMinute: 1_000, reportsPerDay: 1_000 },
    departments: new Map(
      ['highways', 'desk'].map(key => [
        key,
        {
          key,
          name: { en: key === 'desk' ? 'Front desk' : 'Highways', es: key === 'desk' ? 'Recepción' : 'Carreteras' },
          channel: `C0${key.toUpperCase()}`,
          approvers: [],
          hours: new Map(),
          holidays: [],
          timeZone: 'Europe/London',
          firstReplyHours: 4,
          fixDays: 10,
        },
      ]),
    ),
    categories: new Map(categories.map(entry => [entry.key, entry])),
    areas: [
      { name: 'North', polygons: [[square(0, 1)]] },
      { name: 'South', polygons: [[square(-1, 0)]] },
    ],
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
    ...changes,
  }
}

const DEPTH: CategoryQuestion = {
  key: 'depth',
  ask: { en: 'How deep is it?', es: '¿Qué profundidad tiene?' },
  kind: 'choice',
  required: false,
  options: [
    { key: 'shallow', name: { en: 'Ankle-deep', es: 'Hasta el tobillo' } },
    { key: 'deep', name: { en: 'Deeper', es: 'Más' } },
  ],
}
const HEIGHT: CategoryQuestion = {
  key: 'height',
  ask: { en: 'How high is it?' },
  kind: 'number',
  required: true,
  options: [],
}
const SEEN: CategoryQuestion = { key: 'seen', ask: { en: 'Since when?' }, kind: 'date', required: true, options: [] }
const DANGERS: CategoryQuestion = {
  key: 'dangers',
  ask: { en: 'What may it hit?' },
  kind: 'choices',
  required: false,
  options: ['car', 'house', 'wire'].map(key => ({ key, name: { en: `A ${key}` } })),
}
const DETAILS: CategoryQuestion = {
  key: 'details',
  ask: { en: 'Anything else?' },
  kind: 'text',
  required: false,
  options: [],
}

function category(
  key: string,
  name: Category['name'],
  keywords: Category['keywords'],
  more: Partial<Category> = {},
): Category {
  const department = { default: 'highways', byArea: new Map<string, string>() }
  return { key, name, department, keywords, visibility: 'public', photo: 'optional', questions: [], ...more }
}

/** Between two latitudes, from 0 to 1 degree east. */
function square(from: number, to: number): readonly (readonly [number, number])[] {
  return [
    [0, from],
    [1, from],
    [1, to],
    [0, to],
    [0, from],
  ]
}
