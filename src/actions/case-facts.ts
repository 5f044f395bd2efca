/**
 * What is known of a case, as lines of its card.
 */
import type { CaseAnswer, Where } from '../core/case.ts'
import type { CardFact } from '../core/outbound.ts'
import type { Place } from '../core/place.ts'
import { questionLabel } from '../core/question-label.ts'
import type { CaseOnCard } from '../store/case-on-card.ts'
import { inLanguage, reference, speakToStaff } from './context.ts'

export function whereFacts(place: Place, where: Where | undefined): readonly CardFact[] {
  if (!where) return []
  const say = speakToStaff(place)
  const { point, words, area, landmark } = where
  const coordinates = point && `${point.latitude.toFixed(5)}, ${point.longitude.toFixed(5)}`
  const url = point && mapLink(point.latitude, point.longitude)
  const named = words && landmark ? say('where.near', { place: words }).text : words
  const value = [named, coordinates].filter(Boolean).join(' · ')
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

/** What stands on the thing itself, and the link, or who of staff, that brought the resident here. */
export function originFacts(place: Place, { asset, source, broughtBy }: CaseOnCard): readonly CardFact[] {
  const say = speakToStaff(place)
  return [
    ...(asset ? [{ label: say('desk.asset').text, value: asset }] : []),
    ...(broughtBy ? [{ label: say('desk.rang.fact').text, value: broughtBy.name }] : []),
    ...(source ? [{ label: say('desk.source').text, value: source }] : []),
  ]
}

/** Options by their names, everything else as it was typed. */
export function answerFact(
  place: Place,
  category: string | undefined,
  { key, value }: CaseAnswer,
): readonly CardFact[] {
  const question = category && place.categories.get(category)?.questions.find(q => q.key === key)
  if (!question) return []
  const language = place.languages[0]
  const named = [value].flat().map(v => {
    const option = question.options.find(o => o.key === v)
    return option ? inLanguage(place, option.name, language) : v
  })
  return [{ label: questionLabel(inLanguage(place, question.ask, language)), value: named.join(', ') }]
}

/** Where it goes on, and who hears of it beside its own resident. */
export function mergeFacts(place: Place, { mergedInto, others }: CaseOnCard): readonly CardFact[] {
  const say = speakToStaff(place)
  return [
    ...(mergedInto === null ? [] : [{ label: say('desk.merge.fact').text, value: reference(place, mergedInto) }]),
    ...(others.length === 0 ? [] : [{ label: say('desk.merge.also').text, value: others.join(', ') }]),
  ]
}

/** What staff noted for each other; what is as ever needs no line. */
export function detailFacts(
  place: Place,
  { details: { priority, tags, link, hiddenReason } }: CaseOnCard,
): readonly CardFact[] {
  const say = speakToStaff(place)
  return [
    ...(priority === 'normal'
      ? []
      : [{ label: say('desk.details.priority').text, value: say(`desk.details.priorities.${priority}`).text }]),
    ...(tags.length === 0 ? [] : [{ label: say('desk.details.tags').text, value: tags.join(', ') }]),
    ...(link ? [{ label: say('desk.details.fact').text, value: link.label, url: link.url }] : []),
    ...(hiddenReason === null
      ? []
      : [{ label: say('desk.details.public').text, value: say('desk.details.hidden').text }]),
  ]
}
