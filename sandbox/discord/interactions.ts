/**
 * Answers to interactions: the first one, the deferred one, what follows.
 */
import { type APIMessage, InteractionResponseType, MessageFlags } from 'discord.js'
import { checkMessage, type Form, isRecord } from './form.ts'
import { checkModal } from './modal.ts'
import { invalidForm, refuse } from './refusals.ts'
import {
  type Answer,
  announce,
  channelById,
  fieldsOf,
  NOTHING,
  ok,
  type RouteCall,
  type RouteContext,
} from './route.ts'
import {
  addMessage,
  changeMessage,
  findMessage,
  type Interaction,
  isEphemeral,
  removeMessage,
  type World,
} from './world.ts'

const RESPOND_WITHIN_MS = 3000
const TOKEN_LIVES_MS = 15 * 60_000

/** https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
export function respond(context: RouteContext, { params, form }: RouteCall): Answer {
  const { world } = context
  const interaction = world.interactions.get(params[1] ?? '')
  if (!interaction || interaction.id !== params[0]) throw refuse(10062)
  if (interaction.acknowledged) throw refuse(40060)
  if (world.now() - interaction.receivedAt > RESPOND_WITHIN_MS) throw refuse(10062)
  const data = isRecord(form.body.data) ? form.body.data : {}
  const flags = Number(data.flags ?? 0) & MessageFlags.Ephemeral
  switch (form.body.type) {
    case InteractionResponseType.ChannelMessageWithSource:
      checkMessage({ body: data, files: form.files }, false)
      interaction.originalId = answer(context, interaction, { body: data, files: form.files }).id
      break
    case InteractionResponseType.DeferredChannelMessageWithSource:
      interaction.originalId = answer(context, interaction, {
        body: { content: '', flags: flags | MessageFlags.Loading },
        files: [],
      }).id
      break
    case InteractionResponseType.Modal:
      if (interaction.kind === 'form') throw invalidType('a form cannot be answered with a form')
      checkModal(data)
      world.forms.set(interaction.userId, { channelId: interaction.channelId, data, ...sourceOf(interaction) })
      break
    case InteractionResponseType.DeferredMessageUpdate:
      if (interaction.originalId === undefined) throw invalidType('invalid for this interaction')
      break
    default:
      throw invalidType('Value is not a valid type')
  }
  interaction.acknowledged = true
  return NOTHING
}

function invalidType(message: string) {
  return invalidForm({ type: { _errors: [{ code: 'ENUM_TYPE_COERCE', message }] } })
}

/** A form that a button opened knows the message that the button stands in. */
function sourceOf({ kind, originalId }: Interaction) {
  return kind === 'component' && originalId !== undefined ? { messageId: originalId } : {}
}

function answer(context: RouteContext, interaction: Interaction, form: Form): APIMessage {
  const channel = channelById(context.world, interaction.channelId)
  const message = addMessage(context.world, channel, context.world.bot, fieldsOf(context, channel, form))
  if (isEphemeral(message)) context.world.seenOnlyBy.set(message.id, interaction.userId)
  announce(context, channel, 'MESSAGE_CREATE', message)
  return message
}

function liveInteraction(world: World, { params }: RouteCall): Interaction {
  const interaction = world.interactions.get(params[1] ?? '')
  if (!interaction?.acknowledged || params[0] !== world.applicationId) throw refuse(10015)
  if (world.now() - interaction.receivedAt > TOKEN_LIVES_MS) throw refuse(50027)
  return interaction
}

export function readOriginal(context: RouteContext, call: RouteCall): Answer {
  return ok(originalOf(context.world, liveInteraction(context.world, call)))
}

function originalOf(world: World, interaction: Interaction): APIMessage {
  const channel = channelById(world, interaction.channelId)
  const message = findMessage(channel, interaction.originalId ?? '')
  if (!message) throw refuse(10008)
  return message
}

export function followUp(context: RouteContext, call: RouteCall): Answer {
  const interaction = liveInteraction(context.world, call)
  checkMessage(call.form, false)
  return ok(answer(context, interaction, call.form))
}

export function editOriginal(context: RouteContext, call: RouteCall): Answer {
  const message = originalOf(context.world, liveInteraction(context.world, call))
  checkMessage(call.form, true)
  const loading = ((message.flags ?? 0) & MessageFlags.Loading) !== 0
  const channel = channelById(context.world, message.channel_id)
  const fields = fieldsOf(context, channel, call.form, message)
  // Who sees a message is settled when it is made.
  const flags = (fields.flags & ~MessageFlags.Ephemeral) | ((message.flags ?? 0) & MessageFlags.Ephemeral)
  const changed = changeMessage(context.world, message, { ...fields, flags }, !loading)
  announce(context, channel, 'MESSAGE_UPDATE', changed)
  return ok(changed)
}

export function deleteOriginal(context: RouteContext, call: RouteCall): Answer {
  const message = originalOf(context.world, liveInteraction(context.world, call))
  removeMessage(channelById(context.world, message.channel_id), message.id)
  return NOTHING
}
