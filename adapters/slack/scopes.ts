/**
 * What the bot's token has to be granted. `manifest.yaml` asks for exactly these, and says why.
 */
export const SCOPES = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users:read',
] as const

/** Shortcuts of messages, by the name of the act that the desk takes them for. */
export const SHORTCUTS: readonly string[] = ['answer']
