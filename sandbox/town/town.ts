/**
 * The sandbox as its server sees it: the cast and the worker, viewed and acted upon.
 */
import type { Place } from '../../src/core/place.ts'
import type { Act } from '../acts.ts'
import { samples } from '../samples.ts'
import { ActError, type Sandbox } from '../server.ts'
import type { NetworkName } from '../view.ts'
import type { Worker } from '../worker.ts'
import { badDays, type DatabaseHandles } from './bad-days.ts'
import type { Cast } from './cast.ts'
import { type DiscordState, viewDiscord } from './discord-view.ts'
import { readHeldFile } from './files.ts'
import { performPeople } from './people.ts'
import { performDiscord } from './perform-discord.ts'
import { performSlack } from './perform-slack.ts'
import { performTelegram } from './perform-telegram.ts'
import { openSimulatedPanel } from './simulated-panel.ts'
import { viewSlack } from './slack-view.ts'
import { viewTelegram } from './telegram-view.ts'
import { watchTried } from './tried.ts'

export interface TownOptions extends DatabaseHandles {
  readonly place: Place
  readonly cast: Cast
  readonly dataDir: string
  /** Folkmoot's process, where there is one. */
  readonly worker: () => Pick<Worker, 'view' | 'kill' | 'moveClock'>
  /** Launches the survey for the simulated members. */
  readonly launchSample: (now: Date) => Promise<void>
}

export function openTown(options: TownOptions): Sandbox & { changed(): void; close(): void } {
  const { place, cast, dataDir, worker, ledger, line, launchSample } = options
  const listeners = new Set<() => void>()
  const tried = watchTried(place.reference)
  const discordState: DiscordState = { closed: new Set(), used: [] }
  const days = badDays(cast, discordState, { ledger, line })
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const panel = openSimulatedPanel({ place, cast, worker, launch: launchSample, changed })
  for (const network of ['telegram', 'discord', 'slack'] satisfies NetworkName[]) cast[network].onChange(changed)

  const perform = async (act: Act): Promise<void> => {
    if (isOf('telegram', act)) await performTelegram(cast, act)
    else if (isOf('discord', act)) await performDiscord(cast, discordState, act)
    else if (isOf('slack', act)) await performSlack(cast, act)
    else if (isOf('person', act)) performPeople(cast, act, panel)
    else if (isOf('panel', act)) await panel.perform(act)
    else if (act.act === 'kill') worker().kill()
    else if (act.act === 'moveClock') await worker().moveClock(act.ms)
    else await days.perform(act)
  }

  return {
    town: { name: place.name, languages: place.languages, areas: place.areas, samples, dataDir },
    view: () => {
      const networks = {
        telegram: viewTelegram(cast.telegram, panel.shows),
        discord: viewDiscord(cast.discord, discordState, panel.shows),
        slack: viewSlack(cast.slack, cast.staff, place),
      }
      const counts = ledger()?.view
      const simulated = panel.view
      return {
        worker: worker().view,
        faults: days.now,
        ...(counts && { ledger: counts }),
        atNetworks: cast.telegram.pending + cast.discord.gateway.waiting + cast.slack.waiting,
        tried: tried.observe(networks),
        ...(simulated && { panel: simulated }),
        ...networks,
      }
    },
    onChange: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    perform: async act => {
      try {
        await perform(act)
      } catch (error) {
        if (error instanceof ActError || !(error instanceof Error)) throw error
        // A stand-in refuses in words that say what cannot be done.
        throw new ActError(error.message, { cause: error })
      }
      changed()
    },
    file: path => readHeldFile(cast, path),
    changed,
    close: panel.close,
  }
}

function isOf<Room extends NetworkName | 'person' | 'panel'>(
  room: Room,
  act: Act,
): act is Extract<Act, { readonly act: `${Room}.${string}` }> {
  return act.act.startsWith(`${room}.`)
}
