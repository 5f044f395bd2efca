/**
 * What the bot's token has to be granted. `manifest.yaml` asks for exactly these, and says why.
 */
export const SCOPES = [
  'channels:history',
  'channels:read',
  'chat:write',
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
