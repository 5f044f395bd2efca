/**
 * What one part of the place file says of another: departments that must exist, areas that must be on the map, names
 * that must not be taken twice.
 */
import { isStopWord } from '../core/panel/opt-out.ts'
import type { Area } from '../core/place.ts'
import type { PlaceFile } from './schema.ts'

/** Routes a category where no area's own department does. */
export const elsewhereKey = 'default'

/** @returns  One line per problem, beginning with its path. */
export function checkReferences(file: PlaceFile, areas: readonly Area[]): string[] {
  const departments = new Set(Object.keys(file.departments))
  const areaNames = new Set(areas.map(area => area.name))
  const problems: string[] = []
  const needDepartment = (path: string, name: string) => {
    if (!departments.has(name)) problems.push(`${path}: no department "${name}"`)
  }

  needDepartment('frontDesk', file.frontDesk)
  for (const [key, { department, questions }] of Object.entries(file.categories)) {
    const path = `categories.${key}`
    if (typeof department === 'string') needDepartment(`${path}.department`, department)
    else problems.push(...checkRoutes(`${path}.department`, department, areaNames))
    for (const [area, name] of typeof department === 'string' ? [] : Object.entries(department))
      needDepartment(`${path}.department.${area}`, name)
    problems.push(
      ...repeated(
        `${path}.questions`,
        questions.map(question => question.key),
        'key',
      ),
    )
    for (const [index, { options }] of questions.entries()) {
      const here = `${path}.questions.${index}.options`
      problems.push(
        ...repeated(
          here,
          options.map(option => option.key),
          'key',
        ),
      )
      problems.push(
        ...sameNames(
          here,
          options.map((option, at) => [String(at), option.name] as const),
        ),
      )
    }
  }
  problems.push(
    ...sameNames(
      'categories',
      Object.entries(file.categories).map(([key, { name }]) => [key, name] as const),
    ),
  )
  problems.push(
    ...sameNames(
      'departments',
      Object.entries(file.departments).map(([key, { name }]) => [key, name] as const),
    ),
  )

  const { approval, templates } = file.replies
  for (const [index, name] of approval.departments.entries())
    needDepartment(`replies.approval.departments.${index}`, name)
  for (const [index, name] of approval.categories.entries())
    if (!Object.hasOwn(file.categories, name))
      problems.push(`replies.approval.categories.${index}: no category "${name}"`)
  problems.push(
    ...repeated(
      'replies.templates',
      templates.map(template => template.key),
      'key',
    ),
  )
  if (file.panel) problems.push(...checkPanel(file.panel, areas.length > 0), ...stopWords(file, file.panel, areas))
  return problems
}

/** Joining takes less than a minute. */
const MOST_PROFILE_QUESTIONS = 3

function checkPanel(
  { askArea, interests, profile }: NonNullable<PlaceFile['panel']>,
  hasAreas: boolean,
): readonly string[] {
  const asked = profile.length + (askArea && hasAreas ? 1 : 0) + (interests.length > 0 ? 1 : 0)
  const keys = (path: string, things: readonly { readonly key: string }[]) =>
    repeated(
      path,
      things.map(({ key }) => key),
      'key',
    )
  return [
    ...keys('panel.interests', interests),
    ...keys('panel.profile', profile),
    ...profile.flatMap(({ key, options }, index) => [
      ...(TAKEN.has(key) ? [`panel.profile.${index}.key: "${key}" has a meaning of its own in surveys`] : []),
      ...keys(`panel.profile.${index}.options`, options),
    ]),
    ...(asked > MOST_PROFILE_QUESTIONS
      ? [`panel.profile: members are asked ${asked} things with area and interests; at most ${MOST_PROFILE_QUESTIONS}`]
      : []),
  ]
}

type Named = readonly [path: string, name: Readonly<Record<string, string>>]

/** Whatever residents choose by its name they may type: a word by which people leave the panel would be heard as that. */
function stopWords(
  { categories, departments }: PlaceFile,
  { interests, profile }: NonNullable<PlaceFile['panel']>,
  areas: readonly Area[],
): readonly string[] {
  const optionsAt = (path: string, options: readonly { readonly name: Named[1] }[]) =>
    options.map(({ name }, index): Named => [`${path}.${index}.name`, name])
  const named: readonly Named[] = [
    ...areas.map(({ name }): Named => ['areas', { name }]),
    ...Object.entries(departments).map(([key, { name }]): Named => [`departments.${key}.name`, name]),
    ...Object.entries(categories).flatMap(([key, { name, questions }]) => [
      [`categories.${key}.name`, name] as const,
      ...questions.flatMap(({ options }, n) => optionsAt(`categories.${key}.questions.${n}.options`, options)),
    ]),
    ...optionsAt('panel.interests', interests),
    ...profile.flatMap(({ options }, n) => optionsAt(`panel.profile.${n}.options`, options)),
  ]
  return named.flatMap(([path, name]) =>
    [...new Set(Object.values(name))]
      .filter(isStopWord)
      .map(word => `${path}: "${word}" is a word by which people leave the panel; residents could not type it`),
  )
}

/** What else members are told apart by. */
const TAKEN: ReadonlySet<string> = new Set(['area', 'interests', 'language', 'network'])

function checkRoutes(path: string, routes: Readonly<Record<string, string>>, areas: ReadonlySet<string>): string[] {
  const unknown = Object.keys(routes).filter(name => name !== elsewhereKey && !areas.has(name))
  const problems = unknown.map(name => `${path}.${name}: no area "${name}" in the areas file`)
  if (!Object.hasOwn(routes, elsewhereKey)) problems.push(`${path}.${elsewhereKey}: is missing, for places in no area`)
  return problems
}

function repeated(path: string, values: readonly string[], what: string): string[] {
  const twice = values.filter((value, index) => values.indexOf(value) !== index)
  return [...new Set(twice)].map(value => `${path}: ${what} "${value}" is there twice`)
}

/** Residents type names as well as tap them: two of the same could not be told apart. */
function sameNames(path: string, named: readonly (readonly [string, Readonly<Record<string, string>>])[]): string[] {
  const first = new Map<string, string>()
  const problems: string[] = []
  for (const [key, name] of named) {
    for (const [language, text] of Object.entries(name)) {
      const folded = `${language} ${text.normalize('NFKC').toLowerCase()}`
      const earlier = first.get(folded)
      if (earlier === undefined) first.set(folded, key)
      else problems.push(`${path}.${key}.name.${language}: "${text}" is the name of ${earlier} already`)
    }
  }
  return problems
}
