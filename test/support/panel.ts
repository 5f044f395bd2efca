/**
 * A panel for tests: members who are there, and surveys that go out to them.
 */
import { sql } from 'kysely'
import type { Survey } from '../../src/core/panel/survey.ts'
import type { Place } from '../../src/core/place.ts'
import { readSurvey } from '../../src/panel/read-survey.ts'
import type { Db } from '../../src/store/database.ts'
import { saveSurvey } from '../../src/store/panel/surveys.ts'

export interface TestMember {
  readonly address: string
  readonly language?: string
  readonly timeZone?: string
  readonly area?: string
  readonly interests?: readonly string[]
  readonly profile?: Readonly<Record<string, string>>
  readonly pace?: 'any' | 'weekly' | 'monthly' | 'topics'
  readonly pausedUntil?: Date
  readonly leftAt?: Date
  readonly lastAskedAt?: Date
  readonly direct?: boolean
  /** Minutes after midnight. Default: the place's. */
  readonly quiet?: readonly [number, number]
}

/** @returns Their numbers, in order. */
export async function addMembers(db: Db, members: readonly TestMember[]): Promise<readonly string[]> {
  for (const { address } of members) {
    await sql`
      insert into conversations (address, network, last_position, version)
      values (${address}, split_part(${address}, ':', 1), 0, 0) on conflict do nothing`.execute(db)
  }
  const rows = await db
    .insertInto('members')
    .values(
      members.map(member => ({
        address: member.address,
        language: member.language ?? 'en',
        joined_at: new Date('2026-01-01T12:00Z'),
        left_at: member.leftAt ?? null,
        paused_until: member.pausedUntil ?? null,
        pace: member.pace ?? 'any',
        quiet_from: member.quiet?.[0] ?? null,
        quiet_to: member.quiet?.[1] ?? null,
        time_zone: member.timeZone ?? null,
        direct: member.direct ?? true,
        area: member.area ?? null,
        interests: member.interests ?? [],
        profile: JSON.stringify(member.profile ?? {}),
        last_asked_at: member.lastAskedAt ?? null,
      })),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

const BENCHES = `key: benches
title: { en: Benches, es: Bancos }
why: { en: We buy ten., es: Compramos diez. }
owner: U0LEAD
outcomeBy: 2027-04-15
languages: [en, es]
audience: {}
schedule: { closesAfterDays: 5 }
questions:
  - key: where
    kind: choice
    ask: { en: Where should they stand?, es: ¿Dónde deben estar? }
    options:
      - { key: park, name: { en: The park, es: El parque } }
      - { key: quay, name: { en: The quay, es: El muelle } }
`

/** A small survey; `lines` take the place of those that begin in the same way. */
export function benches(place: Place, ...lines: readonly string[]): Survey {
  const text = lines.reduce((so, line) => {
    const name = line.slice(0, line.indexOf(':') + 1)
    return so.replace(new RegExp(`^${name}.*$`, 'm'), line)
  }, BENCHES)
  const { survey, problems } = readSurvey(text, place)
  if (!survey) throw new Error(problems.map(({ message }) => message).join(', '))
  return survey
}

export async function keepSurvey(db: Db, survey: Survey): Promise<void> {
  const by = { id: 'U0LEAD', name: 'Lea', at: new Date('2026-01-01T12:00Z') }
  await db.transaction().execute(trx => saveSurvey(trx, survey, new Map(), by))
}
