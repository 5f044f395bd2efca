/**
 * A simulated member's phone: what stands on its screen, and what fingers can do there. The same on both networks.
 */
import { ComponentType } from 'discord.js'
import type { Language } from '../../src/core/place.ts'
import type { DiscordPerson } from '../discord/people.ts'
import type { DiscordStandIn } from '../discord/stand-in.ts'
import type { TelegramPerson } from '../telegram/person.ts'
import type { TelegramStandIn } from '../telegram/stand-in.ts'

export interface Phone {
  /** `telegram:5000000001` */
  readonly id: string
  readonly network: 'telegram' | 'discord'
  readonly name: string
  readonly language: Language
  /** What the bot said last; undefined before it said anything. */
  screen(): Screen | undefined
  /** False while the network would lose a tap: nobody answers it. */
  readonly online: boolean
  /** Opens the panel, as by a link or the command. */
  opensPanel(): void
  taps(screen: Screen, button: ScreenButton): void
  writes(words: string): void
}

export interface Screen {
  readonly message: string
  readonly text: string
  readonly buttons: readonly ScreenButton[]
}

export interface ScreenButton {
  readonly token: string
  readonly label: string
}

/** What the deep link of the panel brings. */
const START = '/start panel_sandbox'

export function telegramPhone(telegram: TelegramStandIn, name: string, language: Language): Phone {
  const person = telegram.addPerson({ firstName: name, languageCode: language })
  return {
    id: `telegram:${person.user.id}`,
    network: 'telegram',
    name,
    language,
    online: true,
    screen: () => telegramScreen(person, telegram.bot.id),
    opensPanel: () => void person.says(START),
    taps: ({ message }, { token }) => void person.taps({ data: token }, Number(message)),
    writes: words => void person.says(words),
  }
}

function telegramScreen(person: TelegramPerson, bot: number): Screen | undefined {
  const said = person.chat.findLast(({ from }) => from.id === bot)
  return (
    said && {
      message: String(said.message_id),
      text: said.text ?? said.caption ?? '',
      buttons: (said.reply_markup?.inline_keyboard ?? [])
        .flat()
        .flatMap(({ text, callback_data }) => (callback_data ? [{ token: callback_data, label: text }] : [])),
    }
  )
}

/** Discord's own names of languages. https://docs.discord.com/developers/reference#locales */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-ES' }

/** @param username  Small Latin letters and digits. */
export function discordPhone(discord: DiscordStandIn, name: string, username: string, language: Language): Phone {
  const person = discord.addPerson({ username, globalName: name, locale: LOCALES[language] ?? language })
  return {
    id: `discord:${person.id}`,
    network: 'discord',
    name,
    language,
    get online() {
      return discord.gateway.connected > 0
    },
    screen: () => discordScreen(person),
    opensPanel: () => void person.commands('panel'),
    taps: ({ message }, { label }) => void person.taps(label, message),
    writes: words => void person.says(words),
  }
}

function discordScreen(person: DiscordPerson): Screen | undefined {
  const said = person.dm.findLast(({ author }) => author.id !== person.id)
  if (!said) return undefined
  const buttons = (said.components ?? []).flatMap(row => {
    if (row.type !== ComponentType.ActionRow) return []
    return row.components.flatMap((component): ScreenButton[] => {
      if (component.type === ComponentType.StringSelect)
        return component.options.map(({ value, label }) => ({ token: value, label }))
      if (component.type !== ComponentType.Button || !('custom_id' in component)) return []
      return [{ token: component.custom_id, label: component.label ?? '' }]
    })
  })
  return { message: said.id, text: said.content, buttons }
}
