/**
 * Tables as CSV (RFC 4180) that spreadsheets open rightly: with a byte order mark, and without a cell that they would
 * take for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
 */

const BYTE_ORDER_MARK = '\ufeff'
const NUMBER = /^-?\d+(\.\d+)?$/
/** What a formula begins with; the wide ones where a spreadsheet is set to Chinese or Japanese. */
const FORMULA = /^["\s]*[=+\-@＝＋－＠]/
/**
 * Where a spreadsheet may part cells or lines, by the country that it is set to: it sees no quotes then that begin before
 * a comma. Commas themselves are safe in quotes.
 */
const PARTS = /([;؛；|\t\r\n\v\f\u0085\u2028\u2029])/

export type Rows = readonly (readonly string[])[]

/** A table in pieces, so that it may be longer than memory. */
export async function* csv(
  head: readonly string[],
  batches: AsyncIterable<Rows> | Iterable<Rows>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLines([head])
  for await (const rows of batches) yield csvLines(rows)
}

export function csvLines(rows: Rows): string {
  return rows.map(cells => `${cells.map(cell).join(',')}\r\n`).join('')
}

function cell(value: string): string {
  const harmless = NUMBER.test(value) ? value : value.split(PARTS).map(defused).join('')
  return PARTS.test(harmless) || /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** An apostrophe makes it words. */
function defused(part: string): string {
  return FORMULA.test(part) ? `'${part}` : part
}
