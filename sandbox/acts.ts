/**
 * What can be done on the page. One small union, checked at the door.
 */
import { z } from 'zod'
import { picked, residentActs, words } from './resident-acts.ts'

/** The clock moves forward, a month at most at a time. */
const MONTH_MS = 31 * 86_400_000

const network = z.enum(['telegram', 'discord', 'slack'])

export const actSchema = z.discriminatedUnion('act', [
  ...residentActs,
  z
    .object({
      act: z.literal('slack.write'),
      user: z.string().max(30),
      channel: z.string().max(30),
      thread: z.string().max(30).optional(),
      text: words,
      picked: picked.optional(),
    })
    .strict(),
  z
    .object({
      act: z.literal('slack.press'),
      user: z.string().max(30),
      channel: z.string().max(30),
      message: z.string().max(30),
      action: z.string().max(255),
    })
    .strict(),
  z
    .object({
      act: z.literal('slack.react'),
      user: z.string().max(30),
      channel: z.string().max(30),
      message: z.string().max(30),
      name: z.string().max(100),
    })
    .strict(),
  z
    .object({
      act: z.literal('slack.submit'),
      user: z.string().max(30),
      form: z.string().max(30),
      filled: z.record(z.string().max(255), z.string().max(3_000)),
    })
    .strict(),
  z.object({ act: z.literal('slack.dismiss'), user: z.string().max(30) }).strict(),
  z.object({ act: z.literal('fault'), network, fault: z.enum(['none', 'throttled', 'failing', 'down']) }).strict(),
  z.object({ act: z.literal('kill') }).strict(),
  z.object({ act: z.literal('moveClock'), ms: z.int().positive().max(MONTH_MS) }).strict(),
])

export type Act = z.infer<typeof actSchema>
