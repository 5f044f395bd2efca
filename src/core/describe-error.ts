/** What a log may tell of an error. */
import { SendError } from './send-error.ts'

/** Our own errors as they are; of others only name and code, since their words may hold somebody's. */
export function describeError(error: unknown): string {
  if (error instanceof SendError) return error.message
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' || typeof code === 'number' ? `${error.name} ${code}` : error.name
}
