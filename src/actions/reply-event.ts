/**
 * What a member of staff wrote, word for word, for the record.
 */
import type { CaseEvent } from '../store/record.ts'
import type { Reply } from '../store/replies.ts'

/** @param reply  As its words are then. */
export function replyEvent(
  kind: 'replied' | 'noted' | 'edited' | 'corrected',
  reply: Pick<Reply, 'id' | 'caseId' | 'version' | 'wordsBy' | 'words' | 'files'>,
): CaseEvent {
  const { id, caseId, version, wordsBy, words: text, files } = reply
  return { caseId, actor: wordsBy, kind, detail: { reply: id, version }, words: { text, files } }
}
