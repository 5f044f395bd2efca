/**
 * A case at a glance, for staff: the root of its thread.
 */
import type { CaseAnswer, CaseDraft, Where } from '../core/case.ts'
import { type Address, networkOf } from '../core/network.ts'
import type { Card, CardFact } from '../core/outbound.ts'
import type { Department, Place } from '../core/place.ts'
import { formatDay } from '../core/working-time.ts'
import { inLanguage, networkName, reference, speakToStaff } from './context.ts'

/** An opened case, as its card shows it. */
export interface CardCase {
  readonly id: string
  readonly address: Address
  readonly draft: CaseDraft
  readonly department: Department
  readonly replyDueAt: Date
  readonly fixDueAt: Date
}

export function caseCard(place: Place, opened: CardCase): Card {
  const say = speakToStaff(place)
  const language = place.languages[0]
  const { draft } = opened
  const category = draft.category ? place.categories.get(draft.category) : undefined
  const about = category ? inLanguage(place, category.name, language) : say('desk.question').text
  const day = (at: Date) => formatDay(at, language, place.timeZone)
  const hint = place.replies.threadDefault === 'reply' ? 'desk.hintReply' : 'desk.hintNote'
  return {
    heading: `${reference(place, opened.id)} · ${about}`,
    words: draft.words,
    pictures: [],
    facts: [
      { label: say('desk.from').text, value: from(place, opened) },
      ...whereFacts(place, draft.where),
      ...draft.answers.flatMap(answer => answerFact(place, draft.category, answer)),
      { label: say('desk.department').text, value: inLanguage(place, opened.department.name, language) },
      { label: say('desk.firstReply').text, value: day(opened.replyDueAt) },
      { label: say('desk.settled').text, value: day(opened.fixDueAt) },
    ],
    hint: say(hint, { name: draft.firstName }).text,
    buttons: [],
  }
}

function from(place: Place, { address, draft }: CardCase): string {
  const languages = languageNamesOf(place)
  return speakToStaff(place)('desk.fromValue', {
    name: draft.firstName,
    network: networkName(networkOf(address)),
    language: languages.of(draft.language) ?? draft.language,
  }).text
}

function languageNamesOf(place: Place): Intl.DisplayNames {
  let names = languageNames.get(place)
  if (!names) {
    names = new Intl.DisplayNames([place.languages[0]], { type: 'language' })
    languageNames.set(place, names)
  }
  return names
}

/** Making one takes long. */
const languageNames = new WeakMap<Place, Intl.DisplayNames>()

function whereFacts(place: Place, where: Where | undefined): readonly CardFact[] {
  if (!where) return []
  const say = speakToStaff(place)
  const { point, words, area } = where
  const coordinates = point && `${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`
  const url = point && mapLink(point.latitude, point.longitude)
  const value = [words, coordinates].filter(Boolean).join(' · ')
  return [
    { label: say('desk.where').text, value, ...(url && { url }) },
    ...(area ? [{ label: say('desk.area').text, value: area }] : []),
  ]
}

/** OpenStreetMap's own link format (wiki.openstreetmap.org/wiki/Permalink). */
function mapLink(latitude: number, longitude: number): string {
  const at = `${latitude.toFixed(5)}/${longitude.toFixed(5)}`
  return `https://www.openstreetmap.org/?mlat=${latitude.toFixed(5)}&mlon=${longitude.toFixed(5)}#map=18/${at}`
}

/** Options by their names, everything else as it was typed. */
function answerFact(place: Place, category: string | undefined, { key, value }: CaseAnswer): readonly CardFact[] {
  const question = category && place.categories.get(category)?.questions.find(q => q.key === key)
  if (!question) return []
  const language = place.languages[0]
  const named = [value].flat().map(v => {
    const option = question.options.find(o => o.key === v)
    return option ? inLanguage(place, option.name, language) : v
  })
  return [{ label: inLanguage(place, question.ask, language), value: named.join(', ') }]
}
