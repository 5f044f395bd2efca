/**
 * Words that tell of an emergency, anywhere in what a person says.
 */
import { fold } from '../core/fold.ts'
import type { Place } from '../core/place.ts'

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
