/**
 * Choices → buttons and selects.
 *
 * Five rows of five buttons; beyond 25 choices one to five selects of 25 options; what is left over is told in words.
 * https://docs.discord.com/developers/components/reference
 */
import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import type { Choice } from '../../src/core/outbound.ts'

/** What the id of a button begins with that opens a field to write in. */
export const WRITE = 'write:'

type Row = APIActionRowComponent<APIComponentInMessageActionRow>

const ROWS = 5
const BUTTONS_IN_ROW = 5
const OPTIONS = 25

export interface Components {
  readonly rows: readonly Row[]
  /** Choices that found no place. */
  readonly unplaced: readonly Choice[]
}

export function toComponents(choices: readonly (readonly Choice[])[]): Components {
  const all = choices.flat()
  const asMeant = choices.flatMap(row => chunks(row, BUTTONS_IN_ROW))
  if (asMeant.length <= ROWS) return { rows: asMeant.map(row => rowOf(row.map(toButton))), unplaced: [] }
  if (all.length <= ROWS * BUTTONS_IN_ROW)
    return { rows: chunks(all, BUTTONS_IN_ROW).map(row => rowOf(row.map(toButton))), unplaced: [] }
  const groups = chunks(all, OPTIONS)
  const shown = groups.slice(0, ROWS)
  return {
    rows: shown.map((group, index) => rowOf([toSelect(group, index, shown.length)])),
    unplaced: groups.slice(ROWS).flat(),
  }
}

/** What can be tapped or chosen, row by row. */
export function labelsOf(rows: readonly Row[]): readonly (readonly string[])[] {
  return rows.map(({ components }) =>
    components.flatMap(one => {
      if (one.type === ComponentType.StringSelect) return one.options.map(({ label }) => label)
      return 'label' in one && one.label !== undefined ? [one.label] : []
    }),
  )
}

function rowOf(components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components }
}

function toButton(choice: Choice): APIButtonComponentWithCustomId {
  const custom_id = choice.writes ? `${WRITE}${choice.token}` : choice.token
  return { type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id, label: choice.label }
}

/** With a single select Discord's own placeholder is in the reader's language; several tell what lies in each. */
function toSelect(group: readonly Choice[], index: number, of: number): APIStringSelectComponent {
  const range = `${group.at(0)?.label.slice(0, 70)} – ${group.at(-1)?.label.slice(0, 70)}`
  return {
    type: ComponentType.StringSelect,
    custom_id: `choices-${index}`,
    ...(of > 1 ? { placeholder: range } : {}),
    options: group.map(({ token, label }) => ({ label, value: token })),
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const cut: T[][] = []
  for (let start = 0; start < items.length; start += size) cut.push(items.slice(start, start + size))
  return cut
}
