/**
 * Words that go out with a form are looked at for what is not for a resident, as replies are.
 *
 * The form shows what was found, and goes through when the same words are sent once more. Other words are looked at anew.
 */
import { createHash } from 'node:crypto'
import type { ActionContext } from '../actions/context.ts'
import { guardReply, guardsOf, sayConcerns } from '../actions/guard-reply.ts'
import { plain, type RichText } from '../core/rich-text.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { hearsNobody } from '../store/followers.ts'

export interface HeldWords {
  /** What was found, for the record. */
  readonly guards: readonly string[]
  /** The same for their author, with each place. */
  readonly told: RichText
  /** Stands for exactly these words; letters and digits. */
  readonly mark: string
}

/** @param author  Slack user id. @returns Undefined where nothing was found, or nobody hears them. */
export async function heldWords(
  trx: Trx,
  about: CaseAtDesk,
  words: string,
  author: string,
  context: ActionContext,
): Promise<HeldWords | undefined> {
  if (words === '' || (await hearsNobody(trx, about))) return undefined
  const written = { words: plain(words), choices: null, author }
  const concerns = await guardReply(trx, about, written, undefined, context)
  return (
    concerns && {
      guards: guardsOf(concerns),
      told: sayConcerns(about, written, concerns, context),
      mark: createHash('sha256').update(words).digest('hex').slice(0, 16),
    }
  )
}
