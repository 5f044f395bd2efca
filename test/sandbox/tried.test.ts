import { expect, test } from 'vitest'
import { watchTried } from '../../sandbox/town/tried.ts'
import type { SlackMessageView, View } from '../../sandbox/view.ts'

type Seen = Pick<View, 'telegram' | 'discord' | 'slack'>

function seen({ ana = [], ben = [], marks = [] }: { ana?: string[]; ben?: string[]; marks?: string[] } = {}): Seen {
  const answer = {
    ts: '1.000001',
    bot: false,
    reactions: marks.map(name => ({ name, count: 1 })),
  } as unknown as SlackMessageView
  return {
    telegram: { messages: ana.map(text => ({ text, mine: false })) },
    discord: { messages: ben.map(content => ({ content, mine: false })) },
    slack: { channels: [{ id: 'C1', name: 'desk', messages: [answer] }] },
  } as unknown as Seen
}

test('each thing to try is ticked when it happened, and stays ticked', () => {
  const tried = watchTried('HB')
  expect(tried.observe(seen())).toEqual([false, false, false, false, false])
  expect(tried.observe(seen({ ana: ['What is XHB-1?'] }))[0]).toBe(false)
  expect(tried.observe(seen({ ana: ['It is HB-1001.'] }))[0]).toBe(true)
  expect(tried.observe(seen({ ben: ['HB-1002'] }))).toEqual([true, false, false, true, false])
  expect(tried.observe(seen({ marks: ['memo'] }))).toEqual([true, false, true, true, false])
  expect(tried.observe(seen({ marks: ['white_check_mark'] }))).toEqual([true, true, true, true, false])
})

test('a failure and its retry: delivered after it was not', () => {
  const tried = watchTried('HB')
  expect(tried.observe(seen({ marks: ['x'] }))[4]).toBe(false)
  expect(tried.observe(seen({ marks: ['hourglass_flowing_sand'] }))[4]).toBe(false)
  expect(tried.observe(seen({ marks: ['white_check_mark'] }))[4]).toBe(true)
})
