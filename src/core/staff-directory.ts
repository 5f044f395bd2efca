/** Who is who among staff, asked of the staff tool and cached for at most 60 s. */
export interface StaffDirectory {
  /** What this user is to this channel. `agent` alone may reach residents. */
  standing(channel: string, user: string): Promise<Standing>
  /** The name people know this user by. */
  nameOf(user: string): Promise<string>
  /** The people behind ids of people and of groups, each once. Groups that there are not are left out. */
  peopleOf(ids: readonly string[]): Promise<readonly string[]>
  /**
   * Whether this user is one of these people, by their own id or as a member of a user group (S…).
   *
   * @returns Undefined where a group does not tell who is in it.
   */
  isAmong(user: string, people: readonly string[]): Promise<boolean | undefined>
}

export type Standing =
  /** A full member of the workspace who is in the channel. */
  | 'agent'
  /** A full member who is not in the channel. */
  | 'outsider'
  | 'guest'
  /** From another workspace, through a shared channel. */
  | 'stranger'
  | 'bot'
  | 'deactivated'
