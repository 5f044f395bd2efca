/**
 * What people said, as the record of a case keeps it: apart from the rest, so that it can be erased.
 */
import type { CaseAnswer, Where } from './case.ts'
import type { StoredFile } from './files.ts'
import type { RichText } from './rich-text.ts'

export interface RecordedWords {
  readonly text?: RichText
  /** Where `text` took the place of other words. */
  readonly before?: RichText
  readonly files?: readonly StoredFile[]
  /** Why staff did something. */
  readonly reason?: string
  /** What a case was opened with, beside its words. */
  readonly remark?: RichText
  readonly answers?: readonly CaseAnswer[]
  readonly where?: Where
}
