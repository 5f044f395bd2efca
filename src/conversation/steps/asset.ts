/**
 * The number on a lamp post or a bin. Nobody is asked for it: a link brings it, and it can be changed on the card.
 */
import { plain } from '../../core/rich-text.ts'
import { answerOf, type Step } from '../step.ts'

/** UTF-16 units. */
const MOST = 60

export function asset(name: string): Step<string> {
  return {
    name,
    of: given => answerOf<string>(given, name),
    applies: ({ given }) => answerOf(given, name) !== undefined,
    optional: () => true,
    holds: value => typeof value === 'string',
    label: ({ say }) => say('report.asset.label').text,
    ask: ({ say }) => ({ text: say('report.asset.ask'), choices: [] }),
    hint: ({ say }) => say('report.asset.hint'),
    example: ({ say }) => say('report.asset.example'),
    show: value => plain(value),
    take({ text }) {
      const value = text?.text.split('\n')[0]?.trim()
      return value && value.length <= MOST ? { kind: 'answer', value } : { kind: 'unclear' }
    },
  }
}
