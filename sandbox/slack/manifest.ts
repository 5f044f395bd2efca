/**
 * The app as its manifest installs it: what the token is granted, which events come, which commands and shortcuts people
 * are offered. The stand-in reads the very file that an administrator pastes into Slack, so that what is missing there
 * is missing here (https://docs.slack.dev/reference/app-manifest).
 */
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

export interface Manifest {
  readonly scopes: readonly string[]
  /** As the file names them: `message.channels`, `reaction_added`, … */
  readonly events: readonly string[]
  readonly commands: readonly SlashCommand[]
  readonly shortcuts: readonly Shortcut[]
  readonly homeTab: boolean
  /** Whether people can write to the app in its messages. */
  readonly takesMessages: boolean
}

export interface SlashCommand {
  /** With its slash. */
  readonly command: string
  readonly description: string
  readonly usage_hint?: string | undefined
}

export interface Shortcut {
  readonly name: string
  readonly type: 'message' | 'global'
  readonly callback_id: string
  readonly description: string
}

const schema = z.object({
  features: z
    .object({
      app_home: z
        .object({
          home_tab_enabled: z.boolean().default(false),
          messages_tab_enabled: z.boolean().default(false),
          messages_tab_read_only_enabled: z.boolean().default(true),
        })
        .optional(),
      shortcuts: z
        .array(
          z.object({
            name: z.string().min(1).max(24),
            type: z.enum(['message', 'global']),
            callback_id: z.string().min(1).max(255),
            description: z.string().min(1).max(150),
          }),
        )
        .max(10)
        .default([]),
      slash_commands: z
        .array(
          z.object({
            command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
            description: z.string().min(1).max(2_000),
            usage_hint: z.string().max(1_000).optional(),
          }),
        )
        .max(50)
        .default([]),
    })
    .default({ shortcuts: [], slash_commands: [] }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
  }),
})

/** @throws where Slack would not take the file. */
export function readManifest(): Manifest {
  const text = readFileSync(new URL('../../adapters/slack/manifest.yaml', import.meta.url), 'utf8')
  const { features, oauth_config, settings } = schema.parse(parse(text))
  return {
    scopes: [...oauth_config.scopes.bot].sort(),
    events: settings.event_subscriptions.bot_events,
    commands: features.slash_commands,
    shortcuts: features.shortcuts,
    homeTab: features.app_home?.home_tab_enabled ?? false,
    takesMessages:
      features.app_home?.messages_tab_enabled === true && !features.app_home.messages_tab_read_only_enabled,
  }
}
