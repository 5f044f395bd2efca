/**
 * What can be done about the panel of simulated members. Part of `acts.ts`.
 */
import { z } from 'zod'

const MOST_MEMBERS = 500
/** The slider's right end. */
const FASTEST = 30

export const panelActs = [
  z.object({ act: z.literal('panel.size'), size: z.int().min(0).max(MOST_MEMBERS) }).strict(),
  z.object({ act: z.literal('panel.pace'), pace: z.int().min(1).max(FASTEST) }).strict(),
  z.object({ act: z.literal('panel.launch') }).strict(),
  /** Moves the clock to where surveys may go out. */
  z.object({ act: z.literal('panel.wake') }).strict(),
  z.object({ act: z.literal('panel.watch'), person: z.string().regex(/^(telegram|discord):\d{1,20}$/) }).strict(),
] as const
