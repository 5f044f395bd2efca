/**
 * The town as its place file says now. The file is looked at every second, and taken up without a restart.
 *
 * Looked at rather than watched: editors put another file in its place, and a mounted config map is a link that comes to
 * point elsewhere; the file's own figures tell both. What is still being written is left alone until it rests. A wrong file
 * changes nothing: the town before stays. Each process takes the file up by itself.
 *
 * Whoever outlives a turn holds the function that gives the place, and asks it once for each turn or act.
 */
import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from './core/adapter.ts'
import type { Place } from './core/place.ts'
import { PlaceError } from './place/place-error.ts'
import { filesOf, loadPlace, versionOf } from './place.ts'

const EVERY_MS = 1_000

export interface CurrentPlace {
  readonly place: () => Place
  /** Which text of the place file and its areas is in force: the beginning of a SHA-256. */
  readonly version: () => string
  /** What is wrong with the file as it lies there now, a line each; empty where it is the one in force. */
  readonly problems: () => readonly string[]
  /** Looks at the file until it is stopped. Where a hearer fails, the same news is told again. */
  watch(hearers: PlaceHearers, log: Log): PlaceWatch
}

export interface PlaceWatch {
  /** Ends at once, or with what is being taken up. */
  stop(): Promise<void>
}

export interface PlaceHearers {
  /** At the start, and where another place is in force, or a wrong file was put right. */
  readonly taken: (version: string) => Promise<void>
  /** A wrong file lies there. `problems` has one line each. */
  readonly refused: (problems: readonly string[], version: string) => Promise<void>
}

/** @throws {PlaceError} where the file is wrong at the start: there is no place before it. */
export async function openPlace(file: string): Promise<CurrentPlace> {
  let version = await versionOf(file)
  let place = await loadPlace(file)
  let problems: readonly string[] = []
  /** The version that was told last. */
  let told = version
  let files = await filesOf(file)
  let settled = await figuresOf(files)
  let before = settled

  const take = async (log: Log, hearers: PlaceHearers): Promise<void> => {
    const found = await versionOf(file)
    if (found === told) return
    const read = await loadPlace(file).catch((error: unknown) => {
      if (error instanceof PlaceError) return error
      throw error
    })
    if (read instanceof PlaceError) {
      problems = read.problems
      log.error(
        { problems, version: found, inForce: version },
        'the place file is wrong: the one before stays in force',
      )
      await hearers.refused(problems, found)
    } else {
      problems = []
      if (found !== version) {
        place = read
        version = found
        log.info({ version }, 'the place file was taken up')
      }
      await hearers.taken(version)
    }
    told = found
  }

  const look = async (log: Log, hearers: PlaceHearers): Promise<void> => {
    const figures = await figuresOf(files)
    const rests = figures === before
    before = figures
    if (!rests || figures === settled) return
    files = await filesOf(file)
    // Taken before the files are read: what is written meanwhile is seen the next time.
    const reading = await figuresOf(files)
    await take(log, hearers)
    settled = reading
    before = reading
  }

  return {
    place: () => place,
    version: () => version,
    problems: () => problems,
    watch(hearers, log) {
      const stopping = new AbortController()
      const { signal } = stopping
      let started = false
      const hear = async () => {
        if (!started) await hearers.taken(version)
        started = true
        await look(log, hearers)
      }
      const untilStopped = async () => {
        while (!signal.aborted) {
          await wait(EVERY_MS, undefined, { signal }).catch(() => undefined)
          if (signal.aborted) return
          await hear().catch(error => log.warn({ err: error }, 'taking up the place file failed, trying again'))
        }
      }
      const watching = untilStopped()
      return {
        async stop() {
          stopping.abort()
          await watching
        },
      }
    },
  }
}

/**
 * Makes something out of the place, once for each place.
 *
 * @returns What was made of the one that is in force when it is called.
 */
export function madeOf<T>(place: () => Place, make: (place: Place) => T): () => T {
  let of = place()
  let made = make(of)
  return () => {
    if (of === place()) return made
    of = place()
    made = make(of)
    return made
  }
}

/** What tells one state of the files from another without reading them. */
async function figuresOf(files: readonly string[]): Promise<string> {
  const figures = files.map(async file => {
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true })
      return [file, dev, ino, size, mtimeNs, ctimeNs].join(' ')
    } catch (error) {
      return `${file} ${(error as NodeJS.ErrnoException).code}`
    }
  })
  return (await Promise.all(figures)).join('\n')
}
