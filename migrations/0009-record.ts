import { type Kysely, sql } from 'kysely'

/**
 * The record can only grow: each case has its own chain, every event holds the hash of the one before it, and what
 * people said lies apart, known to the chain by a salted digest, so that it may be erased and the chain still holds.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await makeTables(db)
  await makeFunctions(db)
  await takeWordsOut(db)
  await chainWhatIsThere(db)
  await close(db)
}

async function makeTables(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_event_words (
      event_id bigint primary key references case_events,
      salt uuid,
      words jsonb,
      erased_at timestamptz,
      constraint case_event_words_erased_check check (
        (salt is null) = (words is null) and (words is null) = (erased_at is not null))
    )`.execute(db)
  await sql`
    create table case_heads (
      case_id bigint primary key,
      seq integer not null,
      hash bytea not null
    )`.execute(db)
  await sql`comment on table case_heads is 'the end of each case''s chain, so that a chain that was cut short is noticed'`.execute(
    db,
  )
  await sql`
    alter table case_events
      add column seq integer,
      add column words_digest bytea,
      add column prev_hash bytea,
      add column hash bytea,
      add constraint case_events_one_line_check check (position(chr(10) in actor || kind) = 0)`.execute(db)
}

/** `src/store/record-chain.ts` computes the same. Changing either is a new version of the form, in its first line. */
async function makeFunctions(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function case_words_digest(salt uuid, words jsonb) returns bytea language sql immutable as $$
      select sha256(convert_to(salt::text || ' ' || words::text, 'UTF8'))
    $$`.execute(db)
  await sql`
    create function case_event_hash(e case_events) returns bytea language sql stable as $$
      select sha256(convert_to(concat_ws(chr(10), 'folkmoot record 1', e.case_id::text, e.seq::text,
        to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.kind,
        encode(sha256(convert_to(e.detail::text, 'UTF8')), 'hex'), coalesce(encode(e.words_digest, 'hex'), '-'),
        encode(e.prev_hash, 'hex')), 'UTF8'))
    $$`.execute(db)
  // The lock on the head keeps two writers of one case one behind the other: a chain cannot fork. Of two who write the
  // first event at once, one finds the head of the other in its second round.
  await sql`
    create function chain_case_event() returns trigger language plpgsql as $$
    begin
      loop
        select h.seq + 1, h.hash into new.seq, new.prev_hash from case_heads h where h.case_id = new.case_id for update;
        if found then
          new.hash := case_event_hash(new);
          update case_heads set seq = new.seq, hash = new.hash where case_id = new.case_id;
          return new;
        end if;
        new.seq := 1;
        new.prev_hash := sha256('');
        new.hash := case_event_hash(new);
        insert into case_heads (case_id, seq, hash) values (new.case_id, 1, new.hash) on conflict do nothing;
        if found then
          return new;
        end if;
      end loop;
    end $$`.execute(db)
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% only grows: % refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
    end $$`.execute(db)
  await sql`
    create function refuse_all_but_erasing() returns trigger language plpgsql as $$
    begin
      if new.event_id <> old.event_id or new.words is not null or old.words is null then
        raise exception 'words on record can only be erased' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$`.execute(db)
}

/** Until now words stood in `detail`. */
async function takeWordsOut(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into case_event_words (event_id, salt, words)
    select id, gen_random_uuid(), case kind when 'residentWrote' then detail
      else jsonb_build_object('text', jsonb_build_object('text', detail->>'words', 'spans', '[]'::jsonb)) end
    from case_events
    where kind = 'residentWrote' or (kind = 'statusChanged' and detail->>'words' <> '')`.execute(db)
  await sql`
    update case_events e set
      detail = case kind when 'residentWrote' then '{}' else detail - 'words' end,
      words_digest = (select case_words_digest(w.salt, w.words) from case_event_words w where w.event_id = e.id)
    where kind in ('residentWrote', 'statusChanged')`.execute(db)
}

async function chainWhatIsThere(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$
    declare
      e case_events;
      head case_events;
    begin
      for e in select * from case_events order by case_id, id loop
        e.seq := case when head.case_id = e.case_id then head.seq + 1 else 1 end;
        e.prev_hash := case when head.case_id = e.case_id then head.hash else sha256('') end;
        e.hash := case_event_hash(e);
        update case_events set seq = e.seq, prev_hash = e.prev_hash, hash = e.hash where id = e.id;
        head := e;
      end loop;
    end $$`.execute(db)
  await sql`
    insert into case_heads (case_id, seq, hash)
    select distinct on (case_id) case_id, seq, hash from case_events order by case_id, seq desc`.execute(db)
}

async function close(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table case_events
      alter column seq set not null,
      alter column prev_hash set not null,
      alter column hash set not null,
      add constraint case_events_chain unique (case_id, seq)`.execute(db)
  await sql`drop index case_events_case`.execute(db)
  await sql`
    create trigger chain before insert on case_events for each row execute function chain_case_event()`.execute(db)
  for (const table of ['case_events', 'case_event_words', 'case_heads']) {
    const refused = table === 'case_events' ? 'update or delete or truncate' : 'delete or truncate'
    await sql`create trigger only_grows before ${sql.raw(refused)} on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(db)
  }
  await sql`
    create trigger only_erasing before update on case_event_words
      for each row execute function refuse_all_but_erasing()`.execute(db)
}
