/**
 * What can be done on the page. One small union, checked at the door.
 */
import { z } from 'zod'
import { panelActs } from './panel-acts.ts'
import { residentActs } from './resident-acts.ts'
import { slackActs } from './slack-acts.ts'

/** The clock moves forward, a month at most at a time. */
const MONTH_MS = 31 * 86_400_000

const network = z.enum(['telegram', 'discord', 'slack'])

export const actSchema = z.discriminatedUnion('act', [
  ...residentActs,
  ...slackActs,
  ...panelActs,
  z
    .object({ act: z.literal('fault'), network, fault: z.enum(['none', 'throttled', 'failing', 'down', 'revoked']) })
    .strict(),
  z.object({ act: z.literal('fault.archive'), channel: z.string().max(30), archived: z.boolean() }).strict(),
  z.object({ act: z.literal('fault.database'), still: z.boolean() }).strict(),
  z.object({ act: z.literal('fault.slow'), slow: z.boolean() }).strict(),
  z.object({ act: z.literal('fault.none') }).strict(),
  z.object({ act: z.literal('kill') }).strict(),
  z.object({ act: z.literal('moveClock'), ms: z.int().positive().max(MONTH_MS) }).strict(),
])

export type Act = z.infer<typeof actSchema>
