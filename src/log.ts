/**
 * Structured log lines on standard output: JSON, or one readable line each where a person watches a terminal.
 *
 * Three nets keep private things out: fields that hold words or secrets are dropped by their name, errors are reduced
 * to what we wrote ourselves (an SDK's error carries the whole request), and whatever looks like a token is blanked
 * in the finished line, wherever it came from.
 */
import { type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'
import type { Log } from './core/adapter.ts'

const privateFields = [
  'token',
  'apiToken',
  'secret',
  'password',
  'authorization',
  'text',
  'words',
  'body',
  'caption',
  'content',
  'firstName',
  'payload',
  'params',
]

/** Tokens by their looks, where an address or a foreign error text may carry them. */
const tokenPatterns: readonly (readonly [RegExp, string])[] = [
  [/\b(bot)\d+:[\w-]+/g, '$1[secret]'],
  [/\b\d{6,}:[\w-]{30,}/g, '[secret]'],
  [/\bx(?:ox[a-z]|app)-[\w-]+/g, '[secret]'],
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, '[secret]'],
  [/(\/(?:webhooks|interactions)\/\d+\/)[\w-]+/g, '$1[secret]'],
  [/\b(Bot|Bearer) [\w.~+/-]+=*/g, '$1 [secret]'],
  [/(:\/\/[^\s:/@"]*:)[^\s/@"]+@/g, '$1[secret]@'],
]

interface BareError {
  readonly name: string
  readonly code?: string | number
  readonly message: string
  readonly stack?: string
  readonly cause?: BareError
}

/** Errors of SDKs and of the database hold requests, rows and values beside their text: those stay out. */
function bareError(error: unknown): BareError | unknown {
  if (!(error instanceof Error)) return error
  const { code } = error as { code?: unknown }
  return {
    name: error.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    message: error.message,
    ...(error.stack && { stack: error.stack }),
    ...(error.cause instanceof Error && { cause: bareError(error.cause) }),
  }
}

function blank(line: string, secrets: readonly string[]): string {
  let clean = line
  // Values stand JSON-escaped in the line.
  for (const secret of secrets) clean = clean.replaceAll(JSON.stringify(secret).slice(1, -1), '[secret]')
  for (const [pattern, instead] of tokenPatterns) clean = clean.replace(pattern, instead)
  return clean
}

/** `12:04:31 warn  cannot reach telegram {"code":"ETIMEDOUT"}` */
function forPeople(line: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(line)
  const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : ''
  const stack = err?.stack ? `\n${err.stack}` : ''
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${msg}${rest}${stack}\n`
}

/**
 * @param secrets  Exact values that are blanked wherever they appear.
 */
export function createLog(level: LogLevel, secrets: readonly string[] = []): Log {
  const onTerminal = process.stdout.isTTY
  const logger: Logger = pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    serializers: { err: bareError, error: bareError, cause: bareError, reason: bareError },
    redact: { paths: privateFields.flatMap(field => [field, `*.${field}`]), remove: true },
    hooks: {
      streamWrite: line => {
        const clean = blank(line, secrets)
        return onTerminal ? forPeople(clean) : clean
      },
    },
  })
  return logger
}
