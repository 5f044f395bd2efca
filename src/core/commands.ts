/**
 * The commands that people find in their network's menu, in its order. Each is described under `commands` in `locales/`.
 */
import type { Place } from './place.ts'

const COMMANDS = ['start', 'report', 'ask', 'cases', 'language', 'privacy', 'help', 'cancel'] as const

export type CommandName = (typeof COMMANDS)[number]

/** Those that do anything in this place: with one language, there is none to choose. */
export function commandsIn({ languages }: Place): readonly CommandName[] {
  return COMMANDS.filter(name => name !== 'language' || languages.length > 1)
}
