/**
 * The commands that networks list in their menus, with a description in each of the place's languages.
 */
import { speak } from '../locales/index.ts'
import { commandsIn } from './core/commands.ts'
import type { Language, Place } from './core/place.ts'

export type Commands = ReadonlyMap<Language, readonly { readonly name: string; readonly description: string }[]>

/** The place's default language first. */
export function commandsOf(place: Place): Commands {
  return new Map(
    place.languages.map(language => [
      language,
      commandsIn(place).map(name => ({ name, description: speak(language)(`commands.${name}`).text })),
    ]),
  )
}
