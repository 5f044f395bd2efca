/**
 * What staff can do on the page's Slack.
 */
import { z } from 'zod'
import { picked, words } from './resident-acts.ts'

const id = z.string().max(40)
const user = id
const channel = id
const message = id

/** What is filled in of a form, by block (or by action, where a block has several fields): a choice's value or words, several of them, or files. */
const filled = z.record(
  z.string().max(255),
  z.union([z.string().max(3_000), z.array(z.string().max(300)).max(100), z.array(picked).max(10)]),
)

const chosen = z.union([z.string().max(3_000), z.array(z.string().max(300)).max(100)])

/** An element and where it stands. */
const where = z.union([z.literal('view'), z.literal('home'), z.object({ channel, message }).strict()])
const element = { user, where, block: z.string().max(255), action: z.string().max(255) }

export const slackActs = [
  z
    .object({
      act: z.literal('slack.write'),
      user,
      channel,
      thread: id.optional(),
      /** "Also send to the channel". */
      broadcast: z.boolean().optional(),
      text: words,
      files: z.array(picked).max(10),
    })
    .strict(),
  z.object({ act: z.literal('slack.edit'), user, channel, message, text: words }).strict(),
  z.object({ act: z.literal('slack.delete'), user, channel, message }).strict(),
  z
    .object({ act: z.literal('slack.react'), user, channel, message, name: z.string().max(100), on: z.boolean() })
    .strict(),
  /** `chosen` where it is no button; `filled` is the rest of its form. */
  z.object({ act: z.literal('slack.press'), ...element, chosen: chosen.optional(), filled }).strict(),
  z.object({ act: z.literal('slack.lookUp'), ...element, typed: z.string().max(300) }).strict(),
  z.object({ act: z.literal('slack.fill'), user, form: id, filled }).strict(),
  z.object({ act: z.literal('slack.submit'), user, form: id, filled }).strict(),
  z.object({ act: z.literal('slack.dismiss'), user }).strict(),
  z.object({ act: z.literal('slack.command'), user, channel, thread: id.optional(), text: words }).strict(),
  /** Of a message where one is named, else a global one. */
  z
    .object({
      act: z.literal('slack.shortcut'),
      user,
      callback: z.string().max(255),
      on: z.object({ channel, message }).strict().optional(),
    })
    .strict(),
  z.object({ act: z.literal('slack.home'), user, tab: z.enum(['home', 'messages']) }).strict(),
] as const
