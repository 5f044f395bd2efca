/**
 * States that earlier versions of the program kept, as they are read today: whoever was in the middle of a talk goes on
 * with it.
 */
import { plain } from '../core/rich-text.ts'
import { isRichText } from './steps/write.ts'

/** Takes what it cannot read as it is: whether that is a state is somebody else's to tell. */
export function fromEarlier(state: object): object {
  const { parked, dialogue, ...rest }: Readonly<Record<string, unknown>> = { ...state }
  const { restingSince, at } = rest
  const drafts = [{ number: 1, leftAt: restingSince ?? at, dialogue: withSaid(parked) }]
  return {
    ...rest,
    ...(dialogue !== undefined && { dialogue: withSaid(dialogue) }),
    // There was one draft at most.
    ...(parked !== undefined && { drafts, lastDraft: 1 }),
  }
}

/** `sources` named one message for each answer, without the words in it. */
function withSaid(dialogue: unknown): unknown {
  if (!isRecord(dialogue) || !isRecord(dialogue.sources) || !isRecord(dialogue.given)) return dialogue
  const { sources, ...rest } = dialogue
  const { given } = dialogue
  const said = Object.entries(sources).map(([step, messageId]) => {
    const words = given[step]
    return { step, messageId, text: isRichText(words) ? words : plain('') }
  })
  return { ...rest, said }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
