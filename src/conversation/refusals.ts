/**
 * What is said of files that were not kept: how many, and why.
 */
import type { Speak } from '../../locales/index.ts'
import type { FileRefusal } from '../core/files.ts'
import type { RichText } from '../core/rich-text.ts'

/** One sentence for each reason. */
export function refusalNotes(refused: readonly FileRefusal[], say: Speak): readonly RichText[] {
  return [...Map.groupBy(refused, why => why)].map(([why, { length }]) => {
    const note = say(`photos.${why}`)
    return length > 1 ? say('photos.several', { note, times: `${length}` }) : note
  })
}
