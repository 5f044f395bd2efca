/**
 * The networks' bad days, switched on by hand, and the worker's sudden death.
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
  ['none', 'fine', 'Answers as it should'],
  ['throttled', '429 × 3', 'Answers the next three sends with 429, too many requests'],
  ['failing', '500 × 3', 'Answers the next three sends with an error of its own'],
  ['down', 'down', 'Cuts every call until it is set to fine again'],
]

/** @returns What draws the corner anew. */
export function faultsCorner(): (view: View) => void {
  byId('kill').addEventListener('click', () => act({ act: 'kill' }))
  return view => {
    patch(
      byId('fault-groups'),
      networks.map(([network, name]) => ({ network, name, now: view.faults[network] })),
      item => item.network,
      item => drawGroup(item.network, item.name, item.now),
    )
  }
}

function drawGroup(network: NetworkName, name: string, now: FaultView): HTMLElement {
  const choices = faults.map(([fault, words, meaning]) => {
    const choose = () => act({ act: 'fault', network, fault })
    const pressed = fault === now ? 'true' : 'false'
    return element(
      'button',
      { type: 'button', 'aria-pressed': pressed, class: fault, title: meaning, onclick: choose },
      words,
    )
  })
  const label = `fault-${network}`
  return element(
    'div',
    { class: 'group', role: 'group', 'aria-labelledby': label },
    element('span', { id: label, class: 'network' }, name),
    ...choices,
  )
}
