/**
 * What people of the sandbox can do in their apps, and how people come and go. Part of `acts.ts`.
 */
import { z } from 'zod'

export const words = z.string().max(45_000)

/** A bundled picture by its key, or bytes in base64. */
export const picked = z.union([
  z.object({ sample: z.string().max(40) }).strict(),
  z.object({ name: z.string().min(1).max(200), base64: z.base64() }).strict(),
])

/** As both networks have it in one album or message. */
const files = z.array(picked).max(10)
/** `telegram:5000000001`, `discord:1100…`. */
const person = z.string().regex(/^(telegram|discord):\d{1,20}$/)
/** A message's id at its network. */
const message = z.string().max(40)
const emoji = z.string().max(16)

const act = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.object({ act: z.literal(name), ...shape }).strict()

export const residentActs = [
  act('telegram.say', { person, text: words, replyTo: message.optional() }),
  act('telegram.group', { person, text: words, replyTo: message.optional() }),
  act('telegram.edit', { person, message, text: words }),
  act('telegram.react', { person, message, emoji }),
  act('telegram.tap', { person, message, data: z.string().max(64) }),
  act('telegram.pin', { person, latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  act('telegram.files', { person, files: files.min(1), caption: words }),
  act('telegram.voice', { person }),
  act('telegram.sticker', { person }),
  act('telegram.contact', { person }),
  act('telegram.poll', { person }),
  act('telegram.block', { person, blocked: z.boolean() }),

  act('discord.say', { person, text: words, files, replyTo: message.optional() }),
  act('discord.server', { person, text: words, replyTo: message.optional() }),
  act('discord.edit', { person, message, text: words }),
  act('discord.react', { person, message, emoji }),
  act('discord.tap', { person, message, label: z.string().max(100) }),
  act('discord.fill', { person, words: z.string().max(4000) }),
  act('discord.command', { person, name: z.string().max(32), argument: words, where: z.enum(['dm', 'server']) }),
  act('discord.voice', { person }),
  act('discord.sticker', { person }),
  act('discord.close', { person, closed: z.boolean() }),
  act('discord.leave', { person, left: z.boolean() }),

  act('person.add', {
    network: z.enum(['telegram', 'discord']),
    name: z.string().trim().min(1).max(32),
    language: z.string().regex(/^[a-z]{2}$/),
  }),
  act('person.remove', { person }),
] as const

export type Picked = z.infer<typeof picked>
