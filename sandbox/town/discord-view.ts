/** Ben's direct messages as the page is told of them. */
import {
  type APIComponentInMessageActionRow,
  type APIMessage,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js'
import type { DiscordPerson } from '../discord/people.ts'
import type { DiscordStandIn } from '../discord/stand-in.ts'
import type { DiscordComponent, DiscordMessageView, DiscordView } from '../view.ts'

const shownMessages = 300

/** A command that Ben used; its id orders it among the messages. */
export interface UsedCommand {
  readonly id: string
  readonly words: string
}

export function viewDiscord(
  discord: DiscordStandIn,
  ben: DiscordPerson,
  state: { readonly closed: boolean; readonly used: readonly UsedCommand[] },
): DiscordView {
  const all = [
    ...ben.dm.map(message => viewMessage(message, ben, ben.dm)),
    ...ben.ephemerals.map(message => viewMessage(message, ben, ben.dm)),
    ...state.used.map(command => viewCommand(command, ben)),
  ].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
  const commands = discord.commands.map(({ name, description }) => ({ name, description }))
  return { closed: state.closed, messages: all.slice(-shownMessages), commands }
}

function viewMessage(message: APIMessage, ben: DiscordPerson, dm: readonly APIMessage[]): DiscordMessageView {
  const flags = message.flags ?? 0
  const replied = dm.find(({ id }) => id === message.message_reference?.message_id)
  return {
    id: message.id,
    mine: message.author.id === ben.id,
    author: message.author.global_name ?? message.author.username,
    timestamp: message.timestamp,
    edited: message.edited_timestamp !== null,
    content: message.content,
    ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
    loading: (flags & MessageFlags.Loading) !== 0,
    command: false,
    ...(replied && { replyTo: replied.content.slice(0, 120) }),
    files: message.attachments.map(attachment => ({
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

function viewComponent(component: APIComponentInMessageActionRow): DiscordComponent[] {
  if (component.type === ComponentType.StringSelect) {
    const options = component.options.map(({ label, value }) => ({ label, value }))
    return [{ type: 'select', placeholder: component.placeholder ?? 'Make a selection', options }]
  }
  if (component.type !== ComponentType.Button || component.style === ButtonStyle.Premium) return []
  const common = { label: component.label ?? '', style: component.style, disabled: component.disabled ?? false }
  return [{ type: 'button', ...common, ...('url' in component && { url: component.url }) }]
}

function viewCommand({ id, words }: UsedCommand, ben: DiscordPerson): DiscordMessageView {
  // The first 42 bits of a snowflake are milliseconds since 2015.
  const timestamp = new Date(Number(BigInt(id) >> 22n) + 1_420_070_400_000).toISOString()
  const nothing = { edited: false, ephemeral: false, loading: false, files: [], rows: [] }
  return {
    id,
    mine: true,
    author: ben.globalName ?? ben.username,
    timestamp,
    content: words,
    command: true,
    ...nothing,
  }
}
