/**
 * What the bot's token has to be granted, and what does not work without each. `manifest.yaml` asks for exactly these, and
 * says what for. A scope that is missing costs what stands here, and nothing else.
 */
export const SCOPES = {
  'channels:history': 'nothing that staff write in public channels is read',
  'channels:read': 'nobody in a public channel is known to be staff',
  'chat:write': 'no card and no word reaches staff',
  commands: 'there is no /moot and no shortcut',
  'files:read': "staff's files do not reach residents",
  'files:write': "residents' photos do not reach staff, nor go from Slack again",
  'groups:history': 'nothing that staff write in private channels is read',
  'groups:read': 'nobody in a private channel is known to be staff',
  'im:history': 'what staff write to Folkmoot itself is not read, and a word for an admin may come twice',
  'im:write': 'admins are not told of troubles',
  'reactions:read': 'marks of staff’s messages stay as they are, and 👀 claims nothing',
  'reactions:write': 'there are no marks on what staff write',
  'usergroups:read': 'user groups in the place file count for nobody',
  'users:read': 'nobody is known to be staff',
} as const satisfies Readonly<Record<string, string>>

/** Shortcuts of messages, by the name of the act that the desk takes them for. */
export const SHORTCUTS: readonly string[] = ['answer', 'bringIn']
