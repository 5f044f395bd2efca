/**
 * What residents typed for a case, as it stands there.
 */
import { sql } from 'kysely'
import type { CaseAnswer } from '../core/case.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Trx } from './database.ts'

export interface Typed {
  readonly category: string | null
  readonly words: RichText
  readonly remark: RichText | null
  readonly placeWords: string | null
  readonly hasPoint: boolean
  readonly answers: readonly CaseAnswer[]
}

/** Locked until the transaction ends. */
export async function typedForUpdate(trx: Trx, caseId: string): Promise<Typed | undefined> {
  const { rows } = await sql<Typed>`
    select category, words, remark, place_words as "placeWords", latitude is not null as "hasPoint", answers
    from cases where id = ${caseId} for no key update`.execute(trx)
  return rows[0]
}

/** Sets what is given, and nothing else. */
export async function setTyped(
  trx: Trx,
  caseId: string,
  { words, remark, placeWords, answers }: Partial<Pick<Typed, 'words' | 'remark' | 'placeWords' | 'answers'>>,
): Promise<void> {
  await trx
    .updateTable('cases')
    .set({
      ...(words && { words: JSON.stringify(words) }),
      ...(remark && { remark: JSON.stringify(remark) }),
      ...(placeWords !== undefined && { place_words: placeWords }),
      ...(answers && { answers: JSON.stringify(answers) }),
    })
    .where('id', '=', caseId)
    .execute()
}
