/**
 * A town with a desk, and the program between the stand-ins as a process of its own: for what is measured through Slack's door.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../sandbox/free-port.ts'
import type { SlackUser } from '../sandbox/slack/staff.ts'
import { type SlackStandIn, startSlack } from '../sandbox/slack/stand-in.ts'
import { startTelegram, type TelegramStandIn } from '../sandbox/telegram/stand-in.ts'
import { loadPlace } from '../src/place.ts'
import { type Subject, startSubject } from './subject.ts'

const TELEGRAM = '7000000001:bench'
const SLACK = { botToken: 'xoxb-bench', appToken: 'xapp-bench', signingSecret: 'bench' }

export interface DeskTown extends AsyncDisposable {
  readonly telegram: TelegramStandIn
  readonly slack: SlackStandIn
  /** A full member who is in every channel. */
  readonly priya: SlackUser
  /** The front desk's. */
  readonly channel: string
  readonly subject: Subject
}

/** @param options.rateLimits  Whether Slack's are kept. */
export async function startDesk(
  databaseUrl: string,
  { rateLimits }: { readonly rateLimits: boolean },
): Promise<DeskTown> {
  await using starting = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-bench-place-'))
  starting.defer(() => rm(folder, { recursive: true, force: true }))
  const placeFile = await placeWithoutUndo(folder)
  const place = await loadPlace(placeFile)
  const telegram = await startTelegram({ token: TELEGRAM })
  starting.defer(() => telegram.close())
  const port = await freePort()
  const slack = await startSlack({ ...SLACK, eventsUrl: `http://127.0.0.1:${port}/slack/events`, rateLimits })
  starting.defer(() => slack.close())
  const priya = slack.addUser({ name: 'Priya', kind: 'member' })
  for (const { key, channel } of place.departments.values()) {
    slack.addChannel({ id: channel, name: key })
    slack.join(priya, channel)
  }
  const subject = await startSubject({
    file: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    databaseUrl,
    port,
    telegram: { apiRoot: telegram.apiRoot, token: TELEGRAM, ready: () => telegram.webhookUrl !== undefined },
    env: {
      PLACE_FILE: placeFile,
      SLACK_BOT_TOKEN: SLACK.botToken,
      SLACK_SIGNING_SECRET: SLACK.signingSecret,
      SLACK_API_ROOT: slack.apiRoot,
    },
  })
  starting.defer(() => subject.stop())
  while ((await fetch(`http://127.0.0.1:${port}/readyz`)).status !== 200) await wait(50)
  const started = starting.move()
  const { channel } = place.departments.get(place.frontDesk)!
  return { telegram, slack, priya, channel, subject, [Symbol.asyncDispose]: () => started.disposeAsync() }
}

/** The example town, where a reply goes at once: what its author may take back waits on purpose. */
async function placeWithoutUndo(folder: string): Promise<string> {
  await cp('example', folder, { recursive: true })
  const file = join(folder, 'place.yaml')
  const text = await readFile(file, 'utf8')
  const changed = text.replace(/^( +undoSeconds:) \d+/m, '$1 0')
  if (changed === text) throw new Error("the example's place file says nothing of undoSeconds")
  await writeFile(file, changed)
  return file
}
