/**
 * What staff wrote in a form, from its submission until its post stands in the case's thread and it is a reply.
 */
import type { RemoteFile } from '../core/files.ts'
import type { ReplyKind } from '../core/reply-kinds.ts'
import type { Db, Trx } from './database.ts'

export interface NewAnswer {
  readonly caseId: string
  /** Slack's id of the workspace. */
  readonly team: string
  /** Slack user id. */
  readonly author: string
  readonly authorName: string
  readonly kind: ReplyKind
  readonly words: string
  /** A question: labels of its answers, none where it is answered in words. */
  readonly choices: readonly string[] | null
  /** As they lie with Slack. */
  readonly files: readonly RemoteFile[]
  /** When the form was opened: what its author had seen. */
  readonly openedAt: Date
}

export interface Answer extends NewAnswer {
  readonly id: string
}

/** @returns Its id. */
export async function insertAnswer(trx: Trx, answer: NewAnswer, now: Date): Promise<string> {
  const { id } = await trx
    .insertInto('answers')
    .values({
      case_id: answer.caseId,
      team: answer.team,
      author: answer.author,
      author_name: answer.authorName,
      kind: answer.kind,
      words: answer.words,
      choices: answer.choices ? JSON.stringify(answer.choices) : null,
      files: JSON.stringify(answer.files),
      opened_at: answer.openedAt,
      written_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Undefined once it was taken. */
export async function answerById(db: Db, id: string): Promise<Answer | undefined> {
  return db
    .selectFrom('answers')
    .select(['id', 'team', 'author', 'kind', 'words', 'choices', 'files'])
    .select(['case_id as caseId', 'author_name as authorName', 'opened_at as openedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Its words lie with the reply from now on, or nowhere. @returns False where it was taken before. */
export async function takeAnswer(trx: Trx, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('answers').where('id', '=', id).executeTakeFirst()
  return numDeletedRows === 1n
}
