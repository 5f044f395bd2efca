/**
 * The drawer of bad days: each fault in plain words, what is on, and figures by which one sees that nothing gets lost.
 */
import type { FaultView, NetworkName, View } from '../view.ts'
import { byId, element, patch } from './element.ts'
import { act } from './live.ts'

const networks: readonly (readonly [NetworkName, string])[] = [
  ['telegram', 'Telegram'],
  ['discord', 'Discord'],
  ['slack', 'Slack'],
]

const faults: readonly (readonly [FaultView, string, string])[] = [
  ['none', 'well', 'Answers as it should.'],
  [
    'throttled',
    'too busy',
    'Refuses the next three messages (429). Folkmoot waits as long as it is told, and tries again.',
  ],
  ['failing', 'failing', 'Answers the next three messages with an error of its own (500). Folkmoot tries again.'],
  ['down', 'down', 'Cuts every call. What people write waits there, what Folkmoot says waits here.'],
  [
    'revoked',
    'locked out',
    'Refuses the bot’s token. What staff are told waits until there is one again; residents notice nothing.',
  ],
]

const onlySlack: ReadonlySet<FaultView> = new Set(['revoked'])

const hourMs = 3_600_000

/** @returns What draws the drawer anew. */
export function faultsDrawer(): (view: View) => void {
  byId('kill').addEventListener('click', () => act({ act: 'kill' }))
  byId('all-well').addEventListener('click', () => act({ act: 'fault.none' }))
  byId('clock-hour').addEventListener('click', () => act({ act: 'moveClock', ms: hourMs }))
  byId('clock-day').addEventListener('click', () => act({ act: 'moveClock', ms: 24 * hourMs }))
  const database = byId('fault-database')
  database.addEventListener('click', () =>
    act({ act: 'fault.database', still: database.getAttribute('aria-pressed') !== 'true' }),
  )
  const slow = byId('fault-slow')
  slow.addEventListener('click', () => act({ act: 'fault.slow', slow: slow.getAttribute('aria-pressed') !== 'true' }))
  const channel = byId<HTMLSelectElement>('fault-channel')
  byId('fault-archive').addEventListener('click', () =>
    act({ act: 'fault.archive', channel: channel.value, archived: true }),
  )
  return view => {
    const { faults: now, worker } = view
    patch(
      byId('fault-groups'),
      networks.map(([network, name]) => ({ network, name, now: now[network] })),
      item => item.network,
      item => drawNetwork(item.network, item.name, item.now),
    )
    patch(
      channel,
      view.slack.channels.map(({ id, name }) => ({ id, name })),
      ({ id }) => id,
      ({ id, name }) => element('option', { value: id }, `#${name}`),
    )
    patch(
      byId('fault-archived'),
      view.slack.channels.filter(({ id }) => now.archived.includes(id)).map(({ id, name }) => ({ id, name })),
      ({ id }) => id,
      ({ id, name }) => {
        const back = () => act({ act: 'fault.archive', channel: id, archived: false })
        const button = element('button', { type: 'button', class: 'plain', onclick: back }, 'Bring back')
        return element('li', {}, `#${name} is archived `, button)
      },
    )
    database.setAttribute('aria-pressed', String(now.database))
    slow.setAttribute('aria-pressed', String(now.slow))
    setText('fault-database', now.database ? 'Let it go on' : 'Stop it for 20 seconds')
    setText(
      'clock-now',
      worker.aheadMs > 0 ? `Folkmoot’s clock is ${ahead(worker.aheadMs)} ahead.` : 'It is now, as everywhere.',
    )
    const on = [
      ...networks.flatMap(([network, name]) => {
        const words = faults.find(([fault]) => fault === now[network])?.[1]
        return now[network] === 'none' ? [] : [`${name} is ${words}`]
      }),
      ...(now.archived.length > 0 ? ['a channel is archived'] : []),
      ...(now.database ? ['the database stands still'] : []),
      ...(now.slow ? ['the database is slow'] : []),
      ...(worker.state === 'waiting' ? ['Folkmoot is dead'] : []),
    ]
    setText('fault-summary', on.length > 0 ? on.join(', ') : 'all is well')
    byId('fault-summary').classList.toggle('on', on.length > 0)
    drawCounts(view)
  }
}

/** Only what changed is written, or it would be read out again and again. */
function setText(id: string, words: string): void {
  const place = byId(id)
  if (place.textContent !== words) place.textContent = words
}

function drawCounts({ ledger, atNetworks }: View): void {
  const figures: readonly (readonly [string, number, string])[] = [
    ['waiting at the networks', atNetworks, 'Said by people, and not taken by Folkmoot yet: the networks keep it.'],
    ['waiting in Folkmoot', ledger?.in ?? 0, 'Kept in the database, before its turn.'],
    ['heard', ledger?.taken ?? 0, 'Dealt with.'],
    ['waiting to go out', ledger?.out ?? 0, 'Said by Folkmoot, and not taken by a network yet.'],
    ['arrived', ledger?.sent ?? 0, 'Taken by a network.'],
    ['refused', ledger?.refused ?? 0, 'A network will not take it, and whoever wrote it is told.'],
  ]
  patch(
    byId('counts'),
    figures.map(([words, count, meaning]) => ({
      words,
      count,
      meaning,
      waits: words.startsWith('waiting') && count > 0,
    })),
    ({ words }) => words,
    ({ words, count, meaning, waits }) =>
      element(
        'div',
        { title: meaning, class: waits ? 'waits' : '' },
        element('dt', {}, words),
        element('dd', {}, String(count)),
      ),
  )
}

function ahead(ms: number): string {
  const hours = Math.round(ms / hourMs)
  const parts = [Math.floor(hours / 24), hours % 24] as const
  const [days, rest] = [
    `${parts[0]} ${parts[0] === 1 ? 'day' : 'days'}`,
    `${parts[1]} ${parts[1] === 1 ? 'hour' : 'hours'}`,
  ]
  return [parts[0] ? days : '', parts[1] ? rest : ''].filter(Boolean).join(' and ')
}

function drawNetwork(network: NetworkName, name: string, now: FaultView): HTMLElement {
  const known = faults.filter(([fault]) => network === 'slack' || !onlySlack.has(fault))
  const choices = known.map(([fault, words]) => {
    const choose = () => act({ act: 'fault', network, fault })
    const pressed = fault === now ? 'true' : 'false'
    return element('button', { type: 'button', 'aria-pressed': pressed, class: fault, onclick: choose }, words)
  })
  const meaning = faults.find(([fault]) => fault === now)?.[2] ?? ''
  return element(
    'div',
    { class: 'group', role: 'group', 'aria-label': name },
    element('h3', {}, name),
    element('div', { class: 'choices' }, ...choices),
    element('p', { class: 'small' }, meaning),
  )
}
