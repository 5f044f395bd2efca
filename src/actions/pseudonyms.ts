/**
 * What staff call residents, where the place wants pseudonyms: "Resident Otter 12".
 */
import type { Place } from '../core/place.ts'
import type { Pseudonyms } from '../store/residents.ts'
import { speakToStaff } from './context.ts'

/** @returns Null where staff see first names. */
export function pseudonymsOf(place: Place): Pseudonyms | null {
  if (place.residents === 'firstName') return null
  const say = speakToStaff(place)
  return {
    pattern: say('desk.pseudonym', { animal: '%1$s', number: '%2$s' }).text,
    words: say('desk.animals').text.split(/\s*[,،]\s*/),
  }
}
