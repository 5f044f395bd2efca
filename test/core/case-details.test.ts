import { expect, test } from 'vitest'
import { raised, readDetails, type WantedDetails } from '../../src/core/case-details.ts'

const wanted: WantedDetails = { priority: 'high', tags: '', url: '', label: '', hidden: 'shown', reason: '' }

test('as it was filled in: tags each once, spaces gone', () => {
  expect(
    readDetails({ ...wanted, tags: ' trees, storm ,trees، ليل', url: 'https://gis.example/7', label: 'Map' }),
  ).toEqual({
    priority: 'high',
    tags: ['trees', 'storm', 'ليل'],
    link: { url: 'https://gis.example/7', label: 'Map' },
    hiddenReason: null,
  })
})

test.each<[string, Partial<WantedDetails>, object]>([
  ['no such priority', { priority: 'top' }, { priority: 'noPriority' }],
  ['too many tags', { tags: 'a,b,c,d,e,f,g,h,i,j,k' }, { tags: 'manyTags' }],
  ['a tag like a sentence', { tags: 'x'.repeat(41) }, { tags: 'longTag' }],
  ['a link that is not safe', { url: 'http://gis.example', label: 'Map' }, { url: 'noLink' }],
  ['a link that does something', { url: 'javascript:alert(1)', label: 'Map' }, { url: 'noLink' }],
  ['a link with a password', { url: 'https://a:b@gis.example', label: 'Map' }, { url: 'noLink' }],
  ['a link without a name', { url: 'https://gis.example' }, { label: 'noLabel' }],
  ['a name without a link', { label: 'Map' }, { label: 'noLabel' }],
  ['hidden for no reason', { hidden: 'hidden', reason: ' ' }, { reason: 'noHideReason' }],
  ['a reason like a book', { hidden: 'hidden', reason: 'x'.repeat(1_001) }, { reason: 'longReason' }],
])('%s', (_, change, problems) => {
  expect(readDetails({ ...wanted, ...change })).toEqual({ problems })
})

test('a reason counts only where it is hidden', () => {
  expect(readDetails({ ...wanted, reason: 'a name in it' })).toMatchObject({ hiddenReason: null })
  expect(readDetails({ ...wanted, hidden: 'hidden', reason: 'a name in it' })).toMatchObject({
    hiddenReason: 'a name in it',
  })
})

test('raised', () => {
  expect((['low', 'normal', 'high', 'urgent'] as const).map(raised)).toEqual(['high', 'high', 'urgent', 'urgent'])
})
