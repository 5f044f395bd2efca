/**
 * The commands that people find in their network's menu, in its order. Each is described under `commands` in `locales/`.
 */
import type { Place } from './place.ts'

const COMMANDS = ['start', 'report', 'ask', 'cases', 'panel', 'language', 'privacy', 'help', 'cancel', 'stop'] as const

export type CommandName = (typeof COMMANDS)[number]

/** Those that do anything in this place: with one language, there is none to choose; without a panel, none to leave. */
export function commandsIn({ languages, panel }: Place): readonly CommandName[] {
  return COMMANDS.filter(name => {
    if (name === 'language') return languages.length > 1
    return (name !== 'panel' && name !== 'stop') || panel !== undefined
  })
}
