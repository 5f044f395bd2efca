/**
 * What the app is subscribed to, gathered from those who take it. `manifest.yaml` asks for exactly this.
 */
import { DIRECTORY_EVENTS } from './directory.ts'
import { HOME_EVENTS } from './home.ts'
import { PARSED_EVENTS } from './parse.ts'

export const SUBSCRIPTIONS: ReadonlySet<string> = new Set([
  ...Object.values(PARSED_EVENTS).flat(),
  ...Object.values(DIRECTORY_EVENTS).flat(),
  ...Object.values(HOME_EVENTS).flat(),
])
