/**
 * Blocks the person of a case until a day, or unblocks them before it: on record, in the thread, on the cards of all their
 * open cases, and told to them in their language. Why is for staff.
 */
import { speak } from '../../locales/index.ts'
import { type Address, networkOf } from '../core/network.ts'
import { joinRich, plain, quoted, type RichText } from '../core/rich-text.ts'
import { startOfDay } from '../core/time-zone.ts'
import { formatDate } from '../core/working-time.ts'
import { liftBlock, setBlock } from '../store/blocks.ts'
import type { Colleague } from '../store/case-work.ts'
import { type CaseAtDesk, openCasesAt, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, inLanguage, speakToStaff } from './context.ts'
import { newsOf } from './tell-followers.ts'
import { cardUpdate, threadPost } from './to-desk.ts'

export interface Block {
  /** ISO date; from its beginning on, where the town is, they are heard again. */
  readonly until: string
  readonly reason: string
  readonly by: Colleague
}

/** @returns Undefined where they are blocked already. */
export async function blockPerson(
  trx: Trx,
  about: CaseAtDesk,
  { until, reason, by }: Block,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const ends = startOfDay(until, place.timeZone)
  const { address } = about
  if (address === null || !(await setBlock(trx, address, ends, now))) return undefined
  const event = { caseId: about.id, actor: by.id, kind: 'blocked', detail: { until }, words: { reason } }
  await recordEvents(trx, [event], now)
  const { language } = about
  const say = speak(language)
  const told = say('blocked.told', {
    day: formatDate(ends, language, place.timeZone),
    number: place.emergency.number,
  })
  const objections = place.objections
    ? plain(inLanguage(place, place.objections, language))
    : say('blocked.objections', { place: place.name })
  const day = formatDate(ends, place.languages[0], place.timeZone)
  const post = speakToStaff(place)('desk.block.blocked', { author: by.name, name: about.firstName, day })
  return toEverybody(
    trx,
    { ...about, address },
    joinRich([told, objections], '\n\n'),
    joinRich([post, quoted(reason)], '\n'),
  )
}

/** @returns Undefined where they are not blocked any more. */
export async function unblockPerson(
  trx: Trx,
  about: CaseAtDesk,
  { reason, by }: Omit<Block, 'until'>,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const { address } = about
  if (address === null || !(await liftBlock(trx, address, now))) return undefined
  await recordEvents(trx, [{ caseId: about.id, actor: by.id, kind: 'unblocked', words: { reason } }], now)
  const post = speakToStaff(place)('desk.block.unblocked', { author: by.name, name: about.firstName })
  return toEverybody(
    trx,
    { ...about, address },
    speak(about.language)('blocked.over'),
    joinRich([post, quoted(reason)], '\n'),
  )
}

async function toEverybody(
  trx: Trx,
  about: CaseAtDesk & { readonly address: Address },
  word: RichText,
  post: RichText,
): Promise<readonly NewOutbound[]> {
  const { id, address, channel } = about
  const message = { to: 'resident' as const, address, text: word, choices: [], files: [], ...(channel && { channel }) }
  const open = await openCasesAt(trx, address)
  return [
    { network: networkOf(address), lane: address, message, purpose: newsOf(id) },
    threadPost(id, { text: post }),
    ...[...new Set([id, ...open.map(one => one.id)])].map(cardUpdate),
  ]
}
