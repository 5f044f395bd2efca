/**
 * "Did this help?": what a resident is asked once when their case was settled, with one tap to answer.
 */
import { HELPED, type Helped } from './case.ts'

/** The button of an answer. It works whatever else is talked about. */
export function helpedToken(caseId: string, helped: Helped): string {
  return `helped.${caseId}.${helped}`
}

/** Undefined where it is no such button. */
export function readHelpedToken(token: string): { readonly caseId: string; readonly helped: Helped } | undefined {
  const [, caseId, value] = /^helped\.(\d{1,18})\.([a-z]+)$/.exec(token) ?? []
  const helped = HELPED.find(one => one === value)
  return caseId !== undefined && helped ? { caseId, helped } : undefined
}
