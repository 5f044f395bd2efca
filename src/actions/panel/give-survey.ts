/**
 * Gives a member who asks for one a survey: one that waits for them, else one that is for people like them. Nobody gets
 * into a sample by asking.
 */
import { speak } from '../../../locales/index.ts'
import { firstMessage, goOnMessage, surveyVoice } from '../../asking/question-message.ts'
import type { ReplyToken } from '../../core/inbound.ts'
import { type Address, networkOf } from '../../core/network.ts'
import type { RichText } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { surveyAt } from '../../store/panel/surveys.ts'
import { isAmong, memberAt, noteWanted, type OpenWave, openWavesFor } from '../../store/panel/wanted-surveys.ts'
import type { ActionContext } from '../context.ts'

export interface GivenTo {
  readonly address: Address
  readonly channel: string | null
  /** They asked by a button in a channel, and get it there. */
  readonly token?: ReplyToken
}

export async function giveSurvey(
  trx: Trx,
  { address, channel, token }: GivenTo,
  { now }: Pick<ActionContext, 'now'>,
): Promise<readonly NewOutbound[]> {
  const member = await memberAt(trx, address)
  if (!member) return []
  const network = networkOf(address)
  const to = { to: 'resident', address, ...(channel && { channel }), ...(token && { token }) } as const
  const telling = (text: RichText): readonly NewOutbound[] => [
    { network, lane: address, message: { ...to, text, choices: [], files: [] } },
  ]
  const wave = await waveFor(trx, member.id, now)
  const say = speak(member.language)
  if (!wave) return telling(say('panel.one.none'))
  // Its message is in the outbox already; a button in a channel has to be answered all the same.
  if (wave.invited === 'queued') return token ? telling(say('panel.one.coming')) : []
  await noteWanted(trx, wave.id, { memberId: member.id, network, now })
  const asked = { waveId: wave.id, ...(await surveyAt(trx, wave.survey, wave.version)) }
  const voice = surveyVoice(asked.survey, member.language, token !== undefined)
  const first = wave.begun ? goOnMessage(asked, voice) : firstMessage(asked, voice)
  const purpose = { kind: 'invitation', waveId: wave.id, memberId: member.id } as const
  return [{ network, lane: address, message: { ...to, ...first }, purpose }]
}

async function waveFor(trx: Trx, memberId: string, now: Date): Promise<OpenWave | undefined> {
  for (const wave of await openWavesFor(trx, memberId, now)) {
    if (wave.invited !== null) return wave
    if (!wave.audience.sample && (await isAmong(trx, memberId, wave.audience, now))) return wave
  }
  return undefined
}
