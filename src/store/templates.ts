/**
 * Templates that staff saved. Nothing is ever changed: each change is a further version, with who made it and when.
 */
import { sql } from 'kysely'
import type { ReplyKind } from '../core/reply-kinds.ts'
import type { Colleague } from './case-work.ts'
import type { Db, Trx } from './database.ts'

export interface SavedTemplate {
  readonly id: string
  readonly name: string
  readonly kind: ReplyKind
  /** By language. */
  readonly texts: Readonly<Record<string, string>>
}

/** @param template.id  Absent for a new one. @param template.gone  True where nobody is to find it any more. */
export async function saveTemplate(
  trx: Trx,
  template: Omit<SavedTemplate, 'id'> & { readonly id?: string; readonly gone?: boolean },
  by: Colleague,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('template_versions')
    .values({
      template: template.id ?? sql<string>`nextval('template_numbers')`,
      name: template.name,
      kind: template.kind,
      texts: JSON.stringify(template.texts),
      gone: template.gone ?? false,
      by: by.id,
      by_name: by.name,
      at: now,
    })
    .execute()
}

/** Those that are not gone, by name. */
export async function savedTemplates(db: Db): Promise<readonly SavedTemplate[]> {
  const { rows } = await sql<SavedTemplate>`
    select id, name, kind, texts from (
      select distinct on (template) template as id, name, kind, texts, gone from template_versions
      order by template, template_versions.id desc) t
    where not gone order by lower(name), id::bigint`.execute(db)
  return rows
}
