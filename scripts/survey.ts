/**
 * `npm run survey`: surveys in files. `check FILE…` tells what is wrong with them, line by line, and changes nothing;
 * `import FILE` keeps one as the newest version of its key, to be launched in Slack; `export KEY` writes its answers as CSV;
 * `hold` holds what would go out once more after a restore.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { exportSurvey } from '../src/actions/panel/export-survey.ts'
import { holdRestored } from '../src/actions/panel/hold-restored.ts'
import type { StoredFile } from '../src/core/files.ts'
import { type Survey, secondsOf } from '../src/core/panel/survey.ts'
import type { Place } from '../src/core/place.ts'
import { StartError } from '../src/core/start-error.ts'
import { createMediaStore, type MediaStore } from '../src/media/store.ts'
import { takeFile } from '../src/media/take-file.ts'
import { PlaceError } from '../src/place/place-error.ts'
import { loadPlace } from '../src/place.ts'
import type { Colleague } from '../src/store/case-work.ts'
import { settleDraft, takeWorkingCopy } from '../src/store/panel/drafts.ts'
import { recordExport } from '../src/store/panel/survey-events.ts'
import { COMMAND_LINE, saveSurvey } from '../src/store/panel/surveys.ts'
import { picturesOf, readSurveyFile } from './read-survey-file.ts'
import { readArguments, runTool, type Tool } from './tool.ts'

const USAGE =
  'usage: npm run survey -- check FILE…\n       npm run survey -- import FILE\n       npm run survey -- export KEY [--out DIR]\n       npm run survey -- hold'

const [command, ...files] = process.argv.slice(2)
if (command === 'check' && files.length > 0) await check(files)
else if (command === 'import' && files.length === 1) await runTool(tool => importSurvey(tool, files[0] ?? ''))
else if (command === 'export' && files.length > 0) await runTool(writeExport)
else if (command === 'hold' && files.length === 0) await runTool(hold)
else {
  console.error(USAGE)
  process.exitCode = 2
}

async function check(surveys: readonly string[]): Promise<void> {
  try {
    const place = await loadPlace(process.env.PLACE_FILE ?? 'example/place.yaml')
    for (const file of surveys) if (!(await isRight(file, place))) process.exitCode = 1
  } catch (error) {
    if (!(error instanceof PlaceError || error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}

async function isRight(file: string, place: Place): Promise<boolean> {
  const survey = await readSurveyFile(file, place)
  if (!survey) return false
  const { questions, languages } = survey
  const asked = `${questions.length} ${questions.length === 1 ? 'question' : 'questions'}`
  console.log(`✓ ${file}: ${asked}, about ${secondsOf(survey)} s, ${languages.join(', ')}`)
  return true
}

/** @returns The exit code. */
async function importSurvey({ config, place, db }: Tool, file: string): Promise<number> {
  const survey = await readSurveyFile(file, place)
  if (!survey) return 1
  const pictures = await storedPictures(survey, file, createMediaStore(join(config.dataDir, 'media')))
  const by = { ...atTheServer(), at: new Date() }
  const { version, isNew, replaced } = await db.transaction().execute(async trx => {
    const before = await takeWorkingCopy(trx, survey.key)
    const saved = await saveSurvey(trx, survey, pictures, by)
    if (!saved.isNew || !before?.isChanged) return { ...saved, replaced: undefined }
    await settleDraft(trx, survey.key)
    return { ...saved, replaced: before.by.name }
  })
  console.log(
    isNew
      ? `✓ ${survey.key} is kept as version ${version}: launch it in Slack`
      : `✓ ${survey.key} is what version ${version} is: nothing to keep`,
  )
  if (replaced !== undefined)
    console.log(`  it takes the place of what ${replaced} had changed in Slack and nobody launched yet`)
  return 0
}

/** Of every wave that is over. @returns The exit code. */
async function writeExport({ db, place }: Tool): Promise<number> {
  const { positionals, values } = readArguments(['out'], USAGE)
  const [, key = '', ...more] = positionals
  if (key === '' || more.length > 0) throw new StartError(USAGE)
  const folder = values.out ?? '.'
  const now = new Date()
  const files = await exportSurvey(db, key, { place, now }, (name, text) => writePart(folder, name, text))
  if (files.length === 0) {
    console.error(`nothing to export of ${key}: no wave of it is over that ten people answered to the end`)
    return 1
  }
  // On record before anybody can read them.
  await db.transaction().execute(trx => recordExport(trx, key, files.length, { by: atTheServer(), at: now }))
  for (const path of files) {
    await rename(partOf(path), path)
    console.log(`✓ ${path}`)
  }
  return 0
}

/** @returns The exit code. */
async function hold({ db, place }: Tool): Promise<number> {
  const context = { place, now: new Date() }
  const { waves, surveys, outcomes } = await db.transaction().execute(trx => holdRestored(trx, atTheServer(), context))
  console.log(`✓ ${waves} ${waves === 1 ? 'wave is' : 'waves are'} paused: let them go on or stop them in Slack`)
  for (const { key, next } of surveys)
    console.log(
      next
        ? `✓ ${key}: a wave was due and is left out, the next is made at ${next.toISOString()}`
        : `✓ ${key}: it was due and does not go out; if it did not, give it a later time in Slack and launch it`,
    )
  for (const key of outcomes)
    console.log(`✓ ${key}: what came of it is told to nobody else; write it anew in Slack if it did not go out`)
  return 0
}

/** Under another name until all of them are whole. @returns Where it is to stand. */
async function writePart(folder: string, name: string, text: AsyncIterable<string>): Promise<string> {
  const path = join(folder, name)
  await mkdir(folder, { recursive: true })
  await writeFile(partOf(path), text)
  return path
}

function partOf(path: string): string {
  return `${path}.part`
}

/** Whoever runs this, by their name on the server. */
function atTheServer(): Colleague {
  return { id: COMMAND_LINE, name: userInfo().username }
}

async function storedPictures(
  survey: Survey,
  file: string,
  store: MediaStore,
): Promise<ReadonlyMap<string, StoredFile>> {
  const stored = new Map<string, StoredFile>()
  for (const { picture, path } of picturesOf(survey, file)) {
    const { signal } = new AbortController()
    const taken = await takeFile({ fetch: () => readFile(path), policy: 'any', store, name: picture, signal })
    if (!taken.kept || !taken.file.mediaType.startsWith('image/'))
      throw new StartError(`cannot use ${picture}: it is no picture that can be read, or larger than 20 MB`)
    stored.set(picture, taken.file)
  }
  return stored
}
