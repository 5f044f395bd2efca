/**
 * Fields of a payload that nobody has checked yet.
 */
export type Raw = Readonly<Record<string, unknown>>

export function record(value: unknown): Raw | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : undefined
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

const LARGEST = 2n ** 63n - 1n

/** Digits that fit a signed 64-bit integer. */
export function snowflake(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^[1-9]\d{0,18}$/.test(value)) return undefined
  return BigInt(value) <= LARGEST ? value : undefined
}
