/**
 * What people do, in any order: for tests that try everything.
 */
import fc from 'fast-check'
import type { Said } from '../../src/core/inbound.ts'
import { command, FAR_AWAY, NORTH, type Person, tap, type Words } from './person.ts'

const LABELS = [
  'Skip',
  'Done',
  'Back',
  'Change',
  'Cancel',
  'Send report',
  'Send question',
  'Pothole',
  'Tree',
  'Not sure',
]

/** What people do; `button` is the how-manyth of those seen now. */
export type Act =
  | Said
  | Words
  | { readonly kind: 'button'; readonly index: number }
  | { readonly kind: 'wait'; readonly hours: number }

const words = fc.oneof(
  fc.constantFrom(...LABELS, 'omitir', '1', '2', '12 Elm Street', '0.5, 0.5', 'gas leak', 'x'.repeat(5000)),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(14).map(index => ({ kind: 'button' as const, index })) },
  { weight: 4, arbitrary: words.map(text => ({ text })) },
  fc.record({ text: words, photos: fc.nat(7) }),
  fc.constantFrom<Act>({ place: NORTH }, { place: FAR_AWAY }, { refused: 'tooLarge' }, {}),
  fc
    .constantFrom('report', 'ask', 'start', 'help', 'cases', 'language', 'privacy', 'REPORT', '__proto__')
    .map(name => command(name)),
  fc
    .oneof(words, fc.constantFrom('ask', 'report_tree', 'report_tree_A-17', 'poster'))
    .map(payload => command('start', payload)),
  fc
    .tuple(fc.nat(30), fc.constantFrom('skip', 'back', 'send', 'change', 'done', 'goOn', 'more', 'o-tree'))
    .map(([prompt, code]) => tap(`${prompt}.${code}`)),
  fc.constantFrom<Act>(
    tap('report'),
    tap('takeUp'),
    tap('language'),
    tap('privacy'),
    tap('cases'),
    tap('cases.1'),
    ...['1', '2', '7', '404'].flatMap(id =>
      ['show', 'add', 'withdraw', 'notRight'].map(act => tap(`case.${id}.${act}`)),
    ),
    { text: 'HB-2' },
    { text: 'and one more thing', replyTo: 'ours1' },
    { kind: 'edit', messageId: 'm2', text: { text: '', spans: [] } },
    { kind: 'deleted', messageId: 'm1' },
    { kind: 'edit', messageId: 'sent1', text: { text: 'edited', spans: [] } },
    { kind: 'deleted', messageId: 'sent1' },
    { kind: 'unsupported', what: 'voice' },
    { kind: 'left' },
    { kind: 'edit', messageId: 'm1', text: { text: 'edited', spans: [] } },
  ),
  fc.constantFrom(1, 25).map(hours => ({ kind: 'wait' as const, hours })),
)

export function press(ana: Person, index: number): Said {
  const choices = ana.message?.choices.flat() ?? []
  return tap(choices[index % Math.max(choices.length, 1)]?.token ?? '0.none')
}

export function isButton(one: Act): one is { readonly kind: 'button'; readonly index: number } {
  return 'kind' in one && one.kind === 'button'
}

export function isWait(one: Act): one is { readonly kind: 'wait'; readonly hours: number } {
  return 'kind' in one && one.kind === 'wait'
}
