/**
 * Files that are no pictures: which of those that staff send may reach a resident, and under what name.
 */
import { fileTypeFromBuffer } from 'file-type'
import { cleanText } from '../core/clean-text.ts'

export interface DocumentType {
  readonly mediaType: string
  readonly extension: string
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument'
/** By content. Formats that carry macros (docm, the old doc and xls), archives and programs are not among them. */
const BINARY: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'pdf'],
  [`${OFFICE}.wordprocessingml.document`, 'docx'],
  [`${OFFICE}.spreadsheetml.sheet`, 'xlsx'],
  [`${OFFICE}.presentationml.presentation`, 'pptx'],
  [`${OPEN_DOCUMENT}.text`, 'odt'],
  [`${OPEN_DOCUMENT}.spreadsheet`, 'ods'],
  [`${OPEN_DOCUMENT}.presentation`, 'odp'],
])
/** Plain text has no content to tell it by: its name counts, and that it looks like text and like nothing that runs. */
const TEXT: ReadonlyMap<string, string> = new Map([
  ['txt', 'text/plain'],
  ['csv', 'text/csv'],
  ['tsv', 'text/tab-separated-values'],
  ['ics', 'text/calendar'],
])

/** What the document is, where it is of a kind that is known to be safe. */
export async function documentTypeOf(bytes: Uint8Array, name: string | undefined): Promise<DocumentType | undefined> {
  const sniffed = await fileTypeFromBuffer(bytes)
  const extension = BINARY.get(sniffed?.mime ?? '')
  if (sniffed && extension) return { mediaType: sniffed.mime, extension }
  const named = /\.([a-z]{3})$/i.exec(name ?? '')?.[1]?.toLowerCase() ?? ''
  const mediaType = TEXT.get(named)
  if (sniffed && sniffed.mime !== mediaType) return undefined
  return mediaType && isPlainText(bytes) ? { mediaType, extension: named } : undefined
}

/** No controls, no mark-up (a browser may show a .txt as HTML), no script. Any 8-bit encoding: spreadsheets write their own. */
function isPlainText(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what it looks for.
  return !/[\0-\x08\x0e-\x1f]/.test(text) && !/<[!?/a-z]|^(?:\xef\xbb\xbf)?#!/i.test(text)
}

const LONGEST_STEM = 80

/** A name that no system stumbles over and that does not lie about the type: "plan.exe" with a PDF in it is "plan.pdf". */
export function fileName(name: string | undefined, extension: string): string {
  const stem = cleanText(name ?? '')
    .replace(/\.[^.\s]{1,5}$/, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, ' ')
    .replace(/[/\\:*?"<>|]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
  const short = [...stem]
    .slice(0, LONGEST_STEM)
    .join('')
    .replace(/[. ]+$/, '')
  return `${short || 'file'}.${extension}`
}
