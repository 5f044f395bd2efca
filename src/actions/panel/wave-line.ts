/**
 * The message of a wave in its survey's thread: how far it is, kept true, with buttons to hold it.
 */
import type { DeskButton, ToDesk } from '../../core/outbound.ts'
import type { PerLanguage } from '../../core/place.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import { type NewOutbound, updateLane } from '../../store/outbox.ts'
import { newChatsToCome } from '../../store/panel/new-chats.ts'
import {
  countWave,
  noteLineWritten,
  staleLines,
  type WaveCounts,
  type WaveStanding,
  wavesWithoutLine,
} from '../../store/panel/wave-lines.ts'
import type { DueSurvey } from '../../store/panel/waves.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { DESK } from '../to-desk.ts'
import type { SendingContext } from './sending-context.ts'

export const PAUSE_WAVE = 'pauseWave'
export const RESUME_WAVE = 'resumeWave'
export const STOP_WAVE = 'stopWave'

/** A message is changed at most this often. */
const LINE_REST_MS = 10_000
const HOUR_MS = 3_600_000

/** Everything about a survey, in its order. */
export function surveyLane(survey: string): string {
  return `survey:${survey}`
}

/**
 * Posts the messages of new waves, once their surveys' stand there, and changes those that are not true any more, each at
 * most every ten seconds; at once where somebody did something to a wave.
 */
export async function tellOfWaves(trx: Trx, context: SendingContext): Promise<readonly NewOutbound[]> {
  const messages: NewOutbound[] = []
  for (const wave of await wavesWithoutLine(trx)) messages.push(...(await newLine(trx, wave, context)))
  const before = new Date(context.now.getTime() - LINE_REST_MS)
  for (const wave of await staleLines(trx, before)) messages.push(...(await changedLine(trx, wave, context)))
  return messages
}

async function newLine(trx: Trx, wave: WaveStanding, context: SendingContext): Promise<readonly NewOutbound[]> {
  const { id, survey, channel, thread } = wave
  if (channel === null || thread === null) return []
  const { text, buttons } = await written(trx, wave, context)
  await noteLineWritten(trx, id, text.text, context.now)
  const message: ToDesk = { to: 'desk', kind: 'post', thread: { channel, ts: thread }, text, files: [], buttons }
  return [{ network: DESK, lane: surveyLane(survey), message, purpose: { kind: 'waveLine', waveId: id } }]
}

async function changedLine(trx: Trx, wave: WaveStanding, context: SendingContext): Promise<readonly NewOutbound[]> {
  const { channel, line } = wave
  if (channel === null || line === null) return []
  const { text, buttons } = await written(trx, wave, context)
  await noteLineWritten(trx, wave.id, text.text, context.now)
  if (text.text === wave.words) return []
  const message: ToDesk = { to: 'desk', kind: 'postUpdate', channel, ts: line, text, buttons }
  return [{ network: DESK, lane: updateLane(`${channel}:${line}`), message }]
}

async function written(
  trx: Trx,
  wave: WaveStanding,
  context: SendingContext,
): Promise<{ readonly text: RichText; readonly buttons: readonly DeskButton[] }> {
  const say = speakToStaff(context.place)
  const counts = await countWave(trx, wave.id)
  const number = numbers(context)
  const { number: wavesNumber, state } = wave
  const ends = endOf(counts, await hoursOfNewChats(trx, wave.id, counts, context), wave, context)
  const isOut = ends === undefined
  const head = state === 'sending' && isOut ? 'out' : state
  const heading = say(`sending.state.${head === 'planned' || head === 'missed' ? 'sending' : head}`, {
    number: number.format(wavesNumber),
    time: moment(wave.closesAt, context),
  })
  const figures = say('sending.figures', {
    sent: number.format(counts.sent),
    invited: number.format(counts.invited),
    answered: number.format(counts.answered),
    refused: number.format(counts.refused),
    unreachable: number.format(counts.unreachable),
    unknown: number.format(counts.unknown),
  })
  const { reminders } = counts
  const reminded = Object.values(reminders).some(count => count > 0)
    ? [
        say('sending.reminders', {
          sent: number.format(reminders.sent),
          failed: number.format(reminders.failed),
          unknown: number.format(reminders.unknown),
          left: number.format(reminders.left),
        }),
      ]
    : []
  const left = Object.values(counts.left).reduce((sum, one) => sum + one, 0)
  const rest =
    state === 'sending' && ends ? [say('sending.left', { left: number.format(left), time: moment(ends, context) })] : []
  const { full, dropped } = counts
  const passedOver = [
    ...(full > 0 ? [say('sending.full', { full: number.format(full) })] : []),
    ...(dropped > 0 ? [say('sending.dropped', { dropped: number.format(dropped) })] : []),
  ]
  return {
    text: joinRich([heading, figures, ...reminded, ...passedOver, ...rest], '\n'),
    buttons: buttonsOf(wave, isOut && reminders.left === 0, context),
  }
}

/** When the last is sent, as far as can be foreseen, and no later than the end; undefined where nothing waits. */
function endOf(
  { left, lastDueAt }: WaveCounts,
  hours: number,
  { closesAt }: WaveStanding,
  { perSecond, now }: SendingContext,
): Date | undefined {
  const waits = Object.entries(left).map(([network, count]) => (count / (perSecond.get(network) ?? 1)) * 1_000)
  if (waits.length === 0) return undefined
  const last = Math.max(now.getTime() + Math.max(...waits, hours * HOUR_MS), lastDueAt?.getTime() ?? 0)
  return new Date(Math.min(last, closesAt.getTime()))
}

/** How long those take who have no chat with us yet. */
async function hoursOfNewChats(
  trx: Trx,
  waveId: string,
  { left }: WaveCounts,
  { newChatsAnHour }: SendingContext,
): Promise<number> {
  let most = 0
  for (const [network, anHour] of newChatsAnHour) {
    if (!left[network]) continue
    most = Math.max(most, (await newChatsToCome(trx, waveId, network)) / anHour)
  }
  return most
}

/** @param isDone  Nothing more goes out of it: neither invitations nor reminders. */
function buttonsOf({ id, state }: WaveStanding, isDone: boolean, { place }: ActionContext): readonly DeskButton[] {
  if (state !== 'sending' && state !== 'paused') return []
  const say = speakToStaff(place)
  const stop: DeskButton = { action: STOP_WAVE, value: id, label: say('sending.stop').text, style: 'danger' }
  if (state === 'paused') return [{ action: RESUME_WAVE, value: id, label: say('sending.resume').text }, stop]
  return isDone ? [stop] : [{ action: PAUSE_WAVE, value: id, label: say('sending.pause').text }, stop]
}

/** What staff have to read of a survey: it waits until Slack takes it, however long that is. */
export function surveyPost(survey: string, message: ToDesk): NewOutbound {
  return { network: DESK, lane: surveyLane(survey), message, purpose: { kind: 'surveyPost', survey } }
}

/** Tells in the panel's channel, or below the survey's message, that waves did not go out. */
export function tellMissed(due: DueSurvey, missed: readonly Date[], context: ActionContext): readonly NewOutbound[] {
  const { place } = context
  if (!place.panel) return []
  const title = titleForStaff(due.definition.title, context)
  const list = new Intl.ListFormat(place.languages[0], { type: 'conjunction' })
  const times = list.format(missed.map(time => moment(time, context)))
  const text = speakToStaff(place)('sending.missed', { title, times })
  const message: ToDesk = { to: 'desk', kind: 'notice', channel: place.panel.channel, text }
  return [surveyPost(due.key, message)]
}

/** A title as staff read it. */
export function titleForStaff(title: PerLanguage<string>, { place }: ActionContext): string {
  return title[place.languages[0]] ?? Object.values(title)[0] ?? ''
}

/** A day and time by the town's clock. */
export function moment(at: Date, { place }: ActionContext): string {
  const { timeZone, languages } = place
  return new Intl.DateTimeFormat(languages[0], { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at)
}

function numbers({ place }: ActionContext): Intl.NumberFormat {
  return new Intl.NumberFormat(place.languages[0])
}
