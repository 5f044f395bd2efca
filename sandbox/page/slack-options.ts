/** The options of menus, radio buttons and checkboxes. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
import { array, object, string } from './json.ts'

export type Choice = { readonly value: string; readonly label: string; readonly note?: string }
export type Group = readonly [label: string, choices: readonly Choice[]]

export function optionsOf(raw: Readonly<Record<string, unknown>>): Choice[] {
  return optionGroups(raw).flatMap(([, list]) => list)
}

export function optionGroups(raw: Readonly<Record<string, unknown>>): Group[] {
  if (raw.options) return [['', array(raw.options).map(choiceOf)]]
  return array(raw.option_groups).map(group => {
    const { label, options } = object(group)
    return [textOf(label), array(options).map(choiceOf)]
  })
}

export function choiceOf(raw: unknown): Choice {
  const { value, text, description } = object(raw)
  return { value: string(value), label: textOf(text), ...(description ? { note: textOf(description) } : {}) }
}

export function codeOf(raw: unknown): string {
  return string(object(raw).value)
}

export function named(list: readonly { readonly id: string; readonly name: string }[]): Choice[] {
  return list.map(({ id, name }) => ({ value: id, label: name }))
}

export function textOf(raw: unknown): string {
  return string(object(raw).text)
}
