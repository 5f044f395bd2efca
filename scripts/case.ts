/**
 * `npm run case -- HB-1042 --export DIR`: writes a case whole, for a public-records request.
 */
import { join, resolve } from 'node:path'
import { referenceOf } from '../src/core/case.ts'
import { StartError } from '../src/core/start-error.ts'
import { caseFile } from '../src/export/case-file.ts'
import { writeCase } from '../src/export/write-case.ts'
import { createMediaStore } from '../src/media/store.ts'
import { caseNumber, readArguments, runTool } from './tool.ts'

const USAGE = 'npm run case -- HB-1042 --export DIR'

await runTool(async ({ config, place, db }) => {
  const { values, positionals } = readArguments(['export'], USAGE)
  const [named] = positionals
  if (named === undefined || positionals.length > 1 || !values.export) throw new StartError(`usage: ${USAGE}`)
  const caseId = caseNumber(place, named)
  const filed = await caseFile(db, place, caseId, new Date())
  if (!filed) throw new StartError(`there is no case ${referenceOf(place.reference, caseId)}`)
  const folder = resolve(values.export)
  const media = createMediaStore(join(config.dataDir, 'media'))
  const lost = await writeCase(place, filed, folder, media.open)
  for (const name of lost) console.error(`! the file "${name}" is not kept any more, or is not what it was`)
  if (!filed.record.holds) console.error('✗ the record of this case is not what was written; see npm run audit')
  console.log(`✓ ${filed.reference} is in ${folder}: open index.html`)
  return filed.record.holds ? 0 : 1
})
