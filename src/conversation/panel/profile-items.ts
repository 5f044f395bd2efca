/**
 * What a member is asked about themselves: their area, their interests, the place's own questions, and on Discord
 * whether they may be written to.
 */
import { type Network, networkOf } from '../../core/network.ts'
import type { MemberChange, OwnMember } from '../../core/panel/own-member.ts'
import { plain, type RichText } from '../../core/rich-text.ts'
import { codeOf } from '../choice-code.ts'
import { named, namesIn } from '../named.ts'
import type { Turn } from '../turn.ts'
import { policyOf } from './show-panel.ts'

export interface ProfileItem {
  /** The same as long as the place asks it. */
  readonly code: string
  readonly ask: RichText
  /** What it is called among others. */
  readonly label: string
  /** True where several can be chosen. */
  readonly several: boolean
  /** True where no answer is an answer. */
  readonly optional: boolean
  readonly options: readonly ItemOption[]
  /** Takes all answers away. */
  readonly none: MemberChange
}

export interface ItemOption {
  /** Differs from that of every other option of every item. */
  readonly code: string
  readonly label: string
  readonly synonyms: readonly string[]
  isChosen(member: OwnMember): boolean
  choose(member: OwnMember): MemberChange
  /** Takes it back. */
  drop(member: OwnMember): MemberChange
}

/** In the order in which who joins is asked. */
export function profileItems(turn: Turn): readonly ProfileItem[] {
  const { place } = turn.world
  const { askArea, interests, profile } = policyOf(turn)
  return [
    ...(hasOwnDirect(networkOf(turn.input.address)) ? [directItem(turn)] : []),
    ...(askArea && place.areas.length > 0 ? [areaItem(turn)] : []),
    ...(interests.length > 0 ? [interestsItem(turn)] : []),
    ...profile.map(question => questionItem(turn, question)),
  ]
}

/** Where who is written to by strangers has to have asked for it. */
function hasOwnDirect(network: Network): boolean {
  return network === 'discord'
}

const DIRECT = codeOf('direct.')
const INTERESTS = codeOf('interests.')

function directItem({ world: { say } }: Turn): ProfileItem {
  const option = (direct: boolean, label: string): ItemOption => ({
    code: codeOf(`direct.${direct}`),
    label,
    synonyms: [],
    isChosen: member => member.direct === direct,
    choose: () => ({ direct }),
    drop: () => ({ direct: false }),
  })
  return {
    code: DIRECT,
    ask: say('panel.direct.ask'),
    label: say('panel.direct.label').text,
    several: false,
    optional: false,
    options: [option(true, say('panel.direct.yes').text), option(false, say('panel.direct.no').text)],
    none: { direct: false },
  }
}

function areaItem({ world: { say, place } }: Turn): ProfileItem {
  return {
    code: codeOf('area.'),
    ask: say('panel.areaAsk'),
    label: say('report.area.label').text,
    several: false,
    optional: true,
    options: place.areas.map(({ name }) => ({
      code: codeOf(`area.${name}`),
      label: name,
      synonyms: [],
      isChosen: member => member.profile.area === name,
      choose: () => ({ area: name }),
      drop: () => ({ area: null }),
    })),
    none: { area: null },
  }
}

function interestsItem(turn: Turn): ProfileItem {
  const { say } = turn.world
  const { interests } = policyOf(turn)
  const among = (keys: readonly string[]) => interests.map(({ key }) => key).filter(key => keys.includes(key))
  return {
    code: INTERESTS,
    ask: say('panel.topicsAsk'),
    label: say('panel.topics').text,
    several: true,
    optional: true,
    options: interests.map(({ key, name }) => ({
      code: codeOf(`interests.${key}`),
      label: named(name, turn.world),
      synonyms: namesIn(name),
      isChosen: member => member.profile.interests.includes(key),
      choose: ({ profile }) => ({ interests: among([...profile.interests, key]) }),
      drop: ({ profile }) => ({ interests: among(profile.interests.filter(other => other !== key)) }),
    })),
    none: { interests: [] },
  }
}

type Question = ReturnType<typeof policyOf>['profile'][number]

function questionItem(turn: Turn, { key, ask, options }: Question): ProfileItem {
  const question = named(ask, turn.world)
  return {
    code: codeOf(`profile.${key}.`),
    ask: plain(question),
    label: question,
    several: false,
    optional: true,
    options: options.map(option => ({
      code: codeOf(`profile.${key}.${option.key}`),
      label: named(option.name, turn.world),
      synonyms: namesIn(option.name),
      isChosen: member => member.profile.answers[key] === option.key,
      choose: () => ({ answers: { [key]: option.key } }),
      drop: () => ({ answers: { [key]: null } }),
    })),
    none: { answers: { [key]: null } },
  }
}
