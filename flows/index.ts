/**
 * All dialogues, in the order of the menu. Old versions stay here, after the new one, until nobody is in them.
 */
import type { Flow } from '../src/conversation/flow.ts'
import { ask } from './ask.ts'
import { report } from './report.ts'

export const flows: readonly Flow[] = [report, ask]
