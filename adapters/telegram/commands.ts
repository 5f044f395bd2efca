/**
 * The commands in Telegram's menu, registered only when they changed. https://core.telegram.org/bots/api#setmycommands
 */
import { createHash } from 'node:crypto'
import type { Doors } from '../../src/core/adapter.ts'
import type { TelegramApi } from './api.ts'

/** Per language (BCP 47), the default language first. */
export type Commands = ReadonlyMap<string, readonly { readonly name: string; readonly description: string }[]>

const REMEMBERED = 'telegram-commands'

/**
 * The first language is registered without a code as well: it is what people of all other languages see.
 *
 * @param botId  A new bot knows none of the old one's commands.
 * @throws {SendError}
 */
export async function registerCommands(
  api: TelegramApi,
  commands: Commands,
  botId: number,
  remember: Doors['remember'],
  signal: AbortSignal,
): Promise<void> {
  const [first] = commands.values()
  if (!first) return
  const wanted = [['', first] as const, ...[...commands].map(([language, list]) => [codeOf(language), list] as const)]
  const hash = createHash('sha256')
    .update(JSON.stringify([botId, wanted]))
    .digest('hex')
  if ((await remember.read(REMEMBERED)) === hash) return
  for (const [language, list] of wanted) {
    const payload = { commands: list.map(({ name, description }) => ({ command: name, description })) }
    await api.call('setMyCommands', language === '' ? payload : { ...payload, language_code: language }, { signal })
  }
  await remember.write(REMEMBERED, hash)
}

/** The commands themselves are the same in every language. */
export function namesOf(commands: Commands): ReadonlySet<string> {
  return new Set([...commands.values()].flat().map(({ name }) => name))
}

/** Two letters, ISO 639-1: `pt-BR` → `pt`. */
function codeOf(language: string): string {
  return language.slice(0, 2).toLowerCase()
}
