/**
 * What people who came to the end see of the others: how many chose what.
 *
 * Two of these a moment apart must not tell what the few between them answered, so that the next step is only taken once
 * enough people came to the end since; until then everybody sees the same. The same holds for each question: what it tells
 * only changes once enough more answered it. At the end it is counted a last time, by the same rule.
 */
import { sql } from 'kysely'
import { FEWEST, mayShowAnew } from '../../core/panel/suppress.ts'
import type { Alike } from '../../core/panel/tables.ts'
import type { Trx } from '../database.ts'
import { countAnswers } from './count-answers.ts'

type ByQuestion<T> = Readonly<Record<string, T>>

export interface ShownResults {
  /** Who came to the end. */
  readonly people: number
  /** How many chose an option, by the key of the question and that of the option; nothing of a question that few answered. */
  readonly counts: ByQuestion<Readonly<Record<string, number>>>
  /** How many answered a question when that was counted. */
  readonly answered: ByQuestion<number>
}

interface Standing extends ShownResults {
  readonly at: Date
  readonly isFinal: boolean
  readonly tabled: number
}

/** What was shown last, and what became of it now. */
export interface ResultsStep {
  /** Undefined as long as too few came to the end. */
  readonly shown: ShownResults | undefined
  /** There where a step was taken: what it was taken from. */
  readonly taken?: {
    readonly alike: readonly Alike[]
    /** Keys of questions that it told anew. */
    readonly renewed: readonly string[]
    /** How many there were when tables were last made. */
    readonly tabled: number
    /** The wave is over: this was the last one. */
    readonly isLast: boolean
  }
}

const LEAST_AGE_MS = 10_000
/** Who comes to the end waits for what is counted: only where the job that counts has not for so long. */
const LEAST_AGE_IN_TURNS_MS = 60_000

/**
 * Counts anew where it may. The job does so by what people are, too, and takes the last step once a wave is over.
 *
 * @param questions  Keys of those that are answered by choosing, or by a number: the same for all who look.
 */
export async function takeStep(
  trx: Trx,
  waveId: string,
  questions: readonly string[],
  { now, by }: { readonly now: Date; readonly by: 'job' | 'turn' },
): Promise<ResultsStep> {
  const wave = await trx
    .selectFrom('waves')
    .select(['closed_at', 'key_destroyed_at'])
    .where('id', '=', waveId)
    .executeTakeFirstOrThrow()
  const before = await standingOf(trx, waveId)
  const shown = before && { people: before.people, counts: before.counts, answered: before.answered }
  const isLast = wave.closed_at !== null
  // Once the key is gone, what lies beside answers is coarser than it was.
  if (before?.isFinal || wave.key_destroyed_at !== null || (isLast && by === 'turn')) return { shown }
  // Counting a million takes seconds: the larger a wave is, the less often. Nothing comes after the end.
  const restsMs = (by === 'job' ? LEAST_AGE_MS : LEAST_AGE_IN_TURNS_MS) + (before?.people ?? 0)
  if (!isLast && before && now.getTime() - before.at.getTime() < restsMs) return { shown }
  if (!(await moreThan(trx, waveId, (before?.people ?? 0) + FEWEST))) {
    if (before && isLast)
      await trx.updateTable('shown_results').set({ is_final: true }).where('wave_id', '=', waveId).execute()
    return { shown }
  }
  const alike = await countAnswers(trx, waveId, questions, by === 'job' ? 'cells' : 'everybody')
  const counted = wholeOf(alike)
  const renewed = questions.filter(key => mayShowAnew(counted.answered[key] ?? 0, before?.answered[key]))
  const next = mixed(shown, counted, renewed)
  if (!(await keepStep(trx, waveId, next, now, isLast))) return { shown }
  return { shown: next, taken: { alike, renewed, tabled: before?.tabled ?? 0, isLast } }
}

async function standingOf(trx: Trx, waveId: string): Promise<Standing | undefined> {
  return trx
    .selectFrom('shown_results')
    .select(['people', 'counts', 'answered', 'at', 'is_final as isFinal', 'tabled'])
    .where('wave_id', '=', waveId)
    .executeTakeFirst()
}

/** True where at least so many came to the end. */
async function moreThan(trx: Trx, waveId: string, people: number): Promise<boolean> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::integer as people from (
      select 1 from responses where wave_id = ${waveId} and finished limit ${people}) r`.execute(trx)
  return (rows[0]?.people ?? 0) >= people
}

/** False where somebody else took a step meanwhile. */
async function keepStep(trx: Trx, waveId: string, shown: ShownResults, now: Date, isLast: boolean): Promise<boolean> {
  const { rows } = await sql`
    insert into shown_results as s (wave_id, people, counts, answered, at, is_final)
    values (${waveId}, ${shown.people}, ${JSON.stringify(shown.counts)}::jsonb, ${JSON.stringify(shown.answered)}::jsonb,
      ${now}, ${isLast})
    on conflict (wave_id) do update set people = excluded.people, counts = excluded.counts,
      answered = excluded.answered, at = excluded.at, is_final = excluded.is_final
    where excluded.people >= s.people + ${FEWEST}
    returning wave_id`.execute(trx)
  return rows.length > 0
}

/** Notes that tables were made as of these people. */
export async function noteTabled(trx: Trx, waveId: string, people: number): Promise<void> {
  await trx.updateTable('shown_results').set({ tabled: people }).where('wave_id', '=', waveId).execute()
}

/** A question that fewer than `FEWEST` people answered is left out: of several choices, few people make many counts. */
function wholeOf(alike: readonly Alike[]): ShownResults {
  const sums = new Map<string, Map<string, number>>()
  for (const { question, option, people } of alike) {
    const of = sums.get(question) ?? new Map<string, number>()
    sums.set(question, of.set(option, (of.get(option) ?? 0) + people))
  }
  const enough = [...sums].filter(([question, of]) => question !== '' && (of.get('') ?? 0) >= FEWEST)
  return {
    people: sums.get('')?.get('') ?? 0,
    answered: Object.fromEntries(enough.map(([question, of]) => [question, of.get('') ?? 0])),
    counts: Object.fromEntries(
      enough.map(([question, of]) => [question, Object.fromEntries([...of].filter(([option]) => option !== ''))]),
    ),
  }
}

/** What is told of a question that few more answered, or fewer, stays as it was. */
function mixed(before: ShownResults | undefined, now: ShownResults, renewed: readonly string[]): ShownResults {
  const fresh = (of: ByQuestion<unknown>) => renewed.map(key => [key, of[key]])
  return {
    people: now.people,
    counts: { ...before?.counts, ...Object.fromEntries(fresh(now.counts)) },
    answered: { ...before?.answered, ...Object.fromEntries(fresh(now.answered)) },
  }
}
