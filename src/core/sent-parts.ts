/**
 * A message that a resident has, as the parts that its network made of it, and how other words are put in their place.
 */

export interface SentPart {
  /** As the adapter gave it: the network's id, or several with a space between them (an album). */
  readonly id: string
  readonly carries: Carries
}

/** `nothing`: it is gone. */
export type Carries = 'words' | 'files' | 'both' | 'nothing'

/** What is done to each part, in the order in which the reader then has them. `text` counts the new texts from 0. */
export type PartChange =
  | { readonly do: 'keep'; readonly part: SentPart }
  | { readonly do: 'edit'; readonly part: SentPart; readonly text: number }
  | { readonly do: 'send'; readonly text: number }
  | { readonly do: 'delete'; readonly part: SentPart }

/**
 * Puts new texts where words stand, in their order. What is too much is sent behind the rest; words that are left over
 * are deleted. Files stay: where words share a message with them, the last text goes there.
 *
 * @param texts  How many, at least one.
 */
export function placeTexts(sent: readonly SentPart[], texts: number): readonly PartChange[] {
  const worded = sent.filter(({ carries }) => carries === 'words' || carries === 'both')
  const alone = worded.filter(({ carries }) => carries === 'words')
  const surplus = Math.max(0, worded.length - texts)
  const dropped = new Set(alone.slice(Math.max(0, alone.length - surplus)))
  let next = 0
  const changes = sent.flatMap((part): PartChange[] => {
    if (part.carries === 'nothing') return []
    if (dropped.has(part)) return [{ do: 'delete', part }]
    if (part.carries === 'files' || next >= texts) return [{ do: 'keep', part }]
    return [{ do: 'edit', part, text: next++ }]
  })
  while (next < texts) changes.push({ do: 'send', text: next++ })
  return changes
}
