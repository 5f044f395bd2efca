/** What people see on Discord, as the page is told of it. */
import {
  type APIApplicationCommand,
  type APIComponentInMessageActionRow,
  type APIMessage,
  ButtonStyle,
  ComponentType,
  type LocaleString,
  MessageFlags,
} from 'discord.js'
import type { DiscordPerson } from '../discord/people.ts'
import type { DiscordStandIn } from '../discord/stand-in.ts'
import type { DiscordComponent, DiscordMessageView, DiscordPersonView, DiscordView } from '../resident-view.ts'

const shownMessages = 200

/** What Discord's stand-in does not tell by itself. */
export interface DiscordState {
  /** People whose direct messages are closed, by id. */
  readonly closed: Set<string>
  readonly used: UsedCommand[]
}

/** A command that somebody used; its id orders it among the messages. */
export interface UsedCommand {
  readonly id: string
  readonly person: string
  readonly where: 'dm' | 'server'
  readonly words: string
}

/** @param shows  Whether somebody's screen is shown. */
export function viewDiscord(
  discord: DiscordStandIn,
  state: DiscordState,
  shows: (person: string) => boolean,
): DiscordView {
  const people = discord.people.filter(({ id }) => shows(`discord:${id}`))
  return { people: people.map(person => viewPerson(discord, person, state)) }
}

function viewPerson(discord: DiscordStandIn, person: DiscordPerson, state: DiscordState): DiscordPersonView {
  const used = (where: UsedCommand['where']) =>
    state.used
      .filter(command => command.person === person.id && command.where === where)
      .map(command => viewCommand(command, person))
  const whispers = (inDm: boolean) => person.ephemerals.filter(one => (one.channel_id === person.dmId) === inDm)
  const view = (messages: readonly APIMessage[], inDm: boolean) => {
    const all = [...messages, ...whispers(inDm)].map(message => viewMessage(message, person, messages))
    return [...all, ...used(inDm ? 'dm' : 'server')]
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
      .slice(-shownMessages)
  }
  return {
    id: `discord:${person.id}`,
    name: person.globalName ?? person.username,
    language: person.locale.split('-')[0] ?? '',
    closed: state.closed.has(person.id),
    left: !person.onServer,
    ...(person.form !== undefined && { form: person.form }),
    commands: discord.commands.map(command => viewRegistered(command, person.locale)),
    messages: view(person.dm, true),
    server: view(discord.serverMessages, false),
  }
}

function viewRegistered({ name, description, description_localizations: own }: APIApplicationCommand, locale: string) {
  return { name, description: own?.[locale as LocaleString] ?? description }
}

function viewMessage(message: APIMessage, person: DiscordPerson, among: readonly APIMessage[]): DiscordMessageView {
  const flags = message.flags ?? 0
  const replied = among.find(({ id }) => id === message.message_reference?.message_id)
  const reaction = person.reactionOn(message.id)
  const voice = (flags & MessageFlags.IsVoiceMessage) !== 0
  const other = voice ? 'Voice message, 0:03' : message.sticker_items?.map(({ name }) => `Sticker “${name}”`).join(' ')
  return {
    id: message.id,
    mine: message.author.id === person.id,
    author: message.author.global_name ?? message.author.username,
    timestamp: message.timestamp,
    edited: message.edited_timestamp !== null,
    content: namesIn(message),
    ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
    loading: (flags & MessageFlags.Loading) !== 0,
    command: false,
    ...(other && { other }),
    ...(replied && { replyTo: (replied.content || 'Message').slice(0, 120) }),
    ...(reaction !== undefined && { reaction }),
    files: (voice ? [] : message.attachments).map(attachment => ({
      url: `/api/file/discord/${attachment.id}`,
      name: attachment.title ?? attachment.filename,
      picture: attachment.content_type?.startsWith('image/') ?? false,
      bytes: attachment.size,
    })),
    rows: (message.components ?? []).flatMap(row =>
      row.type === ComponentType.ActionRow ? [row.components.flatMap(viewComponent)] : [],
    ),
  }
}

/** As the app shows them: a mention by its name. */
function namesIn({ content, mentions }: APIMessage): string {
  return mentions.reduce((text, user) => text.replaceAll(`<@${user.id}>`, `@${user.global_name}`), content)
}

function viewComponent(component: APIComponentInMessageActionRow): DiscordComponent[] {
  if (component.type === ComponentType.StringSelect) {
    const options = component.options.map(({ label, value }) => ({ label, value }))
    return [{ type: 'select', placeholder: component.placeholder ?? 'Make a selection', options }]
  }
  if (component.type !== ComponentType.Button || component.style === ButtonStyle.Premium) return []
  const common = { label: component.label ?? '', style: component.style, disabled: component.disabled ?? false }
  return [{ type: 'button', ...common, ...('url' in component && { url: component.url }) }]
}

function viewCommand({ id, words }: UsedCommand, person: DiscordPerson): DiscordMessageView {
  // The first 42 bits of a snowflake are milliseconds since 2015.
  const timestamp = new Date(Number(BigInt(id) >> 22n) + 1_420_070_400_000).toISOString()
  const nothing = { edited: false, ephemeral: false, loading: false, files: [], rows: [] }
  return {
    id,
    mine: true,
    author: person.globalName ?? person.username,
    timestamp,
    content: words,
    command: true,
    ...nothing,
  }
}
