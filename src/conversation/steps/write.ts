/**
 * A question that is answered in words.
 */
import type { RichText } from '../../core/rich-text.ts'
import { shortenRich } from '../../core/shorten.ts'
import { answerOf, type Scene, type Step } from '../step.ts'

/** Texts under this key: `label`, `ask`, `hint`, `example`. */
export type WriteTexts = 'report.what' | 'report.remark' | 'ask.what'

/** UTF-16 units of an answer that a card shows. */
const SHOWN = 700

/**
 * @param limits  Characters (code points).
 * @param offered  Not asked, but offered on the card by this label, where this applies. Default: always asked.
 */
export function write(
  name: string,
  texts: WriteTexts,
  limits: { readonly least: number; readonly most: number },
  offered?: { readonly label: (scene: Scene) => string; readonly applies: (scene: Scene) => boolean },
): Step<RichText> {
  return {
    name,
    of: given => answerOf<RichText>(given, name),
    applies: scene => offered?.applies(scene) ?? true,
    optional: () => offered !== undefined,
    ...(offered && { offer: offered.label }),
    holds: isRichText,
    label: ({ say }) => say(`${texts}.label`).text,
    ask: ({ say }) => ({ text: say(`${texts}.ask`), choices: [] }),
    hint: ({ say }) => say(`${texts}.hint`),
    example: ({ say }) => say(`${texts}.example`),
    show: text => shortenRich(text, SHOWN),
    take({ text }, _option, { say }) {
      if (!text) return { kind: 'unclear' }
      const length = [...text.text].length
      if (length < limits.least) return { kind: 'unclear', hint: say('words.tooShort', { least: `${limits.least}` }) }
      if (length > limits.most) {
        return { kind: 'unclear', hint: say('words.tooLong', { length: `${length}`, most: `${limits.most}` }) }
      }
      return { kind: 'answer', value: text }
    },
  }
}

export function isRichText(value: unknown): value is RichText {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}
