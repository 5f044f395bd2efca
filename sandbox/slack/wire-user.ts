/** A person as Slack tells of them. */
import { TEAM, type UserRecord, type Workspace } from './workspace.ts'

/** https://docs.slack.dev/reference/objects/user-object. People of other workspaces have another `team_id`. */
export function wireUser(user: UserRecord, workspace: Workspace): object {
  const shared = [...workspace.channels.values()].some(c => c.members.has(user.id))
  const team = user.kind === 'stranger' ? 'T0ELSEWHERE' : TEAM
  return {
    id: user.id,
    team_id: team,
    name: user.name.toLowerCase(),
    deleted: user.kind === 'deactivated',
    real_name: user.name,
    profile: { real_name: user.name, display_name: user.name, team },
    is_bot: user.kind === 'bot',
    is_app_user: false,
    is_admin: false,
    is_restricted: user.kind === 'guest',
    is_ultra_restricted: false,
    ...(user.kind === 'stranger' && { is_stranger: !shared }),
  }
}
