/**
 * What can be done on the page. One small union, checked at the door.
 */
import { z } from 'zod'

const words = z.string().max(45_000)

/** A bundled picture by its key, or bytes in base64. */
const picked = z.union([
  z.object({ sample: z.string().max(40) }).strict(),
  z.object({ name: z.string().min(1).max(200), base64: z.base64() }).strict(),
])

/** The clock moves forward, a month at most at a time. */
const MONTH_MS = 31 * 86_400_000

const network = z.enum(['telegram', 'discord', 'slack'])

export const actSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('telegram.say'), text: words }).strict(),
  z.object({ act: z.literal('telegram.tap'), message: z.int(), data: z.string().max(64) }).strict(),
  z
    .object({
      act: z.literal('telegram.pin'),
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    })
    .strict(),
  z.object({ act: z.literal('telegram.photo'), picked, caption: words }).strict(),
  z.object({ act: z.literal('telegram.block'), blocked: z.boolean() }).strict(),
  z.object({ act: z.literal('discord.say'), text: words, picked: picked.optional() }).strict(),
  z
    .object({
      act: z.literal('discord.tap'),
      message: z.string().max(40),
      label: z.string().max(100),
    })
    .strict(),
  z.object({ act: z.literal('discord.command'), name: z.string().max(32), argument: words }).strict(),
  z.object({ act: z.literal('discord.close'), closed: z.boolean() }).strict(),
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
export type Picked = z.infer<typeof picked>
