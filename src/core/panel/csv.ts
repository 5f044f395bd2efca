/**
 * Tables as CSV (RFC 4180) that spreadsheets open rightly: with a byte order mark, and without a cell that they would
 * take for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
 */

const BYTE_ORDER_MARK = '\ufeff'
const NUMBER = /^-?\d+(\.\d+)?$/

export function csv(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map(cells => `${cells.map(cell).join(',')}\r\n`).join('')
}

function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) && !NUMBER.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
