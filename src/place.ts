/**
 * Reads the place file, and the areas it names, into the town that everybody else takes as it is.
 *
 * Whatever is wrong is told at once, each with its path; a town that is half right is never started.
 */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Area, Category, Department, Place } from './core/place.ts'
import { freezeDeep } from './freeze.ts'
import { areasSchema } from './place/areas.ts'
import { PlaceError } from './place/place-error.ts'
import { checkReferences, elsewhereKey } from './place/references.ts'
import { languagesSchema, type PlaceFile, placeSchema } from './place/schema.ts'
import { inPlainWords } from './place/values.ts'

const maxPlaceBytes = 1_000_000
const maxAreasBytes = 20_000_000

/**
 * @param file  Path of the place file; the areas file lies relative to it.
 * @throws {PlaceError}
 */
export async function loadPlace(file: string): Promise<Place> {
  const raw = parseYaml(file, await readLimited(file, maxPlaceBytes))
  const languages = languagesSchema.safeParse((raw as { languages?: unknown } | null)?.languages)
  const parsed = placeSchema(languages.data ?? []).safeParse(raw, { error: inPlainWords })
  const areas = await loadAreas(file, raw)
  const problems = [...(parsed.error ? told(parsed.error) : []), ...areas.problems]
  if (parsed.success && areas.problems.length === 0) problems.push(...checkReferences(parsed.data, areas.found))
  if (!parsed.success || problems.length > 0) throw new PlaceError(file, problems)
  return freezeDeep(assemble(parsed.data, areas.found))
}

/** The place file, and the areas file where it names one. Of a file that cannot be read, itself. */
export async function filesOf(file: string): Promise<readonly string[]> {
  try {
    const raw = parseYaml(file, await readLimited(file, maxPlaceBytes))
    const areas = areasFileOf(file, raw)
    return areas === undefined ? [file] : [file, areas]
  } catch (error) {
    if (error instanceof PlaceError) return [file]
    throw error
  }
}

/** Names the text of the place file and its areas: the first 12 hex digits of a SHA-256. A missing file counts as empty. */
export async function versionOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for (const one of await filesOf(file)) {
    const bytes = await readFile(one).catch(() => Buffer.alloc(0))
    hash.update(`${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex').slice(0, 12)
}

function areasFileOf(placeFile: string, raw: unknown): string | undefined {
  const name = (raw as { areas?: unknown } | null)?.areas
  return typeof name === 'string' && name !== '' ? resolve(dirname(placeFile), name) : undefined
}

async function readLimited(file: string, maxBytes: number): Promise<string> {
  try {
    if ((await stat(file)).size > maxBytes) throw new Error(`it has more than ${maxBytes} bytes`)
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new PlaceError(file, [`cannot be read: ${(error as Error).message}`], { cause: error })
  }
}

/** Aliases are fine; a few lines of them that unfold into gigabytes are refused by the parser's own count. */
function parseYaml(file: string, text: string): unknown {
  try {
    const document = parseDocument(text, { version: '1.2', uniqueKeys: true })
    const problems = [...document.errors, ...document.warnings].map(problem => problem.message.split('\n')[0]!)
    if (problems.length > 0) throw new PlaceError(file, problems)
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    if (error instanceof PlaceError) throw error
    throw new PlaceError(file, [(error as Error).message], { cause: error })
  }
}

async function loadAreas(placeFile: string, raw: unknown): Promise<{ found: readonly Area[]; problems: string[] }> {
  const file = areasFileOf(placeFile, raw)
  if (file === undefined) return { found: [], problems: [] }
  const name = (raw as { areas: string }).areas
  const wrong = (problems: readonly string[]) => ({
    found: [],
    problems: problems.map(problem => `areas: ${name}: ${problem}`),
  })
  try {
    const text = await readLimited(file, maxAreasBytes)
    const parsed = areasSchema.safeParse(JSON.parse(text), { error: inPlainWords })
    return parsed.success ? { found: parsed.data, problems: [] } : wrong(told(parsed.error))
  } catch (error) {
    if (error instanceof PlaceError) return wrong(error.problems)
    return wrong([`is not JSON: ${(error as Error).message}`])
  }
}

function told(error: z.ZodError): string[] {
  return error.issues.flatMap(issue => {
    const line = (path: readonly PropertyKey[], message: string) =>
      `${path.map(String).join('.') || 'file'}: ${message}`
    if (issue.code === 'unrecognized_keys') return issue.keys.map(key => line([...issue.path, key], 'unknown key'))
    if (issue.code === 'invalid_key') return [line(issue.path, issue.issues[0]?.message ?? issue.message)]
    return [line(issue.path, issue.message)]
  })
}

function assemble(file: PlaceFile, areas: readonly Area[]): Place {
  const [first, ...others] = file.languages as [string, ...string[]]
  const departments = Object.entries(file.departments).map(([key, rest]): [string, Department] => [
    key,
    {
      key,
      ...rest,
      hours: rest.hours ?? file.hours,
      holidays: [...file.holidays, ...rest.holidays],
      timeZone: file.timeZone,
    },
  ])
  const categories = Object.entries(file.categories).map(
    ([key, { department, keywords, ...rest }]): [string, Category] => {
      const routes = typeof department === 'string' ? { [elsewhereKey]: department } : department
      const { [elsewhereKey]: otherwise, ...byArea } = routes
      const none = Object.fromEntries(file.languages.map(language => [language, []]))
      return [
        key,
        {
          key,
          ...rest,
          keywords: keywords ?? none,
          department: { default: otherwise!, byArea: new Map(Object.entries(byArea)) },
        },
      ]
    },
  )
  return {
    ...file,
    replies: { ...file.replies, identities: new Map(Object.entries(file.replies.identities)) },
    languages: [first, ...others],
    departments: new Map(departments),
    categories: new Map(categories),
    areas,
  }
}
