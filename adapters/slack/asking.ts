/**
 * `/moot`, and the buttons under its answers: what somebody asks, answered for their eyes alone.
 *
 * The answer goes back with the acknowledgement where it is there in time, else to the address that Slack gives for half an
 * hour (https://docs.slack.dev/interactivity/implementing-slash-commands#responding_to_commands). A press is acknowledged at
 * once; its answer takes the place of the one before. Nothing of it is kept.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Doors } from '../../src/core/adapter.ts'
import type { DeskViews } from '../../src/core/desk-views.ts'
import { SendError } from '../../src/core/send-error.ts'
import { ASK, type StaffAnswer, type StaffAsks } from '../../src/core/staff-asks.ts'
import { contentsOf } from './content.ts'
import type { QuickLane } from './intake.ts'
import { type Fields, fieldsOf, idOf, listOf, textOf } from './unknown.ts'

type Ack = (answer?: object) => Promise<void>

export const COMMANDS: readonly string[] = ['/moot']

/** Of the 3 s that Slack waits for the acknowledgement. */
const IN_TIME_MS = 2_000
const ANSWERS_AT = 'https://hooks.slack.com/'

/** @param apiRoot  Answers go there as well: where that is a stand-in's, Slack's own address is not asked. */
export function createAsking({
  apiRoot,
  timeoutMs,
  views,
}: {
  readonly apiRoot: string
  readonly timeoutMs: number
  readonly views: DeskViews
}): QuickLane {
  const respond = async (url: string | undefined, answer: object) => {
    if (url === undefined || !(url.startsWith(ANSWERS_AT) || url.startsWith(`${new URL(apiRoot).origin}/`)))
      throw new Error('slack gave no address to answer at')
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(answer),
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`slack did not take an answer: ${response.status}`)
  }

  /** @returns False where there is no form, or it could not be opened: what opens it is good for 3 s. */
  const opened = async (body: Fields, { form }: StaffAnswer, { log }: Doors): Promise<boolean> => {
    if (!form) return false
    try {
      await views.open({ trigger: textOf(body.trigger_id) ?? '', channel: form.channel }, form.form)
      return true
    } catch (error) {
      if (!(error instanceof SendError)) throw error
      log.warn({ err: error, form: form.form.action }, 'a form could not be opened')
      return false
    }
  }

  const command = async (body: Fields, asks: StaffAsks, ack: Ack, doors: Doors) => {
    const answering = doors.ask(asks)
    const late = new AbortController()
    const first = await Promise.race([
      answering,
      wait(IN_TIME_MS, undefined, { signal: late.signal }).catch(() => undefined),
    ])
    late.abort()
    if (first && (await opened(body, first, doors))) return ack()
    if (first) return ack(answerBody(first))
    await ack()
    const answer = await answering
    if (!(await opened(body, answer, doors))) await respond(textOf(body.response_url), answerBody(answer))
  }

  return {
    async take(body, ack, doors) {
      const asks = readCommand(body) ?? readPress(body)
      if (!asks) return false
      if (asks.asked.by === 'command') await command(body, asks, ack, doors)
      else {
        await ack()
        await respond(textOf(body.response_url), { ...answerBody(await doors.ask(asks)), replace_original: true })
      }
      return true
    },
  }
}

function readCommand(body: Fields): StaffAsks | undefined {
  const [command, user] = [textOf(body.command), idOf(body.user_id)]
  if (!command || !user || !COMMANDS.includes(command)) return undefined
  return { user, asked: { by: 'command', words: textOf(body.text) ?? '' } }
}

function readPress(body: Fields): StaffAsks | undefined {
  const action = fieldsOf(listOf(body.actions)[0])
  const user = idOf(fieldsOf(body.user).id)
  const isOurs = body.type === 'block_actions' && textOf(action.action_id)?.replace(/#\d+$/, '') === ASK
  if (!isOurs || !user || fieldsOf(body.container).type !== 'message') return undefined
  return { user, asked: { by: 'button', words: textOf(action.value) ?? '' } }
}

/** One message: what is longer is cut where it would go on in a second one. */
function answerBody({ text, buttons }: StaffAnswer): object {
  const [content] = contentsOf({ text, buttons })
  return { response_type: 'ephemeral', ...content }
}
