/**
 * What every action is given beside the database: the town, and the time.
 */
import { type Speak, speak } from '../../locales/index.ts'
import { referenceOf } from '../core/case.ts'
import type { Department, PerLanguage, Place } from '../core/place.ts'

export interface ActionContext {
  readonly place: Place
  readonly now: Date
}

/** The voice in which staff are spoken to: the place's first language. */
export function speakToStaff(place: Place): Speak {
  return speak(place.languages[0])
}

export function inLanguage<T>(place: Place, values: PerLanguage<T>, language: string): T {
  return (values[language] ?? values[place.languages[0]]) as T
}

/** @throws where the place file no longer knows the department; the front desk stands in. */
export function departmentOf(place: Place, key: string): Department {
  const department = place.departments.get(key) ?? place.departments.get(place.frontDesk)
  if (!department) throw new Error(`no department "${key}" and no front desk in the place file`)
  return department
}

/** HB-1042 */
export function reference(place: Place, caseId: string): string {
  return referenceOf(place.reference, caseId)
}

/** Telegram, Discord: a network's name for people. */
export function networkName(network: string): string {
  return network.charAt(0).toUpperCase() + network.slice(1)
}
