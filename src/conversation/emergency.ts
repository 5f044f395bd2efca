/**
 * Words that tell of an emergency, anywhere in what a person says.
 */
import { fold } from '../core/fold.ts'
import type { Place } from '../core/place.ts'
import type { RichText } from '../core/rich-text.ts'
import { keep, type Turn } from './turn.ts'

/** Once the emergency number was shown, it is not shown again for this long. */
const WARNED_MS = 3_600_000

/** Whole words and phrases of the place file, in all its languages: people write as they speak. */
export function emergencyWordsOf({ emergency }: Place): (words: string) => boolean {
  const phrases = Object.values(emergency.words)
    .flat()
    .map(fold)
    .filter(phrase => phrase !== '')
    .map(phrase => ` ${phrase} `)
  return words => {
    const said = ` ${fold(words)} `
    return phrases.some(phrase => said.includes(phrase))
  }
}

/** True for words of an emergency, unless the person has just seen the number. */
export function isAlarm({ house, state: { warnedAt }, world }: Turn, text: RichText | undefined): boolean {
  const wasWarned = warnedAt !== undefined && world.now.getTime() - Date.parse(warnedAt) < WARNED_MS
  return text !== undefined && !wasWarned && house.isEmergency(text.text)
}

/** The emergency number, for words of an emergency; nothing for all others, nor twice. */
export function warningFor(turn: Turn, text: RichText | undefined): RichText | undefined {
  if (!isAlarm(turn, text)) return undefined
  const { say, place, now } = turn.world
  keep(turn, { warnedAt: now.toISOString() })
  return say('emergency.call', { number: place.emergency.number })
}
