/** The staff's workspace as the page is told of it. */
import { asObject } from '../slack/check.ts'
import { optionsOf } from '../slack/elements.ts'
import type { SlackUser } from '../slack/staff.ts'
import type { SlackStandIn } from '../slack/stand-in.ts'
import { elementsOf, labelOf } from '../slack/state.ts'
import type { OpenView, SlackMessage } from '../slack/wire.ts'
import type { SlackFormView, SlackMessageView, SlackView } from '../view.ts'

const shownMessages = 400

export function viewSlack(slack: SlackStandIn, staff: readonly SlackUser[], workspace: string): SlackView {
  return {
    workspace,
    users: staff.map(({ id, name, kind }) => ({ id, name, kind: kind === 'guest' ? 'guest' : 'member' })),
    channels: slack.channels.map(channel => ({
      id: channel.id,
      name: channel.name,
      messages: [
        ...channel.messages.slice(-shownMessages).map(message => viewMessage(message, staff)),
        ...slack.ephemerals
          .filter(whisper => whisper.channel === channel.id)
          .map(({ user, message }) => ({ ...viewMessage(message, staff), onlyFor: user })),
      ].sort((a, b) => Number(a.ts) - Number(b.ts)),
    })),
    forms: staff.flatMap(({ view }) => (view ? [viewForm(view)] : [])),
  }
}

function viewForm({ id, user, view, errors, failed }: OpenView): SlackFormView {
  const fields = elementsOf(view.blocks).flatMap(({ block, element }) => {
    const kind = KINDS[String(element.type)]
    if (!kind || block.type !== 'input') return []
    const hint = asObject(block.hint).text
    const options = optionsOf(element).map(({ value, text }) => ({
      value: String(value),
      label: String(asObject(text).text),
    }))
    return [
      {
        key: block.block_id!,
        label: labelOf(block),
        hint: typeof hint === 'string' ? hint : '',
        optional: block.optional === true,
        kind,
        options,
        most: Number(element.max_length ?? 3_000),
      },
    ]
  })
  return {
    id,
    user,
    title: view.title.text,
    submit: view.submit?.text ?? '',
    cancel: view.close?.text ?? 'Cancel',
    fields,
    errors,
    failed,
  }
}

const KINDS: Readonly<Record<string, SlackFormView['fields'][number]['kind']>> = {
  static_select: 'choice',
  plain_text_input: 'words',
  datepicker: 'date',
  users_select: 'person',
}

function viewMessage(message: SlackMessage, staff: readonly SlackUser[]): SlackMessageView {
  const author = staff.find(({ id }) => id === message.user)?.name
  return {
    ts: message.ts,
    ...(message.thread_ts !== undefined && message.thread_ts !== message.ts && { thread: message.thread_ts }),
    broadcast: message.subtype === 'thread_broadcast',
    user: message.user,
    author: author ?? 'Folkmoot',
    bot: message.bot_id !== undefined,
    edited: message.edited !== undefined,
    text: message.text,
    blocks: message.blocks ?? [],
    files: (message.files ?? []).map(file => ({
      url: `/api/file/slack/${file.id}`,
      name: file.title,
      picture: /\.(jpe?g|png|webp|gif)$/i.test(file.name),
      bytes: file.size,
    })),
    reactions: (message.reactions ?? []).map(({ name, count }) => ({ name, count })),
  }
}
