/**
 * Who was asked what: an invitation with all that answering it needs. What they answered lies apart, under a pseudonym.
 */
import { sql } from 'kysely'
import type { StoredFile } from '../../core/files.ts'
import { type Address, networkOf } from '../../core/network.ts'
import type { Cells } from '../../core/panel/coarsen.ts'
import type { AnsweredSurvey, AskedSurvey, OwnSurvey } from '../../core/panel/own-survey.ts'
import type { Survey } from '../../core/panel/survey.ts'
import type { SurveyAnswers } from '../../core/panel/survey-answer.ts'
import { pseudonymOf } from '../../panel/pseudonym.ts'
import type { Db, Trx } from '../database.ts'
import { cellsOfMember } from './full-quotas.ts'
import { answersUnder, isAllOf } from './responses.ts'
import { CHANNEL_NETWORK, isPosted } from './wave-posts.ts'

/** Somebody and one sending of a survey. */
export interface Asked {
  readonly address: Address
  readonly waveId: string
}

export interface Quota {
  readonly of: Cells
  readonly number: number
  readonly most: number
  readonly taken: number
}

export interface Invited extends Asked, AskedSurvey {
  readonly memberId: string
  /** They are not on the panel any more. */
  readonly hasLeft: boolean
  /** It was put to them; else it stands in a channel where they may take it up. */
  readonly isInvited: boolean
  /** It stands in a channel. */
  readonly isPosted: boolean
  readonly stopped: boolean
  readonly closesAt: Date
  /** Null once nobody can tell any more who answered what. */
  readonly pseudonym: Buffer | null
  readonly cells: Cells
  /** Those that the person falls in. */
  readonly quotas: readonly Quota[]
  readonly given: SurveyAnswers
  /** They have answered something before; came to the end; answered something after it had closed. */
  readonly hasBegun: boolean
  readonly hasFinished: boolean
  readonly wasLate: boolean
}

/**
 * Finds what was put to these people, and what stands in a channel for them to take up. All else is left out.
 *
 * @param holdKeys  The keys that were found stay until the transaction ends.
 */
export async function findInvited(
  db: Db | Trx,
  asked: readonly Asked[],
  { holdKeys = false } = {},
): Promise<readonly Invited[]> {
  if (asked.length === 0) return []
  const people = await peopleOf(db, asked)
  const waveIds = [...new Set(people.map(({ waveId }) => waveId))]
  const waves = await wavesOf(db, waveIds)
  const keys = await keysOf(db, waveIds, holdKeys)
  const found = people.map(({ cells, waveId, ...person }) => {
    const { quotas, ...wave } = waves.get(waveId)!
    const key = keys.get(waveId)
    const own = quotas.filter(({ of }) => isAllOf(cells, of))
    return {
      ...wave,
      ...person,
      waveId,
      cells,
      quotas: own,
      pseudonym: key ? pseudonymOf(person.memberId, key) : null,
    }
  })
  const answers = await answersUnder(
    db,
    found.flatMap(({ waveId, pseudonym }) => (pseudonym ? [{ waveId, pseudonym }] : [])),
  )
  return found.map(one => {
    const before = one.pseudonym ? answers.get(`${one.waveId} ${one.pseudonym.toString('hex')}`) : undefined
    return {
      ...one,
      given: before?.given ?? {},
      hasBegun: before !== undefined,
      hasFinished: before?.finished ?? false,
      wasLate: before?.late ?? false,
    }
  })
}

/** The same, as turns are told it. @returns In their order; undefined where it is none of theirs. */
export async function ownSurveys(db: Db, asked: readonly Asked[]): Promise<readonly (OwnSurvey | undefined)[]> {
  const found = new Map((await findInvited(db, asked)).map(one => [`${one.waveId} ${one.address}`, one]))
  const posted = await postedSurveys(
    db,
    asked.filter(({ waveId, address }) => !found.has(`${waveId} ${address}`)),
  )
  return asked.map(({ waveId, address }) => {
    const invited = found.get(`${waveId} ${address}`)
    return invited ? ownSurvey(invited) : networkOf(address) === CHANNEL_NETWORK ? posted.get(waveId) : undefined
  })
}

function ownSurvey(invited: Invited): OwnSurvey {
  const { waveId, survey, pictures, stopped, hasLeft, isPosted, closesAt, pseudonym, given, hasFinished } = invited
  return {
    ...{ waveId, survey, pictures, stopped, hasLeft, isPosted, given, hasFinished },
    closesAt: closesAt.toISOString(),
    isTraceable: pseudonym !== null,
    isFull: isFull(invited),
  }
}

/** Those that stand in a channel, by wave, as somebody sees them who was never on the panel. */
async function postedSurveys(db: Db, asked: readonly Asked[]): Promise<ReadonlyMap<string, OwnSurvey>> {
  const waveIds = [...new Set(asked.map(({ waveId }) => waveId))]
  if (waveIds.length === 0) return new Map()
  const keys = await keysOf(db, waveIds, false)
  const posted = [...(await wavesOf(db, waveIds))].filter(([, wave]) => wave.isPosted)
  return new Map(
    posted.map(([waveId, { survey, pictures, stopped, closesAt }]) => [
      waveId,
      {
        ...{ waveId, survey, pictures, stopped, hasLeft: true, isPosted: true, isFull: false },
        ...{ given: {}, hasFinished: false },
        closesAt: closesAt.toISOString(),
        isTraceable: keys.has(waveId),
      },
    ]),
  )
}

/** They have answered nothing, and one of the quotas that they fall in has no place left. */
export function isFull({ hasBegun, quotas }: Pick<Invited, 'hasBegun' | 'quotas'>): boolean {
  return !hasBegun && quotas.some(({ taken, most }) => taken >= most)
}

/** What somebody answered, as long as it can be told whose it is; the newest first. */
export async function answeredSurveys(db: Db, address: Address): Promise<readonly AnsweredSurvey[]> {
  const { rows } = await sql<AnsweredSurvey>`
    select w.id::text as "waveId", v.definition->'title' as title, v.definition->'languages' as languages
    from members m
    join invitations i on i.member_id = m.id and i.progress <> 'none'
    join waves w on w.id = i.wave_id
    join wave_keys k on k.wave_id = w.id
    join survey_versions v on v.survey = w.survey and v.version = w.version
    where m.address = ${address}
    order by w.id desc limit ${MOST_ANSWERED}`.execute(db)
  return rows
}

/** Buttons of a message. */
const MOST_ANSWERED = 8

/** All of them, the oldest first: everybody's places in quotas are given back in one order. */
export async function answeredWaves(db: Db | Trx, address: Address): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('members as m')
    .innerJoin('invitations as i', 'i.member_id', 'm.id')
    .innerJoin('wave_keys as k', 'k.wave_id', 'i.wave_id')
    .select('i.wave_id')
    .where('m.address', '=', address)
    .where('i.progress', '<>', 'none')
    .orderBy('i.wave_id')
    .execute()
  return rows.map(row => row.wave_id)
}

interface Person extends Asked {
  readonly memberId: string
  readonly hasLeft: boolean
  readonly isInvited: boolean
  readonly cells: Cells
}

async function peopleOf(db: Db | Trx, asked: readonly Asked[]): Promise<readonly Person[]> {
  const { rows } = await sql<Person>`
    select m.id::text as "memberId", m.address, w.id::text as "waveId", m.left_at is not null as "hasLeft",
      i.member_id is not null as "isInvited",
      ${cellsOfMember} as cells
    from unnest(${asked.map(one => one.address)}::text[], ${asked.map(one => one.waveId)}::bigint[]) as a (address, wave_id)
    join members m on m.address = a.address
    join conversations c on c.address = m.address
    join waves w on w.id = a.wave_id
    left join invitations i on i.member_id = m.id and i.wave_id = w.id
    where i.member_id is not null or (c.network = ${CHANNEL_NETWORK} and ${isPosted()})`.execute(db)
  return rows
}

interface Wave extends AskedSurvey {
  readonly stopped: boolean
  /** It stands in a channel. */
  readonly isPosted: boolean
  readonly closesAt: Date
  readonly quotas: readonly Quota[]
}

async function wavesOf(db: Db | Trx, waveIds: readonly string[]): Promise<ReadonlyMap<string, Wave>> {
  const { rows } = await sql<{
    id: string
    stopped: boolean
    posted: boolean
    closes_at: Date
    definition: Survey
    pictures: Readonly<Record<string, StoredFile>> | null
    quotas: readonly Omit<Quota, 'of'>[] | null
  }>`
    select w.id::text, w.state = 'stopped' as stopped, ${isPosted()} as posted, w.closes_at, v.definition,
      (select jsonb_object_agg(p.name, p.file) from survey_pictures p where p.survey = w.survey) as pictures,
      (select jsonb_agg(jsonb_build_object('number', q.number, 'most', q.most, 'taken', q.taken) order by q.number)
        from quotas q where q.wave_id = w.id) as quotas
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version
    where w.id = any(${waveIds}::bigint[])`.execute(db)
  return new Map(
    rows.map(({ id, stopped, posted, closes_at: closesAt, definition: survey, pictures, quotas }) => [
      id,
      {
        ...{ waveId: id, stopped, isPosted: posted, closesAt, survey, pictures: pictures ?? {} },
        quotas: (quotas ?? []).map(quota => ({ ...quota, of: survey.audience.quotas[quota.number]?.of ?? {} })),
      },
    ]),
  )
}

async function keysOf(db: Db | Trx, waveIds: readonly string[], hold: boolean): Promise<ReadonlyMap<string, Buffer>> {
  const keys = db.selectFrom('wave_keys').select(['wave_id', 'key']).where('wave_id', 'in', waveIds).orderBy('wave_id')
  const rows = waveIds.length === 0 ? [] : await (hold ? keys.forKeyShare() : keys).execute()
  return new Map(rows.map(row => [row.wave_id, row.key]))
}
