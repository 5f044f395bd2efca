/**
 * Waves in channels of residents: posted once when a wave begins, with the first question where a tap answers it, and
 * closed with it. What a channel did not take is told in the survey's thread and not tried again.
 */
import { inLanguage, postMessage, type SurveyVoice, surveyVoice } from '../../asking/question-message.ts'
import type { ToChannel, ToDesk } from '../../core/outbound.ts'
import type { AskedSurvey } from '../../core/panel/own-survey.ts'
import { FEWEST } from '../../core/panel/suppress.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound, Purpose } from '../../store/outbox.ts'
import { surveyAt } from '../../store/panel/surveys.ts'
import {
  addWavePost,
  CHANNEL_NETWORK,
  homeOfWave,
  noteWavePosted,
  type OverPost,
  takeOverPosts,
  takeWavesToPost,
  type WaveToPost,
} from '../../store/panel/wave-posts.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import type { SendingContext } from './sending-context.ts'
import { surveyPost } from './wave-line.ts'

/** Posts what has begun, and closes what is over. Where the network is off nothing is posted: the day it is on is soon enough. */
export async function postWaves(trx: Trx, context: SendingContext): Promise<readonly NewOutbound[]> {
  if (!context.perSecond.has(CHANNEL_NETWORK)) return []
  const messages: NewOutbound[] = []
  for (const wave of await takeWavesToPost(trx, context.now)) messages.push(...(await postWave(trx, wave, context)))
  for (const post of await takeOverPosts(trx)) messages.push(await closePost(trx, post, context))
  return messages
}

/** What became of a post. @param message  The network's id; undefined where it was not taken. */
export async function recordWavePost(
  trx: Trx,
  { waveId, channel }: Extract<Purpose, { kind: 'wavePost' }>,
  message: string | undefined,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  await noteWavePosted(trx, waveId, channel, message ?? null)
  return message === undefined ? tellNotPosted(trx, waveId, channel, context) : []
}

async function postWave(trx: Trx, wave: WaveToPost, context: SendingContext): Promise<readonly NewOutbound[]> {
  const { id: waveId } = wave
  const channels = [...new Set(wave.channels)]
  const known = context.place.panel?.discordChannels ?? []
  const { asked, voice } = await askedIn(trx, wave, context)
  const posts = channels.filter(channel => known.includes(channel))
  const unknown = channels.filter(channel => !known.includes(channel))
  for (const channel of posts) await addWavePost(trx, waveId, channel, 'queued')
  for (const channel of unknown) await addWavePost(trx, waveId, channel, 'failed')
  const told: NewOutbound[] = []
  for (const channel of unknown) told.push(...(await tellNotPosted(trx, waveId, channel, context)))
  return [
    ...posts.map(channel =>
      toChannel(
        { to: 'channel', kind: 'post', channel, ...postMessage(asked, voice) },
        { kind: 'wavePost', waveId, channel },
      ),
    ),
    ...told,
  ]
}

async function closePost(trx: Trx, post: OverPost, context: SendingContext): Promise<NewOutbound> {
  const { channel, message, stopped, answered } = post
  const { asked, voice } = await askedIn(trx, post, context)
  const { say, language } = voice
  const title = say('survey.post.title', { title: inLanguage(asked.survey.title, language) })
  const text: RichText = joinRich([title, stopped ? say('survey.post.stopped') : closedWords(answered, voice)], '\n')
  return toChannel({ to: 'channel', kind: 'postUpdate', channel, message, text })
}

/** Few are not told of by their number: who they are could be known in the channel. */
function closedWords(answered: number, { say }: SurveyVoice): RichText {
  return answered >= FEWEST ? say('survey.post.closed', { people: answered }) : say('survey.post.closedFew')
}

/** In the place's first language, where the survey has it: a channel has no language of its own. */
async function askedIn(
  trx: Trx,
  { id: waveId, survey: key, version }: Pick<WaveToPost, 'id' | 'survey' | 'version'>,
  { place }: ActionContext,
): Promise<{ readonly asked: AskedSurvey; readonly voice: SurveyVoice }> {
  const asked = { waveId, ...(await surveyAt(trx, key, version)) }
  return { asked, voice: surveyVoice(asked.survey, place.languages[0]) }
}

function toChannel(message: ToChannel, purpose?: Purpose): NewOutbound {
  const { channel } = message
  return { network: CHANNEL_NETWORK, lane: `channel:${channel}`, message, ...(purpose && { purpose }) }
}

async function tellNotPosted(
  trx: Trx,
  waveId: string,
  channel: string,
  { place }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const text = speakToStaff(place)('sending.notPosted', { channel })
  const { survey, thread } = await homeOfWave(trx, waveId)
  const message: ToDesk | undefined = thread
    ? { to: 'desk', kind: 'post', thread, text, files: [], buttons: [] }
    : place.panel && { to: 'desk', kind: 'notice', channel: place.panel.channel, text }
  return message ? [surveyPost(survey, message)] : []
}
