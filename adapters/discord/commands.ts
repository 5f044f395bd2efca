/**
 * Slash commands, registered only when they changed.
 *
 * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands
 */
import { createHash } from 'node:crypto'
import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType, Locale, Routes } from 'discord.js'
import type { Doors } from '../../src/core/adapter.ts'
import type { Api } from './rest.ts'

/** Per language (BCP 47), the default language first; the same commands in the same order in each. */
export type Commands = ReadonlyMap<string, readonly { readonly name: string; readonly description: string }[]>

const REMEMBERED = 'discord-commands'

/** @throws {SendError} */
export async function registerCommands(
  api: Api,
  commands: Commands,
  applicationId: string,
  remember: Doors['remember'],
  signal: AbortSignal,
): Promise<void> {
  const body = toWire(commands)
  if (body.length === 0) return
  const hash = createHash('sha256')
    .update(JSON.stringify([applicationId, body]))
    .digest('hex')
  if ((await remember.read(REMEMBERED)) === hash) return
  await api.call('Put', Routes.applicationCommands(applicationId), { body, signal })
  await remember.write(REMEMBERED, hash)
}

/** People of every other language see the default language's words. Commands keep one name, descriptions are translated. */
function toWire(commands: Commands) {
  const [base] = commands.values()
  return (base ?? []).map(({ name, description }, index) => ({
    name,
    description,
    description_localizations: Object.fromEntries(
      [...commands].flatMap(([language, list]) =>
        localesOf(language).map(locale => [locale, list[index]?.description ?? description]),
      ),
    ),
    type: ApplicationCommandType.ChatInput,
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  }))
}

/** Discord's locales of a language: `es` → es-ES, es-419. It has none for Arabic. */
function localesOf(language: string): string[] {
  return Object.values(Locale).filter(locale => locale === language || locale.split('-')[0] === language)
}
