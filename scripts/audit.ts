/**
 * `npm run audit`: looks whether the record of all cases, or of one, is what was written. Exit code 1 where it is not.
 */
import { referenceOf } from '../src/core/case.ts'
import { StartError } from '../src/core/start-error.ts'
import { auditRecord, type Fault } from '../src/store/audit.ts'
import { caseNumber, readArguments, runTool } from './tool.ts'

const TELL_EVERY_MS = 2_000

const FAULTS: Readonly<Record<Fault, string>> = {
  changed: 'it is not what was written',
  unlinked: 'it does not follow the row before it: rows were taken out or put in',
  wordsChanged: 'its words are not what was written',
  wordsMissing: 'its words are gone, and not by erasing them',
  wordsAdded: 'it has words that were never written',
  cutOff: 'it is missing, with all that came after it',
  headWrong: 'the head of the chain says another end',
}

await runTool(async ({ db, place }) => {
  const { values, positionals } = readArguments(['case'], 'npm run audit [-- --case HB-1042]')
  if (positionals.length > 0)
    throw new StartError(`what is "${positionals[0]}"? usage: npm run audit [-- --case HB-1042]`)
  const caseId = values.case === undefined ? undefined : caseNumber(place, values.case)
  let toldAt = Date.now()
  const audit = await auditRecord(db, {
    ...(caseId !== undefined && { caseId }),
    onProgress({ cases, events }) {
      if (Date.now() - toldAt < TELL_EVERY_MS) return
      toldAt = Date.now()
      process.stderr.write(`${count(events, 'event')} of ${count(cases, 'case')} so far\n`)
    },
  })
  const { broken } = audit
  if (broken) {
    console.log(`✗ ${referenceOf(place.reference, broken.caseId)}, event ${broken.seq}: ${FAULTS[broken.what]}`)
    return 1
  }
  if (caseId !== undefined && audit.cases === 0)
    throw new StartError(`there is no case ${referenceOf(place.reference, caseId)}`)
  const erased = audit.erased > 0 ? `, words erased of ${audit.erased}` : ''
  console.log(`✓ ${count(audit.events, 'event')} of ${count(audit.cases, 'case')} are what was written${erased}`)
  return 0
})

function count(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
}
