/**
 * A call's parameters, as @slack/web-api sends them: a form whose nested values are JSON, or a JSON body.
 */
export interface Params {
  /** For the journal, without the token. */
  readonly all: Readonly<Record<string, unknown>>
  text(name: string): string | undefined
  flag(name: string): boolean
  /** An object or a list; undefined where it is missing or broken. */
  json(name: string): unknown
}

/** @returns  Nothing where the body cannot be read. */
export function readParams(contentType: string, body: string): Params | undefined {
  const fields = contentType.startsWith('application/json')
    ? parse(body || '{}')
    : Object.fromEntries(new URLSearchParams(body))
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return undefined
  const { token: _, ...all } = fields as Record<string, unknown>
  return {
    all,
    text: name => (all[name] === undefined ? undefined : String(all[name])),
    flag: name => all[name] === true || all[name] === 'true' || all[name] === '1',
    json: name => (typeof all[name] === 'string' ? parse(all[name]) : all[name]),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
