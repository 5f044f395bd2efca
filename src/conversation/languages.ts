/**
 * Languages: which one a person is spoken to in, and how they choose another.
 */
import { speak } from '../../locales/index.ts'
import type { ResidentEvent } from '../core/inbound.ts'
import type { Language, Place } from '../core/place.ts'
import { codeOf } from './choice-code.ts'
import { languageFor } from './named.ts'
import type { Option } from './step.ts'
import type { TalkState } from './talk-state.ts'
import { keep, nextPrompt, showWhereWeAre, type Turn } from './turn.ts'

/** The command, and the token of the menu's button. No flow may have that name. */
export const LANGUAGE = 'language'

/** The language to speak: the person's own choice, else what the network's profile says, else the last one. */
export function languageOf(
  { ownLanguage, language }: Pick<TalkState, 'ownLanguage' | 'language'>,
  events: readonly ResidentEvent[],
  place: Place,
): Language {
  if (ownLanguage !== undefined && place.languages.includes(ownLanguage)) return ownLanguage
  return languageFor(events.findLast(({ person }) => person.language)?.person.language ?? language, place)
}

/** Each language by its own name; its names in the others can be typed. */
export function languageOptions({ languages }: Place): readonly Option[] {
  return languages.map(language => ({
    code: codeOf(language),
    label: capitalised(languageName(language, language), language),
    synonyms: [language, ...languages.map(other => languageName(language, other))],
  }))
}

/** True where there is anything to choose. */
export function hasLanguages({ languages }: Place): boolean {
  return languages.length > 1
}

/** Asks for the language; whatever is under way waits. */
export function askLanguage(turn: Turn): void {
  const { place, say, language } = turn.world
  if (!hasLanguages(place)) {
    const only = say('language.only', { language: languageName(place.languages[0], language) })
    showWhereWeAre(turn, only, only)
    return
  }
  const { aside } = turn.state
  const over = aside?.kind === LANGUAGE ? aside.over : aside
  keep(turn, { aside: { kind: LANGUAGE, since: nextPrompt(turn), held: [], ...(over && { over }) } })
  turn.show = { what: 'aside' }
  turn.hint = undefined
}

/** From now on, the person is spoken to in the language of this choice. */
export function setLanguage(turn: Turn, code: string): void {
  const language = turn.world.place.languages.find(known => codeOf(known) === code)
  if (language === undefined) return
  keep(turn, { language, ownLanguage: language })
  if (turn.input.onPanel) turn.effects.push({ kind: 'panel', act: { act: 'change', change: { language } } })
  turn.world = { ...turn.world, language, say: speak(language) }
  turn.notes.push(turn.world.say('language.chosen', { language: languageName(language, language) }))
}

/** A language's name within a sentence of another. */
function languageName(language: Language, inLanguage: Language): string {
  const key = `${language} ${inLanguage}`
  let name = names.get(key)
  if (name === undefined) {
    name = new Intl.DisplayNames([inLanguage], { type: 'language' }).of(language) ?? language
    names.set(key, name)
  }
  return name
}

/** Asking Intl takes long. */
const names = new Map<string, string>()

/** As it stands alone: "Español". */
function capitalised(name: string, language: Language): string {
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}
