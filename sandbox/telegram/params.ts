/**
 * The parameters of a call, as the Bot API takes them: JSON, or multipart/form-data where files go along.
 * https://core.telegram.org/bots/api#making-requests
 *
 * In JSON a value must have its documented type; in a form everything is a string and objects are JSON in it.
 */
import { badRequest } from './wire.ts'

export interface UploadedFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

export interface Params {
  readonly values: Readonly<Record<string, unknown>>
  /** By the name of the form's field. */
  readonly uploads: ReadonlyMap<string, UploadedFile>
  /** True where objects and numbers come as strings. */
  readonly form: boolean
}

export async function readParams(contentType: string, body: Buffer): Promise<Params> {
  if (body.length === 0) return { values: {}, uploads: new Map(), form: false }
  if (contentType.startsWith('application/json')) return readJson(body)
  if (contentType.startsWith('multipart/form-data')) return await readForm(contentType, body)
  throw badRequest(`unsupported content type ${contentType}`)
}

function readJson(body: Buffer): Params {
  let values: unknown
  try {
    values = JSON.parse(body.toString('utf8'))
  } catch {
    throw badRequest("can't parse JSON object")
  }
  if (!isRecord(values)) throw badRequest("can't parse JSON object")
  return { values, uploads: new Map(), form: false }
}

async function readForm(contentType: string, body: Buffer): Promise<Params> {
  const values: Record<string, unknown> = {}
  const uploads = new Map<string, UploadedFile>()
  let form: FormData
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw badRequest('can not parse multipart/form-data')
  }
  for (const [field, value] of form) {
    if (typeof value === 'string') values[field] = value
    else uploads.set(field, { name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) })
  }
  return { values, uploads, form: true }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A string, or undefined where it was not given. Lone surrogates and NUL are refused, as no UTF-8 text has them. */
export function text({ values }: Params, name: string): string | undefined {
  const value = values[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw badRequest(`parameter "${name}" must be of type String`)
  if (!value.isWellFormed() || value.includes('\0')) throw badRequest('strings must be encoded in UTF-8')
  return value
}

export function requiredText(params: Params, name: string): string {
  const value = text(params, name)
  if (value === undefined || value === '') throw badRequest(`parameter "${name}" is required`)
  return value
}

export function integer({ values, form }: Params, name: string): number | undefined {
  const value = values[name]
  if (value === undefined) return undefined
  const number = form && typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  if (!Number.isSafeInteger(number)) throw badRequest(`parameter "${name}" must be of type Integer`)
  return number as number
}

export function requiredInteger(params: Params, name: string): number {
  const value = integer(params, name)
  if (value === undefined) throw badRequest(`parameter "${name}" is required`)
  return value
}

export function flag({ values, form }: Params, name: string): boolean {
  const value = values[name]
  if (value === undefined) return false
  if (form && (value === 'true' || value === 'false')) return value === 'true'
  if (typeof value !== 'boolean') throw badRequest(`parameter "${name}" must be of type Boolean`)
  return value
}

/** An object, checked by the caller. */
export function object(params: Params, name: string): Record<string, unknown> | undefined {
  const value = structured(params, name)
  if (value === undefined || isRecord(value)) return value
  throw badRequest(`can't parse ${name}: object expected`)
}

/** An array, its items checked by the caller. */
export function array(params: Params, name: string): readonly unknown[] | undefined {
  const value = structured(params, name)
  if (value === undefined || Array.isArray(value)) return value
  throw badRequest(`can't parse ${name}: array expected`)
}

function structured({ values, form }: Params, name: string): unknown {
  const value = values[name]
  if (!form || typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    throw badRequest(`can't parse ${name}: not JSON`)
  }
}
