/**
 * The kinds of reply that staff choose from. What each is good for stands beside it where it is chosen.
 */
export const REPLY_KINDS = [
  'thanks',
  'tellUsMore',
  'getInvolved',
  'haveALook',
  'sorryWeMeant',
  'whatWouldThatMeanFor',
  'clarification',
] as const

export type ReplyKind = (typeof REPLY_KINDS)[number]

export function isReplyKind(value: string): value is ReplyKind {
  return (REPLY_KINDS as readonly string[]).includes(value)
}
