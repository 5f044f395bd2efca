/**
 * Everything that Folkmoot needs, looked at one after the other, whether it runs or not. Writes nothing but an empty
 * file, for a moment.
 */
import { type Config, ConfigError } from '../config.ts'
import type { Log } from '../core/adapter.ts'
import type { Place } from '../core/place.ts'
import { PlaceError } from '../place/place-error.ts'
import { loadPlace } from '../place.ts'
import { examineDatabase } from './database.ts'
import { examineDiscord } from './discord.ts'
import { examineDisk } from './disk.ts'
import { type Finding, fine, warning, wrong } from './finding.ts'
import { examineSlack, type Scopes } from './slack.ts'
import { examineTelegram } from './telegram.ts'
import { examineWebhooks } from './webhook.ts'

/** @param scopes  Of the Slack app. @param read  The settings. */
export async function* examine(
  read: () => Config,
  scopes: Scopes,
  logOf: (config: Config) => Log,
): AsyncGenerator<Finding> {
  const config = readSettings(read)
  if ('problems' in config) {
    yield* config.problems.map(problem =>
      wrong(`settings: ${problem}`, 'mend it in .env; README.md lists all settings'),
    )
    return
  }
  yield fine('settings: they fit together')
  const { found, place } = await readPlace(config.placeFile)
  yield* found
  yield* await examineDisk(config.dataDir)
  yield* await examineDatabase(config, logOf(config))
  if (config.telegram) yield* await examineTelegram(config.telegram, config.publicUrl)
  if (config.discord) yield* await examineDiscord(config.discord, place)
  if (!config.telegram && !config.discord)
    yield warning('settings: residents have no way in', 'set a token of Telegram or Discord')
  if (config.slack) yield* await examineSlack(config.slack, place, scopes)
  else yield warning('settings: staff have no way in', 'set the tokens of Slack')
  yield* await examineWebhooks(config)
}

function readSettings(read: () => Config): Config | ConfigError {
  try {
    return read()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

async function readPlace(file: string): Promise<{ readonly found: readonly Finding[]; readonly place?: Place }> {
  try {
    return { found: [fine(`place: ${file} is right`)], place: await loadPlace(file) }
  } catch (error) {
    if (!(error instanceof PlaceError)) throw error
    return { found: error.problems.map(problem => wrong(`place: ${problem}`, `mend it in ${file}`)) }
  }
}
