/**
 * Whom a survey is put to: what is left empty leaves nobody out.
 */
import { inLanguage, networkName, speakToStaff } from '../../actions/context.ts'
import { languageName } from '../../actions/language-name.ts'
import { quotasAsLines } from '../../actions/panel/survey-in-words.ts'
import { cleanText } from '../../core/clean-text.ts'
import type { FormItem, FormOption } from '../../core/desk-views.ts'
import type { Audience } from '../../core/panel/survey.ts'
import type { Place } from '../../core/place.ts'
import { chosenOf, readNumber } from './form-words.ts'
import type { PartForm, ReadPart, ShownPart } from './part-form.ts'

const NETWORKS = ['telegram', 'discord'] as const
const MOST_DAYS = 365
const MOST_PEOPLE = 10_000_000
const MOST_QUOTAS = 2_000

export const audienceForm: PartForm = {
  title: 'builder.title.audience',
  firstField: () => 'notAsked',
  fields: audienceFields,
  partOf: ({ audience, post }) => (post ? { audience, post } : audience),
  read: ({ place }, survey, _, { filled }) => readAudience(place, survey, filled),
}

function audienceFields({ place, survey: { audience, post }, channels }: ShownPart): readonly FormItem[] {
  const say = speakToStaff(place)
  const several = (key: string, label: string, options: readonly FormOption[], given: readonly string[] = []) =>
    options.length === 0 ? [] : [{ key, kind: 'choices', label, required: false, options, given } as const]
  const named = ({ key, name }: { readonly key: string; readonly name: Readonly<Record<string, string>> }) => ({
    value: key,
    label: inLanguage(place, name, place.languages[0]),
  })
  const languages = place.languages.map(value => ({ value, label: languageName(place, value) }))
  const { panel } = place
  const number = (key: 'notAsked' | 'sampleSize', given: number | undefined): FormItem => ({
    key,
    kind: 'words',
    oneLine: true,
    label: say(`builder.form.${key}`).text,
    hint: say(`builder.form.${key}Hint`).text,
    required: false,
    most: 9,
    given: given === undefined ? '' : String(given),
  })
  return [
    { kind: 'text', text: say('builder.form.audienceHint') },
    ...several('areas', say('builder.form.areas').text, areasOf(place), audience.areas),
    ...several('interests', say('builder.form.interests').text, panel?.interests.map(named) ?? [], audience.interests),
    ...(panel?.profile ?? []).flatMap(({ key, ask, options }) =>
      several(
        `profile-${key}`,
        say('builder.form.profile', { question: inLanguage(place, ask, place.languages[0]) }).text,
        options.map(named),
        audience.profile?.[key],
      ),
    ),
    ...(languages.length > 1
      ? several('languages', say('builder.form.languages').text, languages, audience.languages)
      : []),
    ...several(
      'networks',
      say('builder.form.networks').text,
      NETWORKS.map(value => ({ value, label: networkName(value) })),
      audience.networks,
    ),
    ...several(
      'post',
      say('builder.form.post').text,
      (panel?.discordChannels ?? []).map(value => ({ value, label: channels.get(value) ?? value })),
      post,
    ),
    number('notAsked', audience.notAskedInDays),
    number('sampleSize', audience.sample?.size),
    ...several('sampleBy', say('builder.form.sampleBy').text, cellsOf(place), audience.sample?.by),
    {
      key: 'quotas',
      kind: 'words',
      label: say('builder.form.quotas').text,
      hint: say('builder.form.quotasHint').text,
      required: false,
      most: MOST_QUOTAS,
      given: quotasAsLines(audience.quotas, { place, now: new Date(0) }).join('\n'),
    },
  ]
}

function areasOf({ areas }: Place): readonly FormOption[] {
  return areas.map(({ name }) => ({ value: name, label: name }))
}

/** What strata are made by: the area, and what members are asked. */
function cellsOf(place: Place): readonly FormOption[] {
  const say = speakToStaff(place)
  const asked = place.panel?.profile.map(({ key, ask }) => ({
    value: key,
    label: inLanguage(place, ask, place.languages[0]),
  }))
  return [
    ...(place.areas.length > 0 ? [{ value: 'area', label: say('builder.form.area').text }] : []),
    ...(asked ?? []),
  ]
}

function readAudience(place: Place, survey: ShownPart['survey'], filled: Readonly<Record<string, string>>): ReadPart {
  const say = speakToStaff(place)
  const notAsked = readNumber(filled.notAsked, { from: 1, to: MOST_DAYS })
  const size = readNumber(filled.sampleSize, { from: 1, to: MOST_PEOPLE })
  const by = chosenOf(filled, 'sampleBy')
  const quotas = readQuotas(place, filled.quotas ?? '')
  const errors = {
    ...(notAsked === 'wrong' && { notAsked: range(place, 1, MOST_DAYS) }),
    ...(size === 'wrong' && { sampleSize: range(place, 1, MOST_PEOPLE) }),
    ...(by.length > 0 && size === undefined && { sampleSize: say('builder.wrong.noSize').text }),
    ...(by.length > 3 && { sampleBy: say('builder.wrong.manyStrata').text }),
    ...('wrong' in quotas && { quotas: say('builder.wrong.quota', { line: quotas.wrong }).text }),
  }
  if (Object.keys(errors).length > 0 || notAsked === 'wrong' || size === 'wrong' || 'wrong' in quotas) return { errors }
  const list = (key: string) => chosenOf(filled, key)
  const [areas, interests, languages] = [list('areas'), list('interests'), list('languages')]
  const networks = NETWORKS.filter(network => list('networks').includes(network))
  const profile = Object.fromEntries(
    (place.panel?.profile ?? [])
      .map(({ key }) => [key, list(`profile-${key}`)] as const)
      .filter(([, options]) => options.length > 0),
  )
  const seed = survey.audience.sample?.seed
  const audience: Audience = {
    ...(areas.length > 0 && { areas }),
    ...(interests.length > 0 && { interests }),
    ...(languages.length > 0 && { languages }),
    ...(networks.length > 0 && { networks }),
    ...(Object.keys(profile).length > 0 && { profile }),
    ...(notAsked !== undefined && { notAskedInDays: notAsked }),
    ...(size !== undefined && { sample: { size, by, ...(seed !== undefined && { seed }) } }),
    quotas: quotas.quotas,
  }
  const { post: _, ...others } = survey
  const post = (place.panel?.discordChannels ?? []).filter(channel => list('post').includes(channel))
  return { survey: { ...others, audience, ...(post.length > 0 && { post }) } }
}

/** "North Hill, Under 30: 50", one a line; each name is that of an area, or of an option that members choose. */
function readQuotas(place: Place, words: string): { readonly quotas: Audience['quotas'] } | { readonly wrong: string } {
  const cells = new Map<string, readonly [string, string]>([
    ...(place.panel?.profile ?? []).flatMap(({ key, options }) =>
      options.map(
        option => [fold(inLanguage(place, option.name, place.languages[0])), [key, option.key] as const] as const,
      ),
    ),
    ...place.areas.map(({ name }) => [fold(name), ['area', name] as const] as const),
  ])
  const quotas: Audience['quotas'][number][] = []
  for (const line of cleanText(words).split('\n')) {
    if (line.trim() === '') continue
    const [, names = '', typed = ''] = /^(.*):\s*(\d{1,9})\s*$/.exec(line) ?? []
    // a name may have commas of its own
    const whole = cells.get(fold(names))
    const found = whole ? [whole] : names.split(',').map(name => cells.get(fold(name)))
    const known = found.filter(cell => cell !== undefined)
    const of = Object.fromEntries(known)
    if (known.length !== found.length || Object.keys(of).length !== found.length || Number(typed) < 1)
      return { wrong: line.trim() }
    quotas.push({ of, most: Number(typed) })
  }
  return { quotas }
}

function fold(name: string): string {
  return name.trim().toLowerCase().normalize('NFC')
}

function range(place: Place, from: number, to: number): string {
  const number = new Intl.NumberFormat(place.languages[0])
  return speakToStaff(place)('builder.wrong.range', { from: number.format(from), to: number.format(to) }).text
}
