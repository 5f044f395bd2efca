/**
 * Membership of the panel on both networks, from the menu to STOP, and what the database holds of it.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speak } from '../../locales/index.ts'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { consentText } from '../../src/conversation/panel/consent.ts'
import { addressOf as addressAt } from '../../src/core/network.ts'
import type { Audience, Survey } from '../../src/core/panel/survey.ts'
import { asksQuestion, commands, hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const NETWORKS = ['telegram', 'discord'] as const
type Person = TelegramPerson | DiscordPerson

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

function someone(network: (typeof NETWORKS)[number], name = 'Ana'): Person {
  return network === 'telegram'
    ? town.telegram.addPerson({ firstName: name, languageCode: 'en' })
    : town.discord.addPerson({ username: name.toLowerCase(), globalName: name, locale: 'en-GB' })
}

const addressOf = (person: Person) =>
  'chat' in person ? addressAt('telegram', person.user.id) : addressAt('discord', person.id)

async function memberRow(person: Person) {
  const { db } = town.connections
  return db.selectFrom('members').selectAll().where('address', '=', addressOf(person)).executeTakeFirst()
}

async function actsOnRecord(person: Person): Promise<readonly string[]> {
  const rows = await town.connections.db
    .selectFrom('consents')
    .select('act')
    .where('address', '=', addressOf(person))
    .orderBy('id')
    .execute()
  return rows.map(({ act }) => act)
}

/** On the panel, everything skipped. */
async function joins(person: Person): Promise<void> {
  commands(person, 'panel')
  await hears(person, /write STOP/)
  person.taps('Join')
  if ('dm' in person) {
    await hears(person, /by direct message/)
    person.taps('Yes, by message')
  }
  await hears(person, /Which part of town do you live in/)
  person.taps('Skip')
  await hears(person, /What would you like to be asked about/)
  person.taps('Skip')
  await hears(person, /How old are you/)
  person.taps('Skip')
  await hears(person, /That is all/)
}

describe.each(NETWORKS)('on %s', network => {
  test('from a question that was sent to the panel, and everything that is kept of it', async () => {
    const ana = someone(network)
    await asksQuestion(ana)
    await hears(ana, /reference is[\s\S]*That is what our panel is for/)
    ana.taps('Join the panel')
    await hears(ana, /At most one survey in 7 days[\s\S]*Until 90 days after/)
    expect(await memberRow(ana)).toBeUndefined()
    ana.says('join')
    if (network === 'discord') {
      await hears(ana, /by direct message/)
      expect(await memberRow(ana)).toMatchObject({ direct: false })
      ana.taps('Yes, by message')
    }
    await hears(ana, /Which part of town/)
    const [area] = town.place.areas
    ana.taps(area!.name)
    await hears(ana, /What would you like to be asked about/)
    ana.taps('Streets and transport')
    await eventually(async () => expect(await memberRow(ana)).toMatchObject({ interests: ['streets'] }))
    ana.says('parks and the sea')
    await eventually(async () => expect(await memberRow(ana)).toMatchObject({ interests: ['streets', 'parks'] }))
    ana.says('done')
    await hears(ana, /How old are you/)
    ana.taps('30 to 59')
    await hears(ana, /That is all/)
    expect(await memberRow(ana)).toMatchObject({
      language: 'en',
      left_at: null,
      direct: true,
      area: area!.name,
      profile: { age: 'to59' },
      pace: 'any',
    })
    const consents = await town.connections.db
      .selectFrom('consents')
      .selectAll()
      .where('address', '=', addressOf(ana))
      .execute()
    const shown = consentText(speak('en'), town.place, town.place.panel!).text
    expect(consents).toMatchObject([{ act: 'joined', text_version: 2, language: 'en', network, source: null }])
    expect(consents[0]!.text_hash!.toString('hex')).toBe(createHash('sha256').update(shown).digest('hex'))

    ana.taps('My panel')
    await hears(ana, /You are on the panel/)
    ana.taps('Quiet hours')
    await hears(ana, /two times such as 21-8/)
    ana.says('21:30-8')
    await hears(ana, /Quiet hours:\W* 21:30–08:00/)
    ana.taps('Pause')
    await hears(ana, /For how long/)
    ana.says('until i say')
    await hears(ana, /Paused/)
    await eventually(async () =>
      expect(await memberRow(ana)).toMatchObject({
        paused_until: Number.POSITIVE_INFINITY,
        quiet_from: 1290,
        quiet_to: 480,
      }),
    )
    await asksQuestion(ana, 'And on holidays, does it open at all?')
    await hears(ana, /reference is(?![\s\S]*panel)/)
  })

  test('leaving takes the profile away and leaves what was agreed to on record; only Join leads back', async () => {
    const ben = someone(network, 'Ben')
    await joins(ben)
    await town.connections.db
      .updateTable('members')
      .set({ area: 'North', interests: ['parks'], profile: '{"age":"to59"}' })
      .where('address', '=', addressOf(ben))
      .execute()
    commands(ben, 'panel')
    await hears(ben, /You are on the panel/)
    ben.taps('Leave the panel')
    await hears(ben, /What you answered stays counted/)
    ben.taps('Yes, leave')
    await hears(ben, /^You have left the panel/)
    await eventually(async () =>
      expect(await memberRow(ben)).toMatchObject({ left_at: expect.any(Date), area: null, interests: [], profile: {} }),
    )
    await asksQuestion(ben)
    expect(await memberRow(ben)).toMatchObject({ left_at: expect.any(Date) })
    expect(await actsOnRecord(ben)).toEqual(['joined', 'left'])
    await joins(ben)
    expect(await memberRow(ben)).toMatchObject({ left_at: null })
    expect(await actsOnRecord(ben)).toEqual(['joined', 'left', 'joined'])
  })

  test('STOP in the middle of a report ends the panel at once, with what was on its way, and the report goes on', async () => {
    const cleo = someone(network, 'Cleo')
    await joins(cleo)
    commands(cleo, 'report')
    await hears(cleo, /What is the problem/)
    const waves = await invites(cleo)
    cleo.says('BAJA')
    await hears(cleo, /You have left the panel[\s\S]*What is the problem/)
    const states = await eventually(async () => {
      const { rows } = await sql<{ wave_id: string; state: string }>`
        select wave_id, state from invitations where wave_id = any(${waves.all}::bigint[]) order by wave_id`.execute(
        town.connections.db,
      )
      expect(rows[0]).toMatchObject({ state: 'dropped' })
      return rows.map(({ state }) => state)
    })
    expect(states).toEqual(['dropped', 'dropped', 'sent', 'queued'])
    const { rows: left } = await sql`
      select id from outbox where lane = ${addressOf(cleo)} and purpose->>'kind' = 'invitation'`.execute(
      town.connections.db,
    )
    expect(left).toEqual([])
    await ends(waves.all)
    cleo.says('stop')
    await hears(cleo, /^You are not on our panel[\s\S]*still open[\s\S]*What is the problem/)
  })

  test('STOP ALL: what was left unsaid stays so, answers to one’s own cases come', async () => {
    const dora = someone(network, 'Dora')
    commands(dora, 'report')
    await hears(dora, /What is the problem/)
    dora.says('stop all')
    await hears(dora, /no surveys, no reminders[\s\S]*What is the problem/)
    const { rows } = await sql<{ stopped: boolean }>`
      select stopped_at is not null as stopped from conversations where address = ${addressOf(dora)}`.execute(
      town.connections.db,
    )
    expect(rows).toEqual([{ stopped: true }])
    expect(await actsOnRecord(dora)).toEqual(['stoppedAll'])
  })

  test('whoever asks for a survey gets one that is for people like them, however seldom they want to be asked', async () => {
    const fay = someone(network, 'Fay')
    await joins(fay)
    await town.connections.db
      .updateTable('members')
      .set({ pace: 'topics', area: 'Harbour' })
      .where('address', '=', addressOf(fay))
      .execute()
    const wishes = async (words: RegExp) => {
      commands(fay, 'panel')
      await hears(fay, /You are on the panel/)
      fay.taps('Give me one now')
      await hears(fay, words)
    }
    await wishes(/no survey for you at this moment/)
    const [drawn, elsewhere, open] = [
      await opens('A lottery', { sample: { size: 1, by: [] }, quotas: [] }),
      await opens('For others', { areas: ['Nowhere'], quotas: [] }),
      await opens('For all', { areas: ['Harbour'], networks: [network], quotas: [] }),
    ]
    await wishes(/For all[\s\S]*Do you like the new benches/)
    const invitations = await eventually(async () => {
      const found = await town.connections.db
        .selectFrom('invitations')
        .select(['wave_id', 'how', 'state'])
        .where('wave_id', 'in', [drawn, elsewhere, open])
        .execute()
      expect(found).toMatchObject([{ state: 'sent' }])
      return found
    })
    expect(invitations).toEqual([{ wave_id: open, how: 'wanted', state: 'sent' }])
    expect(await memberRow(fay)).toMatchObject({ last_asked_at: null })

    await town.connections.db
      .updateTable('invitations')
      .set({ progress: 'finished' })
      .where('wave_id', '=', open)
      .execute()
    await wishes(/no survey for you at this moment/)
    await ends([drawn, elsewhere, open])
  })

  test('whoever blocks the bot stays on the panel, and is there when they come back', async () => {
    const emil = someone(network, 'Emil')
    await joins(emil)
    if (!('blocks' in emil)) return
    emil.blocks()
    await eventually(async () => expect(await unreachable(emil)).toBe(true))
    expect(await memberRow(emil)).toMatchObject({ left_at: null })
    emil.unblocks()
    await eventually(async () => expect(await unreachable(emil)).toBe(false))
    commands(emil, 'panel')
    await hears(emil, /You are on the panel/)
  })
})

async function unreachable(person: Person): Promise<boolean> {
  const { rows } = await sql<{ unreachable: boolean }>`
    select unreachable_since is not null as unreachable from conversations where address = ${addressOf(person)}`.execute(
    town.connections.db,
  )
  return rows[0]?.unreachable ?? false
}

let surveys = 0

/** A wave that is open for a week, of one question. @returns Its number. */
async function opens(title: string, audience: Audience): Promise<string> {
  surveys += 1
  const definition: Survey = {
    key: `survey-${surveys}`,
    title: { en: title },
    why: { en: 'We are to buy more.' },
    owner: 'U0LEAD',
    outcomeBy: '2030-01-01',
    languages: ['en'],
    audience,
    schedule: { zone: 'place', spreadHours: 0, closesAfterDays: 7 },
    questions: [{ key: 'benches', ask: { en: 'Do you like the new benches?' }, kind: 'agree' }],
  }
  const { rows } = await sql<{ id: string }>`
    with survey as (
      insert into surveys (key, version, state, owner) values (${definition.key}, 1, 'launched', 'U0LEAD') returning key),
    version as (
      insert into survey_versions (survey, version, definition, by, by_name, at)
      select key, 1, ${JSON.stringify(definition)}::jsonb, 'U0LEAD', 'Lead', now() from survey returning survey)
    insert into waves (survey, version, number, state, starts_at, closes_at, seed)
    select survey, 1, 1, 'sending', now() - interval '1 minute', now() + interval '7 days', 1 from version
    returning id`.execute(town.connections.db)
  return rows[0]!.id
}

async function ends(waves: readonly string[]): Promise<void> {
  await sql`update waves set state = 'closed' where id = any(${waves}::bigint[])`.execute(town.connections.db)
}

/** Four waves: one is due, one waits in the outbox, one was sent, and one is being sent at this moment. */
async function invites(person: Person): Promise<{ readonly all: readonly string[] }> {
  const { db } = town.connections
  const member = await memberRow(person)
  const all: string[] = []
  for (const state of ['due', 'queued', 'sent', 'queued'] as const) {
    const waveId = await opens('On its way', { quotas: [] })
    all.push(waveId)
    await db
      .insertInto('invitations')
      .values({ wave_id: waveId, member_id: member!.id, how: 'drawn', state, due_at: new Date('2100-01-01') })
      .execute()
  }
  const address = addressOf(person)
  await sql`
    insert into outbox (network, lane, bulk, message, purpose, due_at)
    values (${address.split(':')[0]}, ${address}, true, '{}',
      ${JSON.stringify({ kind: 'invitation', waveId: all[1], memberId: member!.id })}, now() + interval '1 year')`.execute(
    db,
  )
  return { all }
}
