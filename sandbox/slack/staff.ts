/**
 * People of the workspace, and what they can do in its client.
 */
import { type Acting, actsOf } from './acting.ts'
import type { Outcome } from './delivery.ts'
import type { Manifest } from './manifest.ts'
import { type Speaking, speechOf } from './speaking.ts'
import type { CommandUse, EventCallback, HomeView, Interaction, OpenView } from './wire.ts'
import type { UserKind, UserRecord, Workspace } from './workspace.ts'

/** Verbs resolve once Slack has it, not once the app took it, unless they say so. Each returns what is delivered. */
export interface SlackUser extends Speaking, Acting {
  readonly id: string
  readonly name: string
  readonly kind: UserKind
  /** The modal in front of this person. */
  readonly view: OpenView | undefined
  /** What the app published in its App Home for them. */
  readonly home: OpenView<HomeView> | undefined
}

export interface Desk {
  readonly workspace: Workspace
  readonly manifest: Manifest
  readonly origin: string
  /** Delivers in the background, where the app is subscribed to it. */
  readonly deliver: (event: EventCallback) => void
  readonly interact: (body: Interaction) => Promise<Outcome>
  readonly command: (body: CommandUse) => Promise<Outcome>
  /** The app answered what Slack does not understand. */
  readonly complain: (what: string) => void
}

export function userOf(record: UserRecord, desk: Desk): SlackUser {
  const { workspace } = desk
  return {
    ...speechOf(record, desk),
    ...actsOf(record, desk),
    id: record.id,
    get name() {
      return record.name
    },
    get kind() {
      return record.kind
    },
    get view() {
      return workspace.screens.get(record.id)?.at(-1)
    },
    get home() {
      return workspace.homes.get(record.id)
    },
  }
}
