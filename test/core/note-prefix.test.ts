import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readIntent } from '../../src/core/note-prefix.ts'
import { plain, type RichText } from '../../src/core/rich-text.ts'
import { isRegular, richText } from './arbitrary.ts'

const under = (threadDefault: 'reply' | 'note') => (typed: string) => {
  const intent = readIntent(plain(typed), threadDefault)
  return intent.kind === 'ask' ? 'ask' : `${intent.kind}: ${intent.text.text}`
}

describe('where a plain message is a reply', () => {
  test.each([
    ['note: rude on the phone', 'rude on the phone'],
    ['Note: rude', 'rude'],
    ['NOTE:rude', 'rude'],
    ['  \n\tnote:  rude', 'rude'],
    ['note: rude', 'rude'],
    ['note:rude', 'rude'],
    ['note : rude', 'rude'],
    ['Note\u00a0: fâché', 'fâché'],
    ['\u200bnote: rude', 'rude'],
    ['\u200fnote: غاضب', 'غاضب'],
    ['note:', ''],
    ['note:\n\nfirst\nsecond', 'first\nsecond'],
    ['note: note: twice', 'note: twice'],
    ['// rude', 'rude'],
    ['//rude', 'rude'],
    ['  //  rude', 'rude'],
    ['//rude', 'rude'],
    ['///rude', 'rude'],
    ['//', ''],
    ['//example.org/plan is the one', 'example.org/plan is the one'],
  ])('%j is a note', (typed, words) => expect(under('reply')(typed)).toBe(`note: ${words}`))

  test.each([
    'not: rude',
    'Notes: rude',
    'Notes - rude',
    'notes – rude',
    'n0te: rude',
    'note; rude',
    'note;rude',
    'note - rude',
    'Note — rude',
    'note -rude',
    'note- rude',
    'note. rude',
    'note, rude',
    'note> rude',
    'note/ rude',
    'note| rude',
    'note) rude',
    'note… rude',
    'note 📝 rude',
    'note',
    'Notes',
    'note\nrude',
    'ntoe: rude',
    'onte: rude',
    'noet: rude',
    'noote: rude',
    'nte: rude',
    'mote: rude',
    'nota: maleducado',
    'Notre: rude',
    'notez: impoli',
    'nóte: rude',
    'nоte: rude', // a Cyrillic о
    'no\u200bte: rude',
    'no te: rude',
    'note∶ rude',
    'note︰ rude',
    'ملاحظة: غاضب',
    '📝 note: rude',
    '📝note: rude',
    '🔒 // rude',
    '• note: rude',
    '- note: rude',
    '1. note: rude',
    '1️⃣ note: rude',
    '(note) rude',
    '[note] rude',
    '(note: rude)',
    '“note: rude”',
    '*note*: rude',
    '> note: rude',
    '#note rude',
    '/note rude',
    '/note that he is rude',
    '!note rude',
    '/ / rude',
    '/ rude',
    '/',
    '\\\\ rude',
    '.// rude',
    'internal note: rude',
    'Internal: rude',
    'staff only: rude',
    'Private note: rude',
    'note to self: call back',
    'Note for Maria: call back',
    'note to self call back',
    'note she is rude',
    'note customer called twice',
    'Note call back tomorrow',
  ])('%j is asked about', typed => expect(under('reply')(typed)).toBe('ask'))

  test.each([
    'Note that we close at five.',
    'Note the new opening hours: 9 to 5',
    'Note also that parking is free',
    'Note your reference',
    'Note how the kerb was repaired',
    'Note we are closed on Monday',
    "Note it's a private road",
    'Note (page two) of the plan',
    'Please note: we are closed on Monday',
    'Please note that we are closed',
    'Notes from the meeting are attached',
    'Notes, photos and plans are attached',
    'Note-taking is allowed in the meeting',
    'Noted, thank you.',
    'Noted - thank you',
    'Noted. We will come on Monday.',
    'Notebook found: it is at the desk',
    'Notice: the road is closed',
    'Not a problem: we will come on Monday',
    'Not yet: the crew comes tomorrow',
    'Not - as you say - our road',
    'Nothing: all is well',
    'No: that is a private road',
    'None: all lamps work',
    'Nope: not ours',
    'Vote: yes or no',
    'Nottingham Road: closed',
    'Another note: bring your letter',
    'You wrote “note: closed”',
    'Our note: see below',
    'https://example.org/plan',
    'See //example.org',
    'and/or',
    '/help does not work here',
    '1/2 of it is done',
    ':) thank you',
    '👍 thank you',
    '👍 Note that we close at five',
    '- first\n- second: note',
    'Thank you: note',
    'Re: your report',
    'Nos vemos: el lunes',
    'Nuestra nota: gracias',
    'noté que: gracias',
    'ملاحظ',
    '',
    '🙂',
  ])('%j is a reply', typed => expect(under('reply')(typed)).toBe(`reply: ${typed}`))

  test('reply: is a reply here too, without the prefix', () => {
    expect(under('reply')('Reply: it is mended')).toBe('reply: it is mended')
  })
})

describe('where a plain message is a note', () => {
  test.each([
    ['reply: it is mended', 'it is mended'],
    ['REPLY:it is mended', 'it is mended'],
    ['  Reply : it is mended', 'it is mended'],
    ['reply: it is mended', 'it is mended'],
  ])('%j is a reply', (typed, words) => expect(under('note')(typed)).toBe(`reply: ${words}`))

  test.each([
    'replay: mended',
    'relpy: mended',
    'replys: mended',
    'replies: mended',
    'reply; mended',
    'reply - mended',
    'reply',
    'reply\nmended',
    '📤 reply: mended',
    '/reply mended',
    '(reply) mended',
    'public reply: mended',
    'answer: mended',
  ])('%j is asked about', typed => expect(under('note')(typed)).toBe('ask'))

  test.each([
    ['she is rude', 'she is rude'],
    ['reply to her that it is mended', 'reply to her that it is mended'],
    ['Replied on Monday: no answer', 'Replied on Monday: no answer'],
    ['not: rude', 'not: rude'],
    ['/ / rude', '/ / rude'],
    ['note: rude', 'rude'],
    ['// rude', 'rude'],
  ])('%j is a note', (typed, words) => expect(under('note')(typed)).toBe(`note: ${words}`))
})

describe('formatting', () => {
  test('spans stay on their words when the prefix goes', () => {
    const text: RichText = {
      text: 'Note: call Ana now',
      spans: [
        { kind: 'bold', start: 0, end: 5 },
        { kind: 'italic', start: 4, end: 10 },
        { kind: 'mention', id: 'U1', start: 11, end: 14 },
      ],
    }
    expect(readIntent(text, 'reply')).toEqual({
      kind: 'note',
      text: {
        text: 'call Ana now',
        spans: [
          { kind: 'italic', start: 0, end: 4 },
          { kind: 'mention', id: 'U1', start: 5, end: 8 },
        ],
      },
    })
  })

  test.each(['quote', 'code', 'pre'] as const)(
    'a prefix inside a %s is asked about, or left where it changes nothing',
    kind => {
      const text: RichText = { text: 'note: closed', spans: [{ kind, start: 0, end: 12 }] }
      expect(readIntent(text, 'reply')).toEqual({ kind: 'ask' })
      expect(readIntent(text, 'note')).toEqual({ kind: 'note', text })
    },
  )

  test('a mention before the prefix is asked about', () => {
    const text: RichText = { text: '@Maria note: call back', spans: [{ kind: 'mention', id: 'U1', start: 0, end: 6 }] }
    expect(readIntent(text, 'reply')).toEqual({ kind: 'ask' })
  })

  test('whatever is written: one of three, its spans regular, no words lost but the prefix', () => {
    const words = fc
      .array(
        fc.constantFrom('note', 'Notes', 'not', 'reply', ':', ':', ' ', '/', '//', '-', '\n', '🙂', 'e\u0301', 'that'),
      )
      .map(pieces => pieces.join(''))
    fc.assert(
      fc.property(richText(words), fc.constantFrom('reply', 'note'), (text, threadDefault) => {
        const intent = readIntent(text, threadDefault)
        if (intent.kind === 'ask') return
        expect(text.text.endsWith(intent.text.text)).toBe(true)
        if (isRegular(text)) expect(isRegular(intent.text)).toBe(true)
        const gone = text.text.slice(0, text.text.length - intent.text.text.length)
        expect(gone).toMatch(/^(?:\s*(?:(?:note|reply)\s{0,3}[::]|\/\/+)\s*)?$/i)
      }),
    )
  })
})
