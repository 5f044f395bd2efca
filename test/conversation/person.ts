/**
 * A person in a conversation: what they say and tap goes in, what they hear and see comes out.
 *
 *     const ana = aPerson()
 *     await ana.says('/report')
 *     await ana.taps('Cancel')
 *     expect(ana.heard).toBe('Cancelled. Nothing was sent.')
 */
import { flows as allFlows } from '../../flows/index.ts'
import type { Flow } from '../../src/conversation/flow.ts'
import { createConversation } from '../../src/conversation/index.ts'
import { NOTICE_VERSION } from '../../src/conversation/notice.ts'
import type { CaseDraft, NoticeShown, WarmCase } from '../../src/core/case.ts'
import type { FileRefusal, StoredFile, TakenFile } from '../../src/core/files.ts'
import type { Called, Said, SaidPlace, Unreadable } from '../../src/core/inbound.ts'
import { answerTo, type LookedUp, type Lookup, type PlaceLookup } from '../../src/core/lookup.ts'
import { OWN_CASES_PAGE, type OwnCaseInFull } from '../../src/core/own-case.ts'
import type { OwnMembership } from '../../src/core/panel/own-member.ts'
import type { OwnSurvey } from '../../src/core/panel/own-survey.ts'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import type { Place } from '../../src/core/place.ts'
import type { Point } from '../../src/core/point.ts'
import { plain } from '../../src/core/rich-text.ts'
import type {
  AboutCase,
  ConversationState,
  Converse,
  Effect,
  Heard,
  TurnInput,
  TurnMessage,
  TurnOutcome,
} from '../../src/core/turn.ts'
import { aSurvey } from '../support/surveys.ts'
import { aTown } from './town.ts'

export interface Words {
  readonly text?: string
  readonly photos?: number
  readonly refused?: FileRefusal
  readonly place?: SaidPlace
  /** Where the photos were taken. */
  readonly takenAt?: Point
  /** Of the network's album. */
  readonly album?: string
  readonly messageId?: string
  /** What stood beside the words. */
  readonly leftOut?: Unreadable
  readonly replyTo?: string
}

type Looks = (lookup: PlaceLookup) => LookedUp

export const findsNothing: Looks = lookup =>
  lookup.kind === 'link' ? { ...lookup, to: null } : { ...lookup, found: null }

/** The notice that people of these tests were shown before. */
export const ACQUAINTED: NoticeShown = { version: NOTICE_VERSION, language: 'en', at: '2026-11-01T10:00:00.000Z' }

export class Person {
  /** They were here before and know the notice. `undefined`: a stranger. */
  state: ConversationState | undefined = {
    v: 1,
    prompt: 0,
    at: '2026-11-01T10:00:00.000Z',
    notice: ACQUAINTED,
  }
  warmCases: readonly WarmCase[] = []
  /** Their own, the newest first. */
  cases: readonly OwnCaseInFull[] = []
  /** Which message belongs to which case. */
  about: Readonly<Record<string, AboutCase>> = {}
  /** Of the panel; absent: none. */
  membership: OwnMembership | undefined
  /** Those that were put to them. */
  surveys: readonly OwnSurvey[] = []
  /** What else is there to look up. */
  knows: readonly LookedUp[] = []
  /** A survey that has come, and of which nothing is answered. */
  asked: TurnInput['asked']
  /** The channel in which they press buttons; absent: they are in their own chat. */
  here: string | undefined
  /** By staff. */
  blockedUntil: Date | undefined
  /** Whatever they say, they say in this group. */
  calledIn: Called | undefined
  now = new Date('2026-11-23T10:00:00Z')
  language: string | undefined = 'en'
  converse: Converse
  last: TurnOutcome | undefined
  /** Of all that was said together: several where something had to be looked up in between. */
  outcomes: readonly TurnOutcome[] = []
  /** All that the dialogue wanted to know. */
  readonly wanted: Lookup[] = []
  readonly #looksUp: Looks
  #messages = 0
  #photos = 0

  constructor(converse: Converse, looksUp: Looks) {
    this.converse = converse
    this.#looksUp = looksUp
  }

  /** Everything in one turn. */
  async does(...said: readonly (Said | Words)[]): Promise<void> {
    const heard = said.map(one => this.#heard('kind' in one ? one : this.words(one), 'kind' in one ? {} : one))
    const lookedUp: LookedUp[] = []
    this.outcomes = []
    for (let done = 0; ; ) {
      this.last = await this.converse({
        address: 'telegram:1',
        state: this.state,
        heard: heard.slice(done),
        warmCases: this.warmCases,
        ...(this.blockedUntil && { blockedUntil: this.blockedUntil }),
        onPanel: Boolean(this.membership?.member),
        ...(this.asked && { asked: this.asked }),
        lookedUp,
        now: this.now,
      })
      this.outcomes = [...this.outcomes, this.last]
      // As the database would hand it back.
      this.state = this.last.state && JSON.parse(JSON.stringify(this.last.state))
      done += this.last.handled
      const { wants } = this.last
      if (!wants) return
      this.wanted.push(wants)
      lookedUp.push(this.#lookUp(wants))
    }
  }

  /** The turn that time takes, where the last one asked for it by now. */
  async wakes(): Promise<void> {
    const { wakeAt } = this.last ?? {}
    if (!wakeAt || wakeAt > this.now) throw new Error(`time has nothing to do before ${wakeAt?.toISOString()}`)
    this.last = await this.converse({
      address: 'telegram:1',
      state: this.state,
      heard: [],
      warmCases: this.warmCases,
      ...(this.blockedUntil && { blockedUntil: this.blockedUntil }),
      lookedUp: [],
      now: this.now,
    })
    this.state = this.last.state && JSON.parse(JSON.stringify(this.last.state))
  }

  #lookUp(lookup: Lookup): LookedUp {
    const known = answerTo(lookup, this.knows)
    if (known) return known
    if (lookup.kind === 'member')
      return { ...lookup, ...(this.membership ?? { member: null, agreed: false, hasAnswers: false }) }
    if (lookup.kind === 'case') return { ...lookup, found: this.cases.find(({ id }) => id === lookup.id) ?? null }
    if (lookup.kind === 'survey')
      return { ...lookup, found: this.surveys.find(({ waveId }) => waveId === lookup.waveId) ?? null }
    if (lookup.kind === 'answered') return { ...lookup, surveys: [] }
    if (lookup.kind === 'outcomes') return { ...lookup, outcomes: [], more: false, decisions: 0 }
    if (lookup.kind === 'outcome') return { ...lookup, found: null }
    if (lookup.kind === 'pairing') return { ...lookup, found: null }
    if (lookup.kind !== 'cases') return this.#looksUp(lookup)
    const start = lookup.page * OWN_CASES_PAGE
    const cases = this.cases.slice(start, start + OWN_CASES_PAGE)
    return { ...lookup, cases, more: this.cases.length > start + OWN_CASES_PAGE }
  }

  /** `/report` is a command. */
  async says(...texts: readonly string[]): Promise<void> {
    await this.does(...texts.map(text => (text.startsWith('/') ? command(text.slice(1)) : { text })))
  }

  async sends(...words: readonly Words[]): Promise<void> {
    await this.does(...words)
  }

  /** @param labels  Of buttons that are seen now, all tapped in one turn. */
  async taps(...labels: readonly string[]): Promise<void> {
    await this.does(...labels.map(label => tap(this.token(label))))
  }

  async passes(hours: number): Promise<void> {
    this.now = new Date(this.now.getTime() + hours * 3_600_000)
  }

  token(label: string): string {
    const choice = this.message?.choices.flat().find(one => one.label === label)
    if (!choice) throw new Error(`no button "${label}" among ${this.buttons.join(', ')}`)
    return choice.token
  }

  get message(): TurnMessage | undefined {
    return this.last?.messages.at(-1)
  }

  /** The words heard in the last turn, message by message. */
  get heard(): string {
    return (this.last?.messages ?? []).map(message => message.text.text).join('\n---\n')
  }

  get buttons(): readonly string[] {
    return this.message?.choices.flat().map(choice => choice.label) ?? []
  }

  get effects(): readonly Effect[] {
    return this.last?.effects ?? []
  }

  get sent(): CaseDraft | undefined {
    const effect = this.effects.find(one => one.kind === 'openCase')
    return effect?.kind === 'openCase' ? effect.draft : undefined
  }

  words({ text = '', place, messageId, album, leftOut, replyTo }: Words): Said {
    this.#messages += 1
    const id = messageId ?? `m${this.#messages}`
    return {
      kind: 'message',
      messageId: id,
      text: plain(text),
      files: [],
      ...(place && { place }),
      ...(album && { album }),
      ...(leftOut && { leftOut }),
      ...(replyTo && { replyTo }),
    }
  }

  #heard(said: Said, { photos = 0, refused, takenAt }: Words): Heard {
    const kept = Array.from({ length: photos }, (): TakenFile => {
      this.#photos += 1
      return { kept: true, file: photo(this.#photos), ...(takenAt && { takenAt }) }
    })
    const pointed = 'replyTo' in said ? said.replyTo : 'messageId' in said ? said.messageId : undefined
    const about = this.about[pointed ?? '']
    const expiresAt = new Date(this.now.getTime() + 900_000).toISOString()
    const token = this.here === undefined ? undefined : { token: 'application/token', expiresAt, here: this.here }
    const person = { firstName: 'Ana', ...(this.language && { language: this.language }) }
    return {
      event: {
        ...{ from: 'resident', address: 'telegram:1', person, said },
        ...(token && { token }),
        ...(this.calledIn && { inPublic: true, called: this.calledIn }),
      },
      files: refused ? [...kept, { kept: false, why: refused }] : kept,
      ...(about && { about }),
    }
  }
}

export function aPerson({
  place = aTown(),
  flows = allFlows,
  looksUp,
}: {
  place?: Place
  flows?: readonly Flow[]
  /** Absent: there is no geocoder, and short links lead nowhere. */
  looksUp?: Looks
} = {}): Person {
  return new Person(
    createConversation({ place, flows, canGeocode: looksUp !== undefined, hasPins: network => network === 'telegram' }),
    looksUp ?? findsNothing,
  )
}

/** A report of this person's own that somebody works on. */
export function anOwnCase(more: Partial<OwnCaseInFull> = {}): OwnCaseInFull {
  const words = `Bins not emptied (${more.id ?? 1})`
  return {
    id: '1',
    kind: 'report',
    category: 'bins',
    department: 'highways',
    status: 'inProgress',
    reason: null,
    plannedFor: null,
    mergedInto: null,
    own: true,
    title: words,
    lastWord: {
      author: 'Priya',
      authorId: 'U0PRIYA',
      words: 'We come on Monday.\nPlease wait.',
      at: '2026-11-20T10:00:00Z',
    },
    words: plain(words),
    where: { point: { latitude: 0.5, longitude: 0.5 }, area: 'North' },
    photos: 2,
    openedAt: '2026-11-19T10:00:00Z',
    settledAt: null,
    answered: true,
    dueAt: '2026-12-03T17:00:00Z',
    waitsForYou: false,
    alone: true,
    ...more,
  }
}

/** A survey that was put to them: of wave 7, unless told otherwise. */
export function anOwnSurvey(questions: readonly SurveyQuestion[], more: Partial<OwnSurvey> = {}): OwnSurvey {
  return {
    ...{ waveId: '7', survey: aSurvey('seven', questions), pictures: {}, given: {}, hasFinished: false },
    ...{ stopped: false, hasLeft: false, isPosted: false, isTraceable: true, isFull: false },
    closesAt: '2026-12-24T10:00:00.000Z',
    ...more,
  }
}

export function photo(number: number): StoredFile {
  return { sha256: `${number}`, mediaType: 'image/jpeg', bytes: 1000, name: `${number}.jpg`, width: 4, height: 3 }
}

export function command(name: string, argument = ''): Said {
  return { kind: 'command', name, argument }
}

export function tap(token: string): Extract<Said, { kind: 'tap' }> {
  return { kind: 'tap', messageId: 'ours', token }
}

export const NORTH: SaidPlace = { point: { latitude: 0.5, longitude: 0.5 } }
export const FAR_AWAY: SaidPlace = { point: { latitude: 40, longitude: 40 } }
