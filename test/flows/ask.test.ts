import { expect, test } from 'vitest'
import { ACQUAINTED, aPerson, NORTH, photo } from '../conversation/person.ts'

test('a question, from the menu to its sending', async () => {
  const ana = aPerson()
  await ana.says('hello')
  await ana.taps('Ask a question')
  expect(ana.heard).toBe('What would you like to know?')
  await ana.says('Why is there so much noise at night?')
  expect(ana.heard).toBe('What is it about? We use this to find the right people.')
  expect(ana.buttons[0]).toBe('Noise')
  expect(ana.buttons).toContain('Not sure')
  await ana.taps('Noise')
  expect(ana.heard).toBe('Is this right?\n\nQuestion: Why is there so much noise at night?\nTopic: Noise')
  await ana.taps('Send question')
  expect(ana.sent).toEqual({
    kind: 'question',
    words: { text: 'Why is there so much noise at night?', spans: [] },
    said: [{ messageId: 'm2', text: { text: 'Why is there so much noise at night?', spans: [] }, part: 'words' }],
    category: 'noise',
    answers: [],
    photos: [],
    language: 'en',
    firstName: 'Ana',
    notice: ACQUAINTED,
  })
})

test('a department is a topic too, on a later page', async () => {
  const ana = aPerson()
  await ana.says('/ask')
  await ana.says('Who mends the roads?')
  await ana.taps('More choices')
  expect(ana.buttons).toEqual([
    'About parks',
    'About water',
    'Highways',
    'Earlier choices',
    'Not sure',
    'Back',
    'Cancel',
  ])
  await ana.taps('Highways')
  await ana.taps('Send question')
  expect(ana.sent).toMatchObject({ kind: 'question', department: 'highways' })
})

test('Not sure names nobody, in Spanish', async () => {
  const ana = aPerson()
  ana.language = 'es'
  await ana.says('/ask')
  expect(ana.heard).toBe('¿Qué desea saber?')
  await ana.says('¿Cuándo abre la piscina?')
  await ana.says('no lo sé')
  expect(ana.heard).toContain('Tema: No lo sé')
  await ana.taps('Enviar pregunta')
  expect(ana.sent).toMatchObject({ kind: 'question', words: { text: '¿Cuándo abre la piscina?' }, language: 'es' })
  expect(ana.sent).not.toHaveProperty('category')
  expect(ana.sent).not.toHaveProperty('department')
})

test('a pin and photos sent along are kept, though nobody asked', async () => {
  const ana = aPerson()
  await ana.says('/ask')
  await ana.sends({ text: 'What is built here?', photos: 1, place: NORTH })
  await ana.taps('Not sure')
  expect(ana.heard).toContain('Where: 0.50000, 0.50000 (North)\nPhotos: 1 photo')
  await ana.taps('Send question')
  expect(ana.sent).toMatchObject({ photos: [photo(1)], where: { area: 'North' } })
})
