/**
 * Which choice a person meant: the one tapped, or the one whose label, synonym or number was typed.
 */
import { fold } from '../core/fold.ts'
import { matchChoice } from '../core/match-answer.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Ask, Option } from './step.ts'

/** The choices that are shown, in their order. */
function shownOptions(ask: Ask, navigation: readonly Option[]): readonly Option[] {
  return [...ask.choices.flat(), ...navigation]
}

export function hasOption(code: string, ask: Ask, navigation: readonly Option[]): boolean {
  return [...shownOptions(ask, navigation), ...(ask.typed ?? [])].some(option => option.code === code)
}

/** The code of the choice that was typed. What is shown goes before what is not, numbers count only what is shown. */
export function typedOption(text: RichText | undefined, ask: Ask, navigation: readonly Option[]): string | undefined {
  // No label is that long, and folding a long text costs.
  if (!text || text.text.length > 200) return undefined
  const own = ask.choices.flat()
  const isNumber = /^\d{1,3}(\s|$)/.test(fold(text.text))
  const others = navigation.filter(({ code }) => own.every(option => option.code !== code))
  const byLabel = isNumber ? [] : [...own, ...others]
  for (const options of [ask.numbered ? own : [], byLabel, isNumber ? [] : (ask.typed ?? [])]) {
    const index = options.length > 0 ? matchChoice(text.text, options) : undefined
    if (index !== undefined) return options[index]?.code
  }
  return undefined
}
