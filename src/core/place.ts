/**
 * The town, as its place file says. `src/place.ts` reads and checks the file; everybody else takes it as it is.
 */
import type { QuietHours } from './panel/member.ts'
import type { ReplyKind } from './reply-kinds.ts'

/** When somebody works: the town, or one of its departments. */
export interface Calendar {
  readonly hours: WorkingHours
  /** ISO dates. */
  readonly holidays: readonly string[]
  /** IANA name. */
  readonly timeZone: string
}

export interface Place extends Calendar {
  readonly name: string
  /** Prefix of case references: HB in HB-1042. */
  readonly reference: string
  /** BCP 47; the first is the default. */
  readonly languages: readonly [Language, ...Language[]]
  readonly admins: readonly string[]
  readonly trainees: readonly string[]
  /** What staff see of a resident. */
  readonly residents: 'firstName' | 'pseudonym'
  readonly emergency: { readonly number: string; readonly words: PerLanguage<readonly string[]> }
  /** What whoever is blocked is told of how to object; default: at the town hall. */
  readonly objections?: PerLanguage<string>
  /** Key of the department that takes what fits nowhere. */
  readonly frontDesk: string
  readonly limits: { readonly messagesPerMinute: number; readonly reportsPerDay: number }
  readonly departments: ReadonlyMap<string, Department>
  readonly categories: ReadonlyMap<string, Category>
  readonly areas: readonly Area[]
  readonly replies: ReplyPolicy
  /** Absent where the town has no panel. */
  readonly panel?: PanelPolicy
}

export type Language = string
/** A value per language; the default language is always there. */
export type PerLanguage<T> = Readonly<Record<Language, T>>

/** Opening times per weekday, 0 is Sunday; minutes after midnight. A day without an entry is closed. */
export type WorkingHours = ReadonlyMap<number, { readonly opens: number; readonly closes: number }>

/** What residents read above an answer: the person and the department, or the department alone. */
export type Identity = 'named' | 'team'

/** Its hours and holidays are its own, or the town's. */
export interface Department extends Calendar {
  readonly key: string
  readonly name: PerLanguage<string>
  /** Slack channel id. */
  readonly channel: string
  readonly approvers: readonly string[]
  /** Absent where it is that of the town. */
  readonly identity?: Identity
  /** Working hours until the first reply is due. */
  readonly firstReplyHours: number
  /** Working days until the matter should be settled. */
  readonly fixDays: number
}

export interface Category {
  readonly key: string
  readonly name: PerLanguage<string>
  /** Department key per area name, or for all. */
  readonly department: { readonly default: string; readonly byArea: ReadonlyMap<string, string> }
  readonly keywords: PerLanguage<readonly string[]>
  readonly visibility: 'public' | 'private'
  readonly photo: 'optional' | 'required' | 'none'
  readonly questions: readonly CategoryQuestion[]
}

export interface CategoryQuestion {
  readonly key: string
  readonly ask: PerLanguage<string>
  readonly kind: 'text' | 'number' | 'choice' | 'choices' | 'date'
  readonly required: boolean
  /** For `choice` and `choices`. */
  readonly options: readonly { readonly key: string; readonly name: PerLanguage<string> }[]
}

export interface Area {
  readonly name: string
  /** GeoJSON polygon rings of a (multi)polygon: polygons → rings → [longitude, latitude]. */
  readonly polygons: readonly (readonly (readonly (readonly [number, number])[])[])[]
}

export interface ReplyPolicy {
  /** What a plain message in a case's thread is. */
  readonly threadDefault: 'reply' | 'note'
  /** So long a reply waits, and can be taken back. */
  readonly undoSeconds: number
  /** A message that came so shortly before a reply: its author may not have seen it. */
  readonly collisionSeconds: number
  /** Machines that residents need not know of, beside those that cannot be reached from outside. */
  readonly internalHosts: readonly string[]
  /** Telephone numbers, e-mail addresses and domains (`@town.example`) that the town gives out. */
  readonly publicContacts: readonly string[]
  readonly identity: Identity
  /** By Slack user id, for whom it is another than that of their department. */
  readonly identities: ReadonlyMap<string, Identity>
  readonly approval: {
    readonly categories: readonly string[]
    readonly departments: readonly string[]
    readonly kinds: readonly ReplyKind[]
    readonly always: boolean
  }
  readonly templates: readonly ReplyTemplate[]
}

export interface ReplyTemplate {
  readonly key: string
  readonly kind: ReplyKind
  readonly name: string
  /** Only in the languages in which somebody wrote it, the default among them. Names in braces: `reply-template.ts`. */
  readonly text: PerLanguage<string>
}

/** How the town's panel is kept. */
export interface PanelPolicy {
  /** Where surveys are talked about and results appear: a Slack channel id. */
  readonly channel: string
  /** Who may make surveys beside admins and approvers: Slack people and user groups. */
  readonly organisers: readonly string[]
  /** A launch needs somebody else than who made the survey. */
  readonly secondPerson: boolean
  /** Who joins is asked once more. */
  readonly confirmTwice: boolean
  /** Whether members are asked for their area: one of their at most three questions. */
  readonly askArea: boolean
  /** What members can choose to hear of; asked where there are any. */
  readonly interests: readonly PanelOption[]
  readonly profile: readonly ProfileQuestion[]
  /** By the member's clock, unless they chose their own. */
  readonly quietHours: QuietHours
  /** ISO dates on which nothing is sent unasked. */
  readonly blockedDates: readonly string[]
  /** At most one survey comes unasked in so many days. */
  readonly capDays: number
  /** So many days after it closed nobody can tell any more who answered what in a survey. */
  readonly keyDays: number
  /** Where results can be talked about: a link to a group. */
  readonly group?: PerLanguage<string>
  /** Ids of Discord channels in which surveys may be posted. */
  readonly discordChannels: readonly string[]
}

/** Its key is kept with members and answers. */
export interface PanelOption {
  readonly key: string
  readonly name: PerLanguage<string>
}

/** Asked of who joins; may be skipped, and changed later. */
export interface ProfileQuestion {
  readonly key: string
  readonly ask: PerLanguage<string>
  readonly options: readonly PanelOption[]
}
