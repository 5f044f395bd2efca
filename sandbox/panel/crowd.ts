/**
 * A panel of simulated members: as many as the page's slider says, at the pace that it says.
 *
 * They are made when they are first wanted, and keep their phones: who is wanted no longer writes STOP, and joins again
 * when the slider goes up.
 */
import type { Language } from '../../src/core/place.ts'
import type { DiscordStandIn } from '../discord/stand-in.ts'
import type { PanelDeed, PanelView } from '../panel-view.ts'
import type { TelegramStandIn } from '../telegram/stand-in.ts'
import { chanceOf } from './chance.ts'
import { type Member, newMember, type Stage } from './member.ts'
import { discordPhone, telegramPhone } from './phone.ts'
import { someTownsperson } from './townspeople.ts'

export interface Crowd {
  readonly view: PanelView
  /** @param size  0 to 500. */
  resize(size: number): void
  /** How many times as fast as people they are. */
  hurry(pace: number): void
  /** Whether this is the phone of a simulated member. */
  has(id: string): boolean
  close(): void
}

export interface CrowdOptions {
  readonly telegram: TelegramStandIn
  readonly discord: DiscordStandIn
  readonly languages: readonly Language[]
  readonly changed: () => void
}

const EVERY_MS = 200
/** Of all of them in one go: a thousand at the same instant would be a load test, and no panel. */
const MOST_AT_ONCE = 20
const SHOWN_DEEDS = 5

export function startCrowd({ telegram, discord, languages, changed }: CrowdOptions): Crowd {
  const members: Member[] = []
  const phones = new Set<string>()
  let size = 0
  let pace = 1
  let deeds: readonly PanelDeed[] = []
  let done = 0
  /** Where the round goes on, so that nobody is always the last. */
  let first = 0
  let ticking: NodeJS.Timeout | undefined

  const addOne = () => {
    const number = members.length
    const chance = chanceOf(number)
    const { network, name, language } = someTownsperson(chance, languages)
    const phone =
      network === 'telegram'
        ? telegramPhone(telegram, name, language)
        : discordPhone(discord, name, `member${number}`, language)
    phones.add(phone.id)
    members.push(newMember(phone, chance))
  }

  const note = ({ phone }: Member, words: string) => {
    done += 1
    const { id, name, network, language } = phone
    deeds = [{ number: done, person: id, name, network, language, words }, ...deeds].slice(0, SHOWN_DEEDS)
  }

  const tick = () => {
    const seconds = (EVERY_MS / 1000) * pace
    let left = MOST_AT_ONCE
    for (let n = 0; n < members.length && left > 0; n += 1) {
      const member = members[(first + n) % members.length]
      if (!member) continue
      member.looks()
      const words = member.waits(seconds)
      if (words === undefined) continue
      note(member, words)
      left -= 1
    }
    first = members.length > 0 ? (first + MOST_AT_ONCE) % members.length : 0
    changed()
  }

  return {
    get view() {
      const at = (...stages: readonly Stage[]) => members.filter(({ stage }) => stages.includes(stage)).length
      return {
        size,
        pace,
        joined: at('joined', 'asked', 'answering', 'answered'),
        asked: at('asked', 'answering', 'answered'),
        answering: at('answering'),
        answered: at('answered'),
        deeds,
      }
    },
    resize: wanted => {
      size = wanted
      while (members.length < size) addOne()
      for (const [n, member] of members.entries()) member.wants(n < size)
      ticking ??= setInterval(tick, EVERY_MS)
    },
    hurry: faster => {
      pace = faster
    },
    has: id => phones.has(id),
    close: () => clearInterval(ticking),
  }
}
