/**
 * The panel of simulated members as the page has it: how many, how fast, their survey, and whose phone is looked at.
 */
import { firstAllowed } from '../../src/core/panel/quiet.ts'
import type { Place } from '../../src/core/place.ts'
import type { Act } from '../acts.ts'
import { startCrowd } from '../panel/crowd.ts'
import type { PanelView } from '../panel-view.ts'
import { ActError } from '../server.ts'
import type { Worker } from '../worker.ts'
import type { Cast } from './cast.ts'

export interface SimulatedPanel {
  /** Undefined where the town has no panel. */
  readonly view: PanelView | undefined
  /** Whether somebody's phone is shown: a resident's, or the one member's that is looked at. */
  shows(person: string): boolean
  isMember(person: string): boolean
  /** @throws {ActError} */
  perform(act: Extract<Act, { readonly act: `panel.${string}` }>): Promise<void>
  close(): void
}

export interface SimulatedPanelOptions {
  readonly place: Place
  readonly cast: Cast
  readonly worker: () => Pick<Worker, 'view' | 'moveClock'>
  /** Launches the survey by Folkmoot's clock. */
  readonly launch: (now: Date) => Promise<void>
  readonly changed: () => void
}

export function openSimulatedPanel(options: SimulatedPanelOptions): SimulatedPanel {
  const { place, cast, worker, launch, changed } = options
  const { telegram, discord } = cast
  const crowd = startCrowd({ telegram, discord, languages: place.languages, changed })
  let watched: string | undefined
  const now = () => new Date(Date.now() + worker().view.aheadMs)
  const allowed = () => {
    const { panel, timeZone } = place
    return panel && firstAllowed(now(), { hours: panel.quietHours, blockedDates: panel.blockedDates, timeZone })
  }
  const mustRun = () => {
    if (worker().view.state !== 'ready') throw new ActError('Folkmoot does not run just now. Try again in a moment.')
  }
  return {
    get view() {
      if (!place.panel) return undefined
      const until = allowed()
      return { ...crowd.view, ...(until && until > now() && { quietUntil: until.toISOString() }) }
    },
    shows: person => !crowd.has(person) || person === watched,
    isMember: crowd.has,
    perform: async act => {
      if (!place.panel) throw new ActError('This town has no panel.')
      switch (act.act) {
        case 'panel.size':
          mustRun()
          return crowd.resize(act.size)
        case 'panel.pace':
          return crowd.hurry(act.pace)
        case 'panel.launch':
          mustRun()
          return launch(now())
        case 'panel.wake': {
          const ms = (allowed()?.getTime() ?? 0) - now().getTime()
          if (ms > 0) await worker().moveClock(ms)
          return
        }
        case 'panel.watch':
          watched = act.person
      }
    },
    close: crowd.close,
  }
}
