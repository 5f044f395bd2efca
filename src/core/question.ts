/**
 * Questions of staff to a resident, with answers to tap: how they are written down, and their buttons.
 */
import { fold } from './fold.ts'
import { isStopWord } from './panel/opt-out.ts'

/** More are a survey. */
export const MOST_CHOICES = 8
/** UTF-16 units: Discord's button label. */
export const MOST_CHOICE = 80

export type ChoicesProblem =
  | { readonly kind: 'many' }
  | { readonly kind: 'long'; readonly choice: string }
  | { readonly kind: 'alike'; readonly choice: string }
  /** Who types it leaves the panel. */
  | { readonly kind: 'stopWord'; readonly choice: string }

/**
 * One answer on each line; none where it is to be answered in words.
 *
 * @param hasPanel  True where people can leave a panel by a word.
 */
export function readChoices(lines: string, hasPanel: boolean): readonly string[] | ChoicesProblem {
  const choices = lines
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  if (choices.length > MOST_CHOICES) return { kind: 'many' }
  const long = choices.find(choice => choice.length > MOST_CHOICE)
  if (long !== undefined) return { kind: 'long', choice: long }
  const folded = choices.map(fold)
  const alike = choices.find((_, n) => folded.indexOf(folded[n]!) < n)
  if (alike !== undefined) return { kind: 'alike', choice: alike }
  const stop = hasPanel ? choices.find(isStopWord) : undefined
  return stop === undefined ? choices : { kind: 'stopWord', choice: stop }
}

/** The button of one answer. It works whatever else is talked about. */
export function choiceToken(replyId: string, index: number): string {
  return `ask.${replyId}.${index}`
}

/** Undefined where it is no such button. */
export function readChoiceToken(token: string): { readonly replyId: string; readonly index: number } | undefined {
  const [, replyId, index] = /^ask\.(\d{1,18})\.(\d)$/.exec(token) ?? []
  return replyId !== undefined && index !== undefined ? { replyId, index: Number(index) } : undefined
}
