import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ar } from '../../locales/ar.ts'
import { en } from '../../locales/en.ts'
import { es } from '../../locales/es.ts'
import { fr } from '../../locales/fr.ts'
import { speak, spokenLanguages } from '../../locales/index.ts'
import { fillTemplate, readTemplate } from '../../locales/template.ts'
import { cleanRichText } from '../../src/core/clean-text.ts'
import { REPLY_KINDS } from '../../src/core/reply-kinds.ts'

const ENGLISH = flatten(en)
const LANGUAGES = { es: flatten(es), fr: flatten(fr), ar: flatten(ar) }

describe.each(Object.entries(LANGUAGES))('%s', (language, texts) => {
  test('has the keys of English, in the same order', () => {
    const order = (keys: Iterable<string>) => [...new Set([...keys].map(singular))]
    expect(order(texts.keys())).toEqual(order(ENGLISH.keys()))
  })

  test('has a form for every number', () => {
    const rule = new Intl.PluralRules(language)
    const rules = new Set(Array.from({ length: 1_001 }, (_, count) => rule.select(count)))
    const plurals = new Set([...ENGLISH.keys()].filter(key => singular(key) !== key).map(singular))
    for (const key of plurals) {
      const forms = [...texts.keys()].filter(name => name !== key && singular(name) === key)
      expect(forms.sort()).toEqual([...rules].map(rule => `${key}_${rule}`).sort())
    }
  })

  test.each([...texts])('%s has the same values, balanced marks, and is not empty', (key, text) => {
    expect(text.trim()).not.toBe('')
    const isPlural = singular(key) !== key
    // "Two photos" is one word in Arabic.
    const values = (words = '') => holes(words).filter(hole => !(isPlural && hole === 'count'))
    expect(values(text)).toEqual(values(ENGLISH.get(isPlural ? `${singular(key)}_other` : key)))
    expect(text.split('**').length % 2).toBe(1)
  })
})

test('every language can be spoken', () => {
  expect(spokenLanguages).toEqual(['en', ...Object.keys(LANGUAGES)])
})

test('every text is used', async () => {
  const source = await sources()
  const unused = [...ENGLISH.keys()].filter(key => {
    const name = singular(key)
    const [prefix, part] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)]
    const whole = source.includes(`'${name}'`)
    const built = source.includes(`'${prefix}'`) && source.includes(`}.${part}\``)
    const chosen = source.includes(`\`${prefix}.\${`)
    return !whole && !built && !chosen
  })
  expect(unused).toEqual([])
})

test('plurals follow the language', () => {
  expect(speak('en')('photos.kept', { count: 1 }).text).toContain('1 photo is')
  expect(speak('en')('photos.kept', { count: 2 }).text).toContain('2 photos are')
  expect(speak('es')('check.photos', { count: 1 }).text).toBe('1 foto')
  expect(speak('es')('check.photos', { count: 0 }).text).toBe('0 fotos')
})

describe('from right to left', () => {
  test('every line of Arabic begins so, whatever its values are', () => {
    const wrong = [...LANGUAGES.ar].filter(([, text]) =>
      text.split('\n').some(line => {
        const own = line.replace(/\{\{\w+\}\}|\u2068[^\u2069]*\u2069/g, '')
        return /[\p{L}]|\{\{/u.test(line) && !/^[^\p{L}]*(?:\u200f|\p{Script=Arabic})/u.test(own)
      }),
    )
    expect(wrong).toEqual([])
  })

  test('no Latin letter stands in Arabic without isolates', () => {
    const own = (text: string) => text.replace(/\{\{\w+\}\}|\u2068[^\u2069]*\u2069/g, '')
    expect([...LANGUAGES.ar].filter(([, text]) => /[a-z]/i.test(own(text)))).toEqual([])
  })

  test('values that read the other way are set apart, Arabic ones and plain numbers are not', () => {
    const say = speak('ar')
    const passedOn = say('case.passedOn', { reference: 'HB-1042' })
    expect(passedOn.text).toBe('أُضيف إلى \u2068HB-1042\u2069.')
    expect(cleanRichText(passedOn)).toEqual(passedOn)
    expect(say('photos.kept', { count: 3 }).text).toContain(' 3 صور')
    expect(say('photos.kept', { count: 2 }).text).toContain('صورتان')
    expect(say('photos.kept', { count: 11 }).text).toContain(' 11 صورة')
    expect(say('case.pin', { place: 'شارع البحر' }).text).toBe('الموقع: شارع البحر')
    const { text, spans } = say('where.outside', { place: 'Harbourside' })
    expect(text.slice(spans[0]?.start, spans[0]?.end)).toBe('\u2068Harbourside\u2069')
    expect(speak('en')('case.passedOn', { reference: 'HB-1042' }).text).toBe('Passed on to HB-1042.')
  })
})

test('a language without texts is spoken to in English', () => {
  expect(speak('fi')('button.skip').text).toBe('Skip')
})

test('bold becomes a span, a value brings its own spans along', () => {
  const value = { text: 'HB-1', spans: [{ kind: 'italic' as const, start: 0, end: 2 }] }
  expect(fillTemplate(readTemplate('to **{{reference}}** now'), { reference: value })).toEqual({
    text: 'to HB-1 now',
    spans: [
      { kind: 'bold', start: 3, end: 7 },
      { kind: 'italic', start: 3, end: 5 },
    ],
  })
})

test('a value that is missing is named', () => {
  expect(() => fillTemplate(readTemplate('to {{reference}}'), {})).toThrow('{{reference}}')
})

test('whatever a value holds, it is put in as it is', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('{{place}}', '**', '$t(menu.report)', '{{', '}}', '**{{count}}**'),
  )
  fc.assert(
    fc.property(value, place => {
      const { text, spans } = speak('en')('menu.welcome', { place })
      expect(text).toBe(`Hello! This is ${place}. What would you like to do?`)
      expect(spans).toEqual(place === '' ? [] : [{ kind: 'bold', start: 15, end: 15 + place.length }])
    }),
  )
})

function flatten(tree: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

/** The key without its plural form. */
function singular(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

function holes(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1] ?? '').sort()
}

async function sources(): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const folders = ['src', 'flows', 'adapters', 'sandbox']
  const files = await Promise.all(
    folders.map(async folder =>
      (await readdir(`${root}${folder}`, { recursive: true }))
        .filter(name => name.endsWith('.ts') && !name.includes('node_modules'))
        .map(name => `${root}${folder}/${name}`),
    ),
  )
  return (await Promise.all(files.flat().map(file => readFile(file, 'utf8')))).join('\n')
}

test.each(spokenLanguages)('what stands in a list of Slack is not cut there: %s', language => {
  const say = speak(language)
  // https://docs.slack.dev/reference/block-kit/composition-objects/option-object
  for (const kind of REPLY_KINDS) {
    expect(say(`desk.kinds.${kind}`).text.length).toBeLessThanOrEqual(75)
    expect(say(`desk.guidance.${kind}`).text.length).toBeLessThanOrEqual(75)
  }
  // https://docs.slack.dev/reference/views/modal-views
  for (const title of [
    say('desk.templateForm.title'),
    say('desk.askForm.title', { reference: 'HB-1042' }),
    say('desk.answerForm.title', { reference: 'HB-1042' }),
  ])
    expect(title.text.replaceAll(/[\u2066-\u2069]/g, '').length).toBeLessThanOrEqual(24)
})
