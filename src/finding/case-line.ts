/**
 * A case as one of many: what it is, how it stands, where, and how its words begin.
 */
import { statusName } from '../actions/case-card.ts'
import { departmentOf, inLanguage, reference, speakToStaff } from '../actions/context.ts'
import { graphemesOf } from '../core/graphemes.ts'
import type { Place } from '../core/place.ts'
import { joinRich, linked, plain, type RichText } from '../core/rich-text.ts'
import { formatDay } from '../core/working-time.ts'
import type { FoundCase } from '../store/search.ts'

/** UTF-16 units of a case's words in a list, and of where it is. */
const MOST_WORDS = 120
const MOST_PLACE = 60

/** @param workspace  Address of the workspace, with its slash; undefined until the staff tool has told it. */
export function caseLine(place: Place, found: FoundCase, workspace: string | undefined): RichText {
  const title = caseTitle(place, found)
  const url = caseUrl(found, workspace)
  const words = snippet(found)
  const heading = url === undefined ? plain(title) : linked(title, url)
  return joinRich([heading, caseFacts(place, found), ...(words === '' ? [] : [words])], '\n')
}

/** HB-1042 · Pothole */
function caseTitle(place: Place, { id, category }: FoundCase): string {
  const named = place.categories.get(category ?? '')
  const about = named ? inLanguage(place, named.name, place.languages[0]) : speakToStaff(place)('desk.question').text
  return `${reference(place, id)} · ${about}`
}

/** In progress · Priya · Roads · Monday 2 November · overdue */
function caseFacts(place: Place, found: FoundCase): RichText {
  const say = speakToStaff(place)
  const language = place.languages[0]
  const facts = [
    statusName(place, found),
    found.assigneeName ?? say('desk.nobody').text,
    inLanguage(place, departmentOf(place, found.department).name, language),
    formatDay(found.openedAt, language, place.timeZone),
  ].join(' · ')
  return found.overdue ? joinRich([facts, say('find.overdue')], ' · ') : plain(facts)
}

/** Where the case is talked about, as Slack's own links are (https://slack.com/help/articles/203274767). */
function caseUrl({ thread }: FoundCase, workspace: string | undefined): string | undefined {
  if (!thread || workspace === undefined) return undefined
  return `${workspace}archives/${thread.channel}/p${thread.ts.replace('.', '')}`
}

/** On one line, whatever lines the resident wrote. */
function snippet({ placeWords, words }: FoundCase): string {
  const parts = [shorten(oneLine(placeWords ?? ''), MOST_PLACE), shorten(oneLine(words.text), MOST_WORDS)]
  return parts.filter(part => part !== '').join(' · ')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, graphemesOf(text).edgeBefore(limit - 1))}…`
}
