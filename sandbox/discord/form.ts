/**
 * What Discord takes as the body of a message, and how it says what is wrong with it.
 *
 * Limits: https://docs.discord.com/developers/resources/message#create-message and
 * https://docs.discord.com/developers/components/reference
 */
import { ButtonStyle, ComponentType } from 'discord.js'
import { type FormErrors, invalidForm, refuse } from './refusals.ts'

export interface Form {
  readonly body: Readonly<Record<string, unknown>>
  readonly files: readonly FormFile[]
}

export interface FormFile {
  readonly name: string
  readonly contentType: string
  readonly bytes: Uint8Array
  /** What is to be seen, for who does not see it. */
  readonly description?: string
}

const MAX_DESCRIPTION = 1_024
const MAX_FILE_BYTES = 10 * 1024 * 1024
export const MAX_REQUEST_BYTES = 25 * 1024 * 1024
const MAX_FILES = 10

/** @throws {Refusal} 50109, 50035, 40005 */
export async function readForm(bytes: Uint8Array, contentType: string | undefined): Promise<Form> {
  if (!contentType?.startsWith('multipart/form-data')) {
    return { body: bytes.length > 0 ? readJson(Buffer.from(bytes).toString('utf8')) : {}, files: [] }
  }
  const form = await new Response(Buffer.from(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw refuse(50109)
    })
  const payload = form.get('payload_json')
  const body = typeof payload === 'string' ? readJson(payload) : {}
  const files: FormFile[] = []
  for (const [key, value] of form) {
    const [, number] = /^files\[(\d+)\]$/.exec(key) ?? []
    if (typeof value === 'string' || number === undefined) continue
    const description = descriptionOf(body.attachments, number)
    const bytes = new Uint8Array(await value.arrayBuffer())
    files.push({ name: value.name, contentType: value.type, bytes, ...(description && { description }) })
  }
  if (files.some(file => file.bytes.length > MAX_FILE_BYTES)) throw refuse(40005)
  return { body, files }
}

/** `id` is the number of the file in the request: https://docs.discord.com/developers/reference#uploading-files */
function descriptionOf(attachments: unknown, number: string): string | undefined {
  if (!Array.isArray(attachments)) return undefined
  const found = attachments.find(one => isRecord(one) && String(one.id) === number)
  return isRecord(found) && typeof found.description === 'string' ? found.description : undefined
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refuse(50109)
  }
  if (Array.isArray(value)) return { list: value }
  if (typeof value !== 'object' || value === null) throw refuse(50109)
  return value as Record<string, unknown>
}

/**
 * @param had  True where an edited message keeps content that the body does not name.
 * @throws {Refusal} 50035 with a tree of errors, 50006
 */
export function checkMessage({ body, files }: Form, had: boolean): void {
  const errors: Record<string, FormErrors> = {}
  const { content, nonce, components, attachments } = body
  if (content !== undefined && content !== null) {
    if (typeof content !== 'string') errors.content = leaf('STRING_TYPE_CONVERT', 'Could not interpret as string.')
    else if (content.length > 2000) errors.content = leaf('BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.')
  }
  if (nonce !== undefined && String(nonce).length > 25)
    errors.nonce = leaf('NONCE_TYPE_TOO_LONG', 'Nonce must be 25 or fewer in length.')
  const wrongAttachments = attachments === undefined ? undefined : checkAttachments(attachments, files.length)
  if (wrongAttachments) errors.attachments = wrongAttachments
  if (files.length > MAX_FILES) errors.files = leaf('BASE_TYPE_MAX_LENGTH', 'Must be 10 or fewer in length.')
  const wrongComponents = components === undefined ? undefined : checkRows(components)
  if (wrongComponents) errors.components = wrongComponents
  if (Object.keys(errors).length > 0) throw invalidForm(errors)
  const empty = typeof content !== 'string' || content.trim() === ''
  const bare = !Array.isArray(components) || components.length === 0
  if (empty && bare && files.length === 0 && !had) throw refuse(50006)
}

export function leaf(code: string, message: string): FormErrors {
  return { _errors: [{ code, message }] }
}

/** Only those that are uploaded with it: the bot keeps and removes none of before. */
function checkAttachments(attachments: unknown, files: number): FormErrors | undefined {
  if (!Array.isArray(attachments)) return leaf('LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
  return branch(attachments, one => {
    if (!isRecord(one) || !(Number(one.id) < files)) return { id: leaf('BASE_TYPE_CHOICES', 'Unknown attachment.') }
    const { description } = one
    if (description === undefined) return undefined
    const isRight = typeof description === 'string' && description.length <= MAX_DESCRIPTION
    return isRight
      ? undefined
      : { description: leaf('BASE_TYPE_MAX_LENGTH', `Must be ${MAX_DESCRIPTION} or fewer in length.`) }
  })
}

function checkRows(rows: unknown): FormErrors | undefined {
  if (!Array.isArray(rows)) return leaf('LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
  if (rows.length > 5) return leaf('BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.')
  const ids = new Set<string>()
  return branch(rows, row => {
    if (!isRecord(row) || row.type !== ComponentType.ActionRow || !Array.isArray(row.components))
      return { type: leaf('UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).') }
    if (row.components.length < 1 || row.components.length > 5)
      return { components: leaf('BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.') }
    if (row.components.length > 1 && row.components.some(each => isRecord(each) && each.type !== ComponentType.Button))
      return {
        components: leaf('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width'),
      }
    const wrong = branch(row.components, component => checkComponent(component, ids))
    return wrong && { components: wrong }
  })
}

function checkComponent(component: unknown, ids: Set<string>): FormErrors | undefined {
  if (!isRecord(component)) return leaf('DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')
  if (component.type === ComponentType.Button && component.style === ButtonStyle.Link) {
    return lengths(component, { label: [1, 80], url: [1, 512] })
  }
  const id = component.custom_id
  if (typeof id === 'string' && ids.has(id))
    return { custom_id: leaf('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated') }
  if (typeof id === 'string') ids.add(id)
  if (component.type === ComponentType.Button) {
    if (![1, 2, 3, 4].includes(Number(component.style)))
      return { style: leaf('BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5, 6}.') }
    return lengths(component, { custom_id: [1, 100], label: [1, 80] })
  }
  if (component.type !== ComponentType.StringSelect)
    return { type: leaf('UNION_TYPE_CHOICES', 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).') }
  return checkSelect(component)
}

function checkSelect(select: Readonly<Record<string, unknown>>): FormErrors | undefined {
  const { options, placeholder } = select
  if (!Array.isArray(options) || options.length < 1 || options.length > 25)
    return { options: leaf('BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 25 in length.') }
  const values = new Set<unknown>()
  const wrong = branch(options, option => {
    if (!isRecord(option)) return leaf('DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')
    if (values.has(option.value))
      return { value: leaf('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used') }
    values.add(option.value)
    return lengths(option, { label: [1, 100], value: [1, 100] })
  })
  if (wrong) return { options: wrong }
  if (placeholder !== undefined && (typeof placeholder !== 'string' || placeholder.length > 150))
    return { placeholder: leaf('BASE_TYPE_MAX_LENGTH', 'Must be 150 or fewer in length.') }
  return lengths(select, { custom_id: [1, 100] })
}

export function lengths(
  record: Readonly<Record<string, unknown>>,
  limits: Readonly<Record<string, readonly [number, number]>>,
): FormErrors | undefined {
  for (const [key, [min, max]] of Object.entries(limits)) {
    const value = record[key]
    if (value === undefined) return { [key]: leaf('BASE_TYPE_REQUIRED', 'This field is required') }
    if (typeof value !== 'string' || value.length < min || value.length > max)
      return { [key]: leaf('BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`) }
  }
  return undefined
}

export function branch<T>(items: readonly T[], check: (item: T) => FormErrors | undefined): FormErrors | undefined {
  const errors: Record<string, FormErrors> = {}
  items.forEach((item, index) => {
    const wrong = check(item)
    if (wrong) errors[String(index)] = wrong
  })
  return Object.keys(errors).length > 0 ? errors : undefined
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Discord's rules for a registered command: https://docs.discord.com/developers/interactions/application-commands */
export function checkCommands(commands: readonly unknown[]): void {
  const wrong = branch(commands, command => {
    if (!isRecord(command)) return leaf('DICT_TYPE_CONVERT', 'Only dictionaries may be used in a DictType')
    const localised = Object.entries({
      ...asRecord(command.name_localizations),
      ...asRecord(command.description_localizations),
    })
    const unknown = localised.find(([locale]) => !LOCALES.has(locale))
    if (unknown) return { name_localizations: leaf('DICT_TYPE_KEY', `Unknown locale ${unknown[0]}`) }
    if (
      !/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(String(command.name)) ||
      command.name !== String(command.name).toLowerCase()
    )
      return { name: leaf('APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid') }
    return lengths(command, { description: [1, 100] })
  })
  if (wrong) throw invalidForm(wrong)
  if (commands.length > 100) throw refuse(30032)
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

/** https://docs.discord.com/developers/reference#locales */
const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
)
