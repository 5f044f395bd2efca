/**
 * Reading what came from outside: nothing in a payload is believed before it was looked at.
 */
export type Fields = Readonly<Record<string, unknown>>

/** The fields of an object; empty for anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** A Slack id: capitals and digits. */
export function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z0-9]{1,40}$/.test(value) ? value : undefined
}

/** A message's `ts`: Unix seconds with six decimals, unique in its channel. */
export function tsOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{1,12}\.\d{6}$/.test(value) ? value : undefined
}
