/**
 * Figures for `/metrics`, in Prometheus' text format. Names and labels only: nothing of what anybody said.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Network } from '../core/network.ts'
import type { OutboxDepth } from '../store/outbox.ts'

export interface Metrics {
  inbound(network: Network, result: 'new' | 'again' | 'failed'): void
  outbound(network: Network, result: string): void
  round(seconds: number, turns: { readonly done: number; readonly overtaken: number; readonly failed: number }): void
  /** Prometheus' exposition format. */
  read(): Promise<{ readonly contentType: string; readonly body: string }>
}

/**
 * @param networks  Those that are on: each has a figure of what waits for it, also where that is nothing.
 * @param outboxDepth  Asked whenever the figures are read; where it fails, its figures are left out.
 */
export function createMetrics(
  networks: () => Iterable<Network>,
  outboxDepth: () => Promise<readonly OutboxDepth[]>,
): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const inbound = new Counter({
    name: 'folkmoot_inbound_total',
    help: 'deliveries of networks, by network and whether they were new, there already, or could not be stored',
    labelNames: ['network', 'result'],
    registers,
  })
  const outbound = new Counter({
    name: 'folkmoot_outbound_total',
    help: 'messages to networks, by network and result (sent, refused, later, unknown)',
    labelNames: ['network', 'result'],
    registers,
  })
  const turns = new Counter({
    name: 'folkmoot_turns_total',
    help: 'turns of residents, by result (done, overtaken by another process, failed and set aside)',
    labelNames: ['result'],
    registers,
  })
  const round = new Histogram({
    name: 'folkmoot_turn_seconds',
    help: 'time from reading what waits to its commit',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  const labelNames = ['network', 'kind'] as const
  const depth = new Gauge({
    name: 'folkmoot_outbox_depth',
    help: 'messages that wait for a network',
    labelNames,
    registers,
  })
  const parked = new Gauge({
    name: 'folkmoot_outbox_parked',
    help: 'of them, those that wait until a channel, the token or a scope is mended',
    labelNames,
    registers,
  })
  const age = new Gauge({
    name: 'folkmoot_outbox_age_seconds',
    help: 'how long the oldest of them has waited',
    labelNames,
    registers,
  })

  return {
    inbound: (network, result) => inbound.inc({ network, result }),
    outbound: (network, result) => outbound.inc({ network, result }),
    round(seconds, results) {
      round.observe(seconds)
      for (const result of ['done', 'overtaken', 'failed'] as const) turns.inc({ result }, results[result])
    },
    async read() {
      depth.reset()
      parked.reset()
      age.reset()
      const waiting = await outboxDepth().catch(() => undefined)
      const nothing = [...networks()].flatMap(network =>
        [true, false].map(bulk => ({ network, bulk, depth: 0, parked: 0, oldestSeconds: 0 })),
      )
      for (const row of waiting ? [...nothing, ...waiting] : []) {
        const labels = { network: row.network, kind: row.bulk ? 'bulk' : 'conversation' }
        depth.set(labels, row.depth)
        parked.set(labels, row.parked)
        age.set(labels, row.oldestSeconds)
      }
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
  }
}
