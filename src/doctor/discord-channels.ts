/**
 * The channels of the place file: whether they are there, and what we may do in them.
 *
 * Discord tells no bot its permissions in a channel; they follow from its roles and the channel's overwrites.
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
import type { Asked, Unanswered } from './ask.ts'
import { type Finding, fine, warning, wrong } from './finding.ts'

/** Calls the API with a path behind the version. */
export type DiscordAsk = (path: string) => Promise<Asked | Unanswered>

const ADMINISTRATOR = 1n << 3n
const EVERYTHING = (1n << 64n) - 1n
const NEEDED = [
  { bit: 1n << 10n, name: 'View Channel' },
  { bit: 1n << 11n, name: 'Send Messages' },
] as const
const ATTACH_FILES = 1n << 15n

/** @param self  Our own user id. */
export async function examineDiscordChannels(
  call: DiscordAsk,
  self: string,
  channels: readonly string[],
): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const channel of channels) found.push(await examineChannel(call, self, channel))
  return found
}

async function examineChannel(call: DiscordAsk, self: string, id: string): Promise<Finding> {
  const channel = bodyOf(await call(`/channels/${id}`))
  const guildId = channel?.guild_id
  if (!channel || typeof guildId !== 'string')
    return wrong(
      `discord: the channel ${id} is not there for us`,
      'let the bot see it, or take it out of the place file',
    )
  const [guild, member] = await Promise.all([
    call(`/guilds/${guildId}`).then(bodyOf),
    call(`/guilds/${guildId}/members/${self}`).then(bodyOf),
  ])
  const what = `discord: #${String(channel.name)}`
  if (!guild || !member) return warning(`${what}: what we may do there cannot be told`, 'run the doctor again')
  const may = permissionsIn(channel, { id: guildId, roles: guild.roles }, { id: self, roles: member.roles })
  const missing = NEEDED.filter(({ bit }) => (may & bit) === 0n).map(({ name }) => name)
  if (missing.length > 0)
    return wrong(`${what}: the bot lacks ${missing.join(' and ')}`, 'grant it there, else no survey can be posted')
  if ((may & ATTACH_FILES) === 0n)
    return warning(`${what}: the bot lacks Attach Files`, 'grant it there, for surveys with pictures')
  return fine(`${what}: surveys can be posted there`)
}

function permissionsIn(
  channel: Asked['body'],
  guild: { readonly id: string; readonly roles: unknown },
  member: { readonly id: string; readonly roles: unknown },
): bigint {
  const own = new Set([guild.id, ...listOf(member.roles).map(String)])
  const granted = recordsOf(guild.roles).filter(role => own.has(String(role.id)))
  const base = granted.reduce((sum, role) => sum | bitsOf(role.permissions), 0n)
  if ((base & ADMINISTRATOR) !== 0n) return EVERYTHING
  const overwrites = recordsOf(channel.permission_overwrites)
  const [everyone, roles, us] = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id }) => id !== guild.id && own.has(String(id))),
    overwrites.filter(({ id }) => id === member.id),
  ]
  return [everyone, roles, us].reduce((may, some) => {
    const deny = some.reduce((sum, one) => sum | bitsOf(one.deny), 0n)
    const allow = some.reduce((sum, one) => sum | bitsOf(one.allow), 0n)
    return (may & ~deny) | allow
  }, base)
}

function bodyOf(answer: Asked | Unanswered): Asked['body'] | undefined {
  return 'why' in answer || answer.status !== 200 ? undefined : answer.body
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function recordsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return listOf(value).filter(isRecord)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function bitsOf(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,30}$/.test(value) ? BigInt(value) : 0n
}
