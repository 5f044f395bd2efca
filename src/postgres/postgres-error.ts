/** The embedded Postgres cannot be found, placed, started or stopped. The message says what to do. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError'

  constructor(detail: string, options?: ErrorOptions) {
    super(`embedded postgres: ${detail}`, options)
  }
}
