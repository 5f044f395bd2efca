/**
 * What operators and their tools ask: alive, ready, figures.
 */
import { expect, test } from 'vitest'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

test('alive at once; ready only when every network was reached; later troubles show in the body alone', async () => {
  await using town = await startTown({ started: false })
  town.telegram.faults.on('getMe', { kind: 'status', status: 502 })
  town.telegram.faults.on('getUpdates', { kind: 'status', status: 502 })
  const started = town.start()
  const ready = async () => {
    const answer = await fetch(`${town.url()}/readyz`)
    return { status: answer.status, ...((await answer.json()) as object) }
  }
  await eventually(async () =>
    expect(await ready()).toMatchObject({
      status: 503,
      ready: false,
      database: 'reached',
      networks: { telegram: expect.stringMatching(/502|not reached/), discord: 'ok', slack: 'ok' },
    }),
  )
  const alive = await fetch(`${town.url()}/healthz`)
  expect([alive.status, await alive.json()]).toEqual([200, { alive: true }])

  town.telegram.faults.clear()
  await started
  expect(await ready()).toMatchObject({ status: 200, ready: true, networks: { telegram: 'ok' } })
  town.telegram.faults.on('getUpdates', { kind: 'status', status: 502 })
  town.telegram.addPerson({ firstName: 'Ana' }).says('Hello')
  await eventually(async () =>
    expect(await ready()).toMatchObject({ status: 200, networks: { telegram: expect.stringMatching(/502/) } }),
  )
})

test('figures: what came in, what went out and how, how long turns took, what waits and since when', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const hello = ana.says('Hello')
  await hears(ana, /What would you like to do/)
  town.telegram.redeliver(hello)
  const thread = await threadOf(town, await asksQuestion(ana))
  town.telegram.faults.on('sendMessage', { kind: 'reset' })
  const reply = town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  await eventually(() => expect(thread.marks(reply.event.ts as string)).toEqual(['hourglass_flowing_sand']))

  await eventually(async () => {
    const figures = await figuresOf(town)
    expect(figures.get('folkmoot_inbound_total{network="telegram",result="new"}')).toBe(5)
    expect(figures.get('folkmoot_inbound_total{network="telegram",result="again"}')).toBe(1)
    expect(figures.get('folkmoot_inbound_total{network="slack",result="new"}')).toBe(1)
    expect(figures.get('folkmoot_outbound_total{network="telegram",result="sent"}')).toBe(5)
    expect(figures.get('folkmoot_outbound_total{network="telegram",result="later"}')).toBeGreaterThan(0)
    expect(figures.get('folkmoot_outbound_total{network="slack",result="sent"}')).toBeGreaterThan(0)
    expect(figures.get('folkmoot_turns_total{result="done"}')).toBe(5)
    expect(figures.get('folkmoot_turn_seconds_count')).toBeGreaterThan(0)
    expect(figures.get('folkmoot_outbox_depth{network="telegram",kind="conversation"}')).toBe(1)
    expect(figures.get('folkmoot_outbox_age_seconds{network="telegram",kind="conversation"}')).toBeGreaterThan(0)
  })

  town.telegram.faults.clear()
  await hears(ana, /From ten to four/)
  await eventually(async () => {
    const figures = await figuresOf(town)
    expect(figures.get('folkmoot_outbox_depth{network="telegram",kind="conversation"}')).toBe(0)
    expect(figures.get('folkmoot_outbox_age_seconds{network="telegram",kind="conversation"}')).toBe(0)
  })
})

async function figuresOf(town: Town): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${town.url()}/metrics`)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const lines = (await answer.text()).split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}
