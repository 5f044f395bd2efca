/**
 * The webhook's door: who may come in, and what the network is told.
 */
import { describe, expect, test } from 'vitest'
import { wordsInOrder } from '../../contract/recording-doors.ts'
import { SECRET, startTown, TOKEN } from './town.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const KNOWN = { ...JSON_TYPE, 'x-telegram-bot-api-secret-token': SECRET }

function update(text: string) {
  const from = { id: 5, is_bot: false, first_name: 'Ana' }
  return {
    update_id: 1,
    message: { message_id: 1, date: 1, from, chat: { id: 5, type: 'private', first_name: 'Ana' }, text },
  }
}

describe('refused', () => {
  const table: Readonly<Record<string, readonly [number, Record<string, string>, string]>> = {
    'without a secret': [401, JSON_TYPE, JSON.stringify(update('x'))],
    'with a wrong secret': [
      401,
      { ...KNOWN, 'x-telegram-bot-api-secret-token': `${SECRET}x` },
      JSON.stringify(update('x')),
    ],
    'with half the secret': [401, { ...KNOWN, 'x-telegram-bot-api-secret-token': SECRET.slice(0, 5) }, ''],
    'a form': [415, { ...KNOWN, 'content-type': 'application/x-www-form-urlencoded' }, 'update_id=1'],
    'broken json': [400, KNOWN, '{"update_id": 1, "message":'],
    'no body': [400, KNOWN, ''],
    'a list': [400, KNOWN, '[]'],
    'no update': [400, KNOWN, '{"message":{}}'],
    'more than 1 MB': [413, KNOWN, JSON.stringify(update('x'.repeat(1024 * 1024)))],
  }
  test.for(Object.entries(table))('%s', async ([, [status, headers, body]]) => {
    await using town = await startTown({ by: 'webhook' })
    const answer = await fetch(town.webhookUrl, { method: 'POST', headers, body })
    expect(answer.status).toBe(status)
    expect(town.recorder.received).toEqual([])
    expect(town.lines.filter(line => line.includes(`"status":${status}`))).toHaveLength(1)
    // The door still stands open.
    const next = await fetch(town.webhookUrl, { method: 'POST', headers: KNOWN, body: JSON.stringify(update('next')) })
    expect(next.status).toBe(200)
    expect(wordsInOrder(town.recorder.received)).toEqual(['next'])
  })
})

test('an unknown kind of update is taken and ignored, with a line in the log', async () => {
  await using town = await startTown({ by: 'webhook' })
  const body = JSON.stringify({ update_id: 7, hologram: { text: 'private words' } })
  const answer = await fetch(town.webhookUrl, { method: 'POST', headers: KNOWN, body })
  expect(answer.status).toBe(200)
  expect(town.recorder.received).toEqual([])
  expect(town.lines.filter(line => line.includes('update ignored') && line.includes('hologram'))).toHaveLength(1)
})

test('503 while nothing can be kept', async () => {
  await using town = await startTown({ by: 'webhook' })
  town.recorder.refuseNext(1)
  const post = () => fetch(town.webhookUrl, { method: 'POST', headers: KNOWN, body: JSON.stringify(update('words')) })
  expect((await post()).status).toBe(503)
  expect((await post()).status).toBe(200)
  expect(wordsInOrder(town.recorder.received)).toEqual(['words'])
})

test('an update that comes before the network was reached waits for it', async () => {
  await using town = await startTown({
    by: 'webhook',
    before: standIn => standIn.faults.on('getMe', { kind: 'status', status: 502 }, 1),
  })
  const answer = await fetch(town.webhookUrl, { method: 'POST', headers: KNOWN, body: JSON.stringify(update('early')) })
  expect(answer.status).toBe(200)
  expect(wordsInOrder(town.recorder.received)).toEqual(['early'])
})

test('the network is told where, with the secret, and for which updates', async () => {
  await using town = await startTown({ by: 'webhook' })
  await expect.poll(() => town.standIn.webhookUrl).toBe(town.webhookUrl)
  const call = town.standIn.journal.find(({ method }) => method === 'setWebhook')
  expect(call?.params).toMatchObject({
    secret_token: SECRET,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  })
})

test('the log holds neither tokens nor words', async () => {
  await using town = await startTown({
    by: 'webhook',
    before: standIn => standIn.faults.on('getMe', { kind: 'reset' }, 1),
  })
  const ana = town.standIn.addPerson({ firstName: 'Ana' })
  await expect.poll(() => town.standIn.webhookUrl).toBeDefined()
  town.recorder.refuseNext(1)
  ana.says('my private words')
  await expect.poll(() => town.recorder.received).toHaveLength(1)
  expect(town.lines.length).toBeGreaterThanOrEqual(2)
  for (const secret of [TOKEN, SECRET, 'my private words']) expect(town.lines.join('\n')).not.toContain(secret)
})
