/**
 * Discord's rules for a form, and what one brings when it is sent.
 *
 * https://docs.discord.com/developers/components/reference#label
 */
import { ComponentType } from 'discord.js'
import { branch, isRecord, leaf, lengths } from './form.ts'
import { type FormErrors, invalidForm } from './refusals.ts'
import type { OpenForm } from './world.ts'

const MOST_FIELDS = 5

/** Of the fields that there are, those of text alone. @throws {Refusal} 50035 */
export function checkModal(data: Readonly<Record<string, unknown>>): void {
  const wrong = lengths(data, { custom_id: [1, 100], title: [1, 45] })
  if (wrong) throw invalidForm(wrong)
  const { components } = data
  if (!Array.isArray(components) || components.length < 1 || components.length > MOST_FIELDS)
    throw invalidForm({ components: leaf('BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.') })
  const wrongFields = branch(components, checkLabel)
  if (wrongFields) throw invalidForm({ components: wrongFields })
}

function checkLabel(label: unknown): FormErrors | undefined {
  if (!isRecord(label) || label.type !== ComponentType.Label || !isRecord(label.component))
    return { type: leaf('UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).') }
  const { component } = label
  if (component.type !== ComponentType.TextInput || ![1, 2].includes(Number(component.style)))
    return { component: leaf('BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.') }
  const { max_length: most } = component
  if (most !== undefined && !(Number(most) >= 1 && Number(most) <= 4000))
    return { component: leaf('NUMBER_TYPE_MAX', 'int value should be less than or equal to 4000.') }
  const wrong = lengths(component, { custom_id: [1, 100] })
  return wrong ? { component: wrong } : lengths(label, { label: [1, 45] })
}

/** The title of a form, as its person sees it. */
export function titleOf({ data }: OpenForm): string {
  return String(data.title)
}

/** The data of the interaction that a form sends, with these words in each of its fields. */
export function filledIn({ data }: OpenForm, words: string) {
  const labels = Array.isArray(data.components) ? data.components.filter(isRecord) : []
  const components = labels.map(({ component }, n) => ({
    type: ComponentType.Label,
    id: 2 * n + 1,
    component: {
      type: ComponentType.TextInput,
      id: 2 * n + 2,
      custom_id: isRecord(component) ? component.custom_id : '',
      value: words,
    },
  }))
  return { custom_id: data.custom_id, components }
}
