/**
 * What one can choose of a queue.
 */
import { statusName } from '../actions/case-card.ts'
import { inLanguage, speakToStaff } from '../actions/context.ts'
import type { FormOption } from '../core/desk-views.ts'
import type { Place } from '../core/place.ts'
import type { HomeChoice, HomeItem } from '../core/staff-home.ts'
import { ANY, CLEAR, type HomeState, MOST_SOUGHT, NOBODY, OPEN_STATUSES } from './home-state.ts'
import type { Onlooker } from './onlooker.ts'

/** Options of one menu. */
const MOST = 100

export interface Choosing {
  readonly place: Place
  readonly onlooker: Onlooker
  readonly state: HomeState
  /** Who has open cases. */
  readonly assignees: readonly { readonly id: string; readonly name: string }[]
}

export function homeChoices({ place, onlooker, state, assignees }: Choosing): readonly HomeItem[] {
  const say = speakToStaff(place)
  const language = place.languages[0]
  const departments = [...place.departments.values()].filter(
    ({ key }) => onlooker.seen === 'all' || onlooker.seen.includes(key),
  )
  const choice = choiceIn(state)
  const first = [
    ...(departments.length > 1
      ? [
          choice(
            'department',
            say('find.anyDepartment').text,
            departments.map(({ key, name }) => option(key, inLanguage(place, name, language))),
          ),
        ]
      : []),
    choice(
      'status',
      say('find.anyStatus').text,
      OPEN_STATUSES.map(status => option(status, statusName(place, { kind: 'report', status, reason: null }))),
    ),
    choice('assignee', say('find.anybody').text, [
      option(NOBODY, say('find.nobody').text),
      ...assignees.map(({ id, name }) => option(id, name || id)),
    ]),
    choice('due', say('find.anyDue').text, [option('overdue', say('find.onlyOverdue').text)]),
  ]
  const second = [
    choice(
      'category',
      say('find.anyCategory').text,
      [...place.categories.values()].map(({ key, name }) => option(key, inLanguage(place, name, language))),
    ),
    ...(place.areas.length > 0
      ? [
          choice(
            'area',
            say('find.anyArea').text,
            place.areas.map(({ name }) => option(name, name)),
          ),
        ]
      : []),
  ]
  const words = {
    kind: 'words',
    key: `words~${state.edition}`,
    label: say('find.words').text,
    given: state.chosen.words ?? '',
    most: MOST_SOUGHT,
  } as const
  const clear = { action: CLEAR, value: '', label: say('find.clear').text }
  return [
    { kind: 'choices', key: `first~${state.edition}`, choices: first },
    { kind: 'choices', key: `second~${state.edition}`, choices: second },
    words,
    ...(Object.keys(state.chosen).length > 0 ? [{ kind: 'buttons' as const, buttons: [clear] }] : []),
  ]
}

function choiceIn({ chosen }: HomeState) {
  return (key: string, any: string, options: readonly FormOption[]): HomeChoice => {
    const all = [option(ANY, any), ...options].slice(0, MOST)
    const given = all.find(one => one.value === chosen[key]) ? chosen[key]! : ANY
    return { key, options: all, given }
  }
}

function option(value: string, label: string): FormOption {
  return { value, label }
}
