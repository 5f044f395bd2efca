import { expect, test } from 'vitest'
import type { DiscordMessageView, TelegramMessageView } from '../../sandbox/resident-view.ts'
import { watchTried } from '../../sandbox/town/tried.ts'
import type { SlackMessageView } from '../../sandbox/view.ts'

/** What the bot said to each resident, and the marks on one answer of the staff's. */
interface Seen {
  readonly ana?: string
  readonly ben?: string
  readonly marks?: readonly string[]
  /** Whether the answer was given by a form: the app's post stands for it. */
  readonly byForm?: boolean
}

function seen({ ana = '', ben = '', marks = [], byForm = false }: Seen = {}) {
  const common = { mine: false, edited: false }
  const toAna: TelegramMessageView = {
    ...common,
    id: '1',
    author: 'Folkmoot',
    date: 0,
    text: ana,
    entities: [],
    keyboard: [],
  }
  const author = { author: 'Folkmoot', ephemeral: false, loading: false, command: false }
  const timestamp = '2026-11-23T10:00:00Z'
  const toBen: DiscordMessageView = { ...common, ...author, id: '1', timestamp, content: ben, files: [], rows: [] }
  const answer: SlackMessageView = {
    ts: '1.000001',
    user: 'U1',
    author: 'Priya',
    bot: byForm,
    broadcast: false,
    edited: false,
    deleted: false,
    text: 'On our way',
    blocks: [],
    files: [],
    reactions: marks.map(name => ({ name, users: ['U0FOLKMOOT'] })),
  }
  return {
    telegram: {
      name: 'Folkmoot',
      group: 'Neighbours',
      people: [{ ...person('telegram:1'), messages: [toAna], group: [] }],
    },
    discord: { people: [{ ...person('discord:1'), messages: [toBen], server: [] }] },
    slack: {
      workspace: 'Town',
      users: [],
      surfaces: [],
      commands: [],
      shortcuts: [],
      homeTab: false,
      channels: [{ id: 'C1', name: 'desk', kind: 'public' as const, archived: false, members: [], messages: [answer] }],
    },
  }
}

const person = (id: string) => ({ id, name: 'Ana', language: 'en', closed: false, left: false, commands: [] })

test('each thing to try is ticked when it happened, and stays ticked', () => {
  const tried = watchTried('HB')
  expect(tried.observe(seen())).toEqual([false, false, false, false, false])
  expect(tried.observe(seen({ ana: 'What is XHB-1?' }))[0]).toBe(false)
  expect(tried.observe(seen({ ana: 'It is HB-1001.' }))[0]).toBe(true)
  expect(tried.observe(seen({ ben: 'HB-1002' }))).toEqual([true, false, false, true, false])
  expect(tried.observe(seen({ marks: ['memo'] }))).toEqual([true, false, true, true, false])
  expect(tried.observe(seen({ marks: ['white_check_mark'] }))).toEqual([true, true, true, true, false])
})

test('a failure and its retry: delivered after it was not', () => {
  const tried = watchTried('HB')
  expect(tried.observe(seen({ marks: ['x'] }))[4]).toBe(false)
  expect(tried.observe(seen({ marks: ['hourglass_flowing_sand'] }))[4]).toBe(false)
  expect(tried.observe(seen({ marks: ['white_check_mark'] }))[4]).toBe(true)
})

test('an answer by a form counts as one that was written', () => {
  expect(watchTried('HB').observe(seen({ marks: ['white_check_mark'], byForm: true }))[1]).toBe(true)
})
