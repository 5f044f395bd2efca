/**
 * The privacy notice: shown once, with the first thing a person hears, and again when it has changed.
 */
import type { NoticeShown } from '../core/case.ts'
import { networkOf } from '../core/network.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import type { TurnMessage } from '../core/turn.ts'
import { keep, showWhereWeAre, type Turn } from './turn.ts'

/** Of the texts under `notice`. A higher one is shown to everybody once more. */
export const NOTICE_VERSION = 2

/** The command, and the token of the button under the notice. No flow may have that name. */
export const PRIVACY = 'privacy'

export function isNoticeDue({ state }: Turn): boolean {
  return state.notice?.version !== NOTICE_VERSION
}

/** The notice that the person has been shown, or is shown at the end of this turn. */
export function noticeOf(turn: Turn): NoticeShown {
  const { state, world } = turn
  if (state.notice && !isNoticeDue(turn)) return state.notice
  return { version: NOTICE_VERSION, language: world.language, at: world.now.toISOString() }
}

/**
 * Puts the notice above what is said first; no case is opened without it.
 *
 * Where someone may be in danger, the emergency number comes first, and the notice with what follows.
 */
export function withNotice(turn: Turn, messages: TurnMessage[]): TurnMessage[] {
  const { say, place } = turn.world
  const opensCase = turn.effects.some(({ kind }) => kind === 'openCase')
  const isUrgent = turn.show.what === 'aside' && turn.state.aside?.kind === 'emergency'
  if (!isNoticeDue(turn) || isUrgent || (messages.length === 0 && !opensCase)) return messages
  keep(turn, { notice: noticeOf(turn) })
  const [first, ...others] = messages
  const notice = say('notice.short', { place: place.name })
  const more = { token: PRIVACY, label: say('notice.more').text }
  return [
    {
      ...first,
      text: first ? joinRich([notice, first.text], '\n\n') : notice,
      choices: [...(first?.choices ?? []), [more]],
      files: first?.files ?? [],
    },
    ...others,
  ]
}

/** Says the whole of it, and where we are. */
export function showPrivacy(turn: Turn): void {
  const text = privacyText(turn)
  showWhereWeAre(turn, text, text)
}

export function privacyText(turn: Turn): RichText {
  const { say, place } = turn.world
  const network = networkOf(turn.input.address)
  const whole = say('notice.long', {
    place: place.name,
    network: network.charAt(0).toUpperCase() + network.slice(1),
  })
  return place.panel ? joinRich([whole, say('panel.privacy')], '\n\n') : whole
}
