/**
 * Opens a field to write in, for who pressed a button that asks for words in a channel: what is typed there would be read
 * by everybody, and does not reach us.
 *
 * Nothing is kept of it: what was written comes back as an event of its own.
 * https://docs.discord.com/developers/components/reference#label
 */
import { ComponentType, InteractionResponseType, Routes, TextInputStyle } from 'discord.js'
import type { Log } from '../../src/core/adapter.ts'
import { describeError } from '../../src/core/describe-error.ts'
import { shorten } from '../../src/core/shorten.ts'
import type { WriteButton } from './parse-interaction.ts'
import type { Api } from './rest.ts'

/** UTF-16 units of a form's title, and of a field's label. */
const TITLE = 45
const WORDS = 4000

/** Never throws: where Discord does not open it, it tells the person so. */
export async function openForm(api: Api, { id, interaction, token, label }: WriteButton, log: Log): Promise<void> {
  const title = shorten(label, TITLE)
  const field = {
    type: ComponentType.TextInput,
    custom_id: 'words',
    style: TextInputStyle.Paragraph,
    max_length: WORDS,
  }
  const data = { custom_id: token, title, components: [{ type: ComponentType.Label, label: title, component: field }] }
  const body = { type: InteractionResponseType.Modal, data }
  try {
    await api.call('Post', Routes.interactionCallback(id, interaction), { body, bot: false })
  } catch (error) {
    log.warn({ error: describeError(error) }, 'cannot open a form')
  }
}
