/**
 * Taps and commands of people on the stand-in of Discord, as the gateway brings them.
 */
import { type APIMessage, type APIMessageComponent, ComponentType, InteractionType, MessageFlags } from 'discord.js'
import { isRecord } from './form.ts'
import type { GatewayEvent } from './gateway.ts'
import { filledIn } from './modal.ts'
import type { Actor, CommandsAlso } from './people.ts'
import { addInteraction, memberOf, type OpenForm } from './world.ts'

type Chosen = Readonly<Record<string, unknown>>

export function choiceOf(message: APIMessage, label: string): Chosen | undefined {
  for (const row of message.components ?? []) {
    if (row.type !== ComponentType.ActionRow) continue
    for (const component of row.components as readonly APIMessageComponent[]) {
      if (component.type === ComponentType.Button && 'custom_id' in component && component.label === label)
        return { component_type: ComponentType.Button, custom_id: component.custom_id, id: 2 }
      if (component.type !== ComponentType.StringSelect) continue
      const option = component.options.find(each => each.label === label)
      if (option)
        return {
          component_type: ComponentType.StringSelect,
          custom_id: component.custom_id,
          values: [option.value],
          id: 2,
        }
    }
  }
  return undefined
}

export function tapEvent(actor: Actor, message: APIMessage, data: Chosen): GatewayEvent {
  const { world, user } = actor
  const channelId = message.channel_id
  const interaction = addInteraction(world, {
    kind: 'component',
    userId: user.id,
    channelId,
    originalId: message.id,
  })
  return interactionEvent(actor, channelId, {
    ...interaction,
    type: InteractionType.MessageComponent,
    data,
    message: { ...message, flags: (message.flags ?? 0) & ~MessageFlags.Loading },
  })
}

export function commandEvent(actor: Actor, name: string, { options = {}, where = 'dm' }: CommandsAlso): GatewayEvent {
  const { world, user, dm } = actor
  const registered = world.commands.find(command => command.name === name)
  if (!registered) throw new Error(`cannot use /${name}: the bot has registered no such command`)
  const channelId = where === 'dm' ? dm.id : world.guildChannelId
  const interaction = addInteraction(world, { kind: 'command', userId: user.id, channelId, name })
  return interactionEvent(actor, channelId, {
    ...interaction,
    type: InteractionType.ApplicationCommand,
    data: {
      id: registered.id,
      name,
      type: 1,
      options: Object.entries(options).map(([key, value]) => ({ name: key, type: 3, value })),
    },
  })
}

/** A form that a button opened brings the message along that the button stands in. */
export function formEvent(actor: Actor, form: OpenForm, words: string): GatewayEvent {
  const { world, user } = actor
  const { channelId, messageId } = form
  const message = world.channels.get(channelId)?.messages.find(({ id }) => id === messageId)
  const original = messageId === undefined ? {} : { originalId: messageId }
  const interaction = addInteraction(world, { kind: 'form', userId: user.id, channelId, ...original })
  return interactionEvent(actor, channelId, {
    ...interaction,
    type: InteractionType.ModalSubmit,
    data: filledIn(form, words),
    message,
  })
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
function interactionEvent(
  { world, user, locale }: Actor,
  channelId: string,
  { id, token, type, data, message }: Readonly<Record<string, unknown>>,
): GatewayEvent {
  const inServer = channelId === world.guildChannelId
  return {
    intents: 0,
    t: 'INTERACTION_CREATE',
    d: {
      id,
      token,
      type,
      data,
      version: 1,
      application_id: world.applicationId,
      channel_id: channelId,
      channel: inServer ? { id: channelId, type: 0, guild_id: world.guildId } : { id: channelId, type: 1 },
      locale,
      context: inServer ? 0 : 1,
      authorizing_integration_owners: { '0': inServer ? world.guildId : '0' },
      attachment_size_limit: 10 * 1024 * 1024,
      entitlements: [],
      ...(isRecord(message) ? { message } : {}),
      ...(inServer
        ? {
            guild_id: world.guildId,
            member: { user, permissions: '0', ...memberOf(world) },
          }
        : { user }),
    },
  }
}
