/**
 * What an administrator of the workspace does: people, channels, groups, and the app's own rights.
 */
import {
  changeUser,
  makePrivate,
  putInto,
  removeChannel,
  rename,
  setArchived,
  setMembers,
  type Town,
  takeOutOf,
} from './membership.ts'
import { BOT_USER, type Channel, type UserKind } from './workspace.ts'

/** Whoever has an id. */
interface Person {
  readonly id: string
}

/** Each is told to the app as Slack tells it, where the app is subscribed to it. */
export interface Administration {
  /** The bot is in it, unless `withoutBot`. Who is in it from the beginning never joined: nobody is told. */
  addChannel(channel: {
    readonly people?: readonly Person[]
    readonly id?: string
    readonly name: string
    readonly isPrivate?: boolean
    readonly withoutBot?: boolean
  }): Channel
  addUsergroup(group: {
    readonly id: string
    readonly handle: string
    readonly name: string
    readonly users?: readonly Person[]
  }): void
  /** Who is in a group from now on. */
  setUsergroup(id: string, users: readonly Person[]): void
  join(user: Person, channel: string): void
  leave(user: Person, channel: string): void
  /** Puts the bot out of a channel, or back into it. */
  kickBot(channel: string): void
  inviteBot(channel: string): void
  archive(channel: string): void
  unarchive(channel: string): void
  rename(channel: string, name: string): void
  makePrivate(channel: string): void
  /** Deletes it for good. */
  removeChannel(channel: string): void
  /** Only administrators may post in it, or everybody again. */
  restrict(channel: string, restricted: boolean): void
  changeUser(user: Person, change: { readonly kind?: UserKind; readonly name?: string }): void
  deactivate(user: Person): void
  /** Every call is refused with `error` (default `token_revoked`, else e.g. `account_inactive`), and no event comes. */
  revokeToken(error?: string): void
  restoreToken(): void
}

export function administrate(town: Town): Administration {
  const { workspace, tell } = town
  const channelOf = (id: string) => {
    const channel = workspace.channels.get(id)
    if (!channel) throw new Error(`no channel ${id}: add it first`)
    return channel
  }
  const userOf = ({ id }: Person) => {
    const user = workspace.users.get(id)
    if (!user) throw new Error(`no user ${id}: add them first`)
    return user
  }
  return {
    addChannel({ name, id = workspace.nextId('C'), isPrivate = false, withoutBot = false, people = [] }) {
      const members = new Set([...(withoutBot ? [] : [BOT_USER]), ...people.map(person => person.id)])
      const channel: Channel = { id, name, isPrivate, archived: false, restricted: false, members, messages: [] }
      workspace.channels.set(id, channel)
      workspace.changed()
      return channel
    },
    addUsergroup({ users = [], ...group }) {
      workspace.usergroups.push({ ...group, users: users.map(({ id }) => id) })
    },
    setUsergroup(id, users) {
      const group = workspace.usergroups.find(one => one.id === id)
      if (!group) throw new Error(`no user group ${id}: add it first`)
      setMembers(
        town,
        group,
        users.map(user => user.id),
      )
    },
    join: (user, channel) => putInto(town, channelOf(channel), user.id),
    leave: (user, channel) => takeOutOf(town, channelOf(channel), user.id),
    kickBot: channel => takeOutOf(town, channelOf(channel), BOT_USER),
    inviteBot: channel => putInto(town, channelOf(channel), BOT_USER),
    archive: channel => setArchived(town, channelOf(channel), true),
    unarchive: channel => setArchived(town, channelOf(channel), false),
    rename: (channel, name) => rename(town, channelOf(channel), name),
    makePrivate: channel => makePrivate(town, channelOf(channel)),
    removeChannel: channel => removeChannel(town, channelOf(channel)),
    restrict(channel, restricted) {
      channelOf(channel).restricted = restricted
    },
    changeUser: (user, change) => changeUser(town, userOf(user), change),
    deactivate: user => changeUser(town, userOf(user), { kind: 'deactivated' }),
    revokeToken(error = 'token_revoked') {
      tell({ type: 'tokens_revoked', tokens: { oauth: [], bot: [BOT_USER] } })
      workspace.tokenTrouble = error
    },
    restoreToken() {
      workspace.tokenTrouble = undefined
    },
  }
}
