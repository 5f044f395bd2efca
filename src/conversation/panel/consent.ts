/**
 * What is said to somebody before they join, and what proves afterwards which words it was.
 */
import { createHash } from 'node:crypto'
import { type Speak, speak } from '../../../locales/index.ts'
import type { PanelConsent } from '../../core/panel/panel-act.ts'
import type { PanelPolicy, Place } from '../../core/place.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'

/** Of the texts under `panel.consent`: a change of their meaning is a new version. */
const CONSENT_VERSION = 2

/** Characters of the hash that a button carries: it has room for no more, and needs no more to tell a few texts apart. */
const HASH_IN_TOKEN = 16

export function consentText(say: Speak, { name }: Place, { capDays, keyDays }: PanelPolicy): RichText {
  const whoReads = [say('panel.consent.readers', { place: name }), say('panel.consent.quoted')]
  return joinRich(
    [
      say('panel.consent.what', { place: name }),
      say('panel.consent.often', { count: capDays }),
      joinRich([...whoReads, say('panel.consent.traced', { count: keyDays })], ' '),
      say('panel.consent.leaving'),
    ],
    '\n\n',
  )
}

/** What a *Join* button carries of the words above it. */
export function consentCode(words: RichText): string {
  return hashOf(words).slice(0, HASH_IN_TOKEN)
}

/**
 * Which of today's words these are, in whatever language of the place they were shown.
 *
 * @returns  Nothing where the place file or the text has changed since: nobody agreed to that.
 */
export function consentOf(
  code: string,
  place: Place,
  policy: PanelPolicy,
): Pick<PanelConsent, 'version' | 'hash' | 'language'> | undefined {
  for (const language of place.languages) {
    const words = consentText(speak(language), place, policy)
    if (consentCode(words) === code) return { version: CONSENT_VERSION, hash: hashOf(words), language }
  }
  return undefined
}

function hashOf({ text }: RichText): string {
  return createHash('sha256').update(text).digest('hex')
}
