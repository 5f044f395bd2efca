import { type Kysely, sql } from 'kysely'

/** How many answered each question, so that each is renewed in steps of its own; and whether a wave was counted at its end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table shown_results
    add column answered jsonb not null default '{}', add column is_final boolean not null default false`.execute(db)
  await sql`comment on column shown_results.answered is 'people by question, as of its counts'`.execute(db)
  await sql`comment on column shown_results.is_final is 'the wave is over: it is counted no more'`.execute(db)
  // Of several choices these are more than there are people: so a step is rather too large than too small.
  await sql`update shown_results set answered = coalesce((
    select jsonb_object_agg(q.key, (select sum(o.value::integer) from jsonb_each_text(q.value) o))
    from jsonb_each(counts) q), '{}')`.execute(db)
}
