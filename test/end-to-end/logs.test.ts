/**
 * What an operator reads: lines of a real process on its most talkative level, after all that people can say and all
 * that can go wrong with it. No token is in them, and nothing of what anybody said.
 */
import { expect, test } from 'vitest'
import { freePort } from '../../sandbox/free-port.ts'
import { picture } from '../support/pictures.ts'
import { run, surroundings } from '../support/processes.ts'
import { hears, threadOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

/** Each said once, in its own place; no part of any is a word of ours. */
const SAID = {
  residentName: 'Zephyrina',
  report: 'quagmire beside the bakery',
  address: 'Xylophone Street 7',
  caption: 'snapped at twilight',
  later: 'jackdaws are nesting',
  unreachable: 'gobbledegook for nobody',
  reply: 'marmalade is on its way',
  note: 'she is a nuisance',
  doubtful: 'flibbertigibbet again',
  discordReport: 'pterodactyl on the roof',
  fileName: 'holiday-with-grandma.jpg',
  staffName: 'Quillon',
}

test.each([
  ['by polling and sockets', false],
  ['by webhooks', true],
] as const)('%s, the log tells what happened, and no secret', async (_, webhooks) => {
  await using town = await startTown({ started: false, webhooks })
  const PORT = town.env.PORT === '0' ? String(await freePort()) : town.env.PORT
  const env = { ...surroundings, ...town.env, PORT, LOG_LEVEL: 'trace' }
  const folkmoot = run(process.execPath, ['src/main.ts'], { env })
  try {
    await eventually(async () => expect((await fetch(`http://127.0.0.1:${PORT}/readyz`)).status).toBe(200), 20_000)
    await sayEverything(town)
  } finally {
    process.kill(folkmoot.pid, 'SIGTERM')
    expect(await folkmoot.ended).toBe(0)
  }
  const log = folkmoot.output()
  expect(log).toContain('folkmoot is up')
  const leaked = [...Object.values(SAID), ...secretsIn(town.env)].filter(secret => log.includes(secret))
  expect(leaked).toEqual([])
})

async function sayEverything(town: Awaited<ReturnType<typeof startTown>>): Promise<void> {
  const { telegram, discord, slack } = town
  const quillon = slack.addUser({ name: SAID.staffName, kind: 'member' })
  for (const { id } of slack.channels) slack.join(quillon, id)
  const ana = telegram.addPerson({ firstName: SAID.residentName, languageCode: 'en' })
  ana.presses('/report')
  await hears(ana, /What is the problem/)
  ana.says(SAID.report)
  await hears(ana, /What is it about/)
  ana.taps('Pothole')
  await hears(ana, /How deep/)
  telegram.faults.on('sendMessage', { kind: 'reset' }, 1)
  ana.taps('Skip')
  await hears(ana, /Where is it/)
  ana.says(SAID.address)
  await hears(ana, /photos/)
  telegram.faults.on('download', { kind: 'status', status: 502 }, 1)
  ana.sendsPhoto(await picture(), { caption: SAID.caption })
  await hears(ana, /1 photo/)
  ana.taps('Done')
  await hears(ana, /Is this right/)
  slack.faults.on('chat.postMessage', { kind: 'resetAfter' }, 1)
  ana.taps('Send report')
  const reference = /HB-\d+/.exec(await hears(ana, /reference is/))![0]
  const thread = await threadOf(town, reference)

  ana.says(SAID.later)
  // Behind the card that was sent twice and its picture.
  await eventually(() => expect(thread.posts().join('\n')).toContain(SAID.later), 20_000)
  const note = quillon.writes(thread.channel, `note: ${SAID.note}`, { thread: thread.ts })
  await eventually(() => expect(thread.marks(note.event.ts as string)).toEqual(['memo']))
  const doubtful = quillon.writes(thread.channel, `not: ${SAID.doubtful}`, { thread: thread.ts })
  await eventually(() => expect(thread.marks(doubtful.event.ts as string)).toEqual(['question']))
  const files = [{ name: SAID.fileName, mediaType: 'image/jpeg', bytes: await picture() }]
  quillon.writes(thread.channel, `*${SAID.reply}*`, { thread: thread.ts, files })
  await eventually(() => expect(ana.heard().join('\n')).toContain(SAID.reply))
  telegram.faults.on('sendMessage', { kind: 'refuse', error: 'Forbidden: bot was blocked by the user' }, 1)
  const refused = quillon.writes(thread.channel, SAID.unreachable, { thread: thread.ts })
  await eventually(() => expect(thread.marks(refused.event.ts as string)).toEqual(['x']))
  slack.redeliver(refused)

  const ben = discord.addPerson({ username: SAID.residentName.toLowerCase(), locale: 'en-GB' })
  ben.commands('report', { where: 'server' })
  await hears(ben, /What is the problem/)
  discord.faults.on('POST /channels/:id/messages', { kind: 'status', status: 500 }, 1)
  const attachments = [{ bytes: await picture(), name: SAID.fileName, contentType: 'image/jpeg' }]
  ben.says(SAID.discordReport, { attachments })
  await hears(ben, /What is it about/)
  ben.closesDms()
  ben.says('Tree or hedge')
  await eventually(async () => {
    const { rows } = await town.connections.pool.query(
      `select 1 from outbox where network = 'discord' and settled_at is not null and message::text like '%Where is it%'`,
    )
    expect(rows).toHaveLength(1)
  })
}

/** The settings that nobody but the operator may know, and the password of the database. */
function secretsIn(env: Readonly<Record<string, string>>): readonly string[] {
  const named = Object.entries(env).filter(([name]) => /TOKEN|SECRET/.test(name))
  return [...named.map(([, value]) => value), new URL(env.DATABASE_URL!).password].filter(value => value !== '')
}
