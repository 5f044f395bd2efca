import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { en } from '../../locales/en.ts'
import { es } from '../../locales/es.ts'
import { speak, spokenLanguages } from '../../locales/index.ts'
import { fillTemplate, readTemplate } from '../../locales/template.ts'

const ENGLISH = flatten(en)
const LANGUAGES = { es: flatten(es) }

describe.each(Object.entries(LANGUAGES))('%s', (_language, texts) => {
  test('has the keys of English, in the same order', () => {
    expect([...texts.keys()]).toEqual([...ENGLISH.keys()])
  })

  test.each([...texts])('%s has the same values, balanced marks, and is not empty', (key, text) => {
    expect(text.trim()).not.toBe('')
    expect(holes(text)).toEqual(holes(ENGLISH.get(key) ?? ''))
    expect(text.split('**').length % 2).toBe(1)
  })
})

test('every language can be spoken', () => {
  expect(spokenLanguages).toEqual(['en', ...Object.keys(LANGUAGES)])
})

test('every text is used', async () => {
  const source = await sources()
  const unused = [...ENGLISH.keys()].filter(key => {
    const name = key.replace(/_(one|other)$/, '')
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
