/**
 * Who takes a case.
 */
import type { Department, Place } from './place.ts'

/** What is known of a case when it is routed: keys of category and department, name of the area. */
export interface Routable {
  readonly category?: string | undefined
  readonly department?: string | undefined
  readonly area?: string | undefined
}

/**
 * The category's department for the area, else the category's default, else the department that was named, else the
 * front desk. A key that the place file no longer has counts as absent.
 *
 * @throws {Error} where the place has no front desk; `src/place.ts` lets no such file through.
 */
export function departmentFor(place: Place, { category, department, area }: Routable): Department {
  const route = place.categories.get(category ?? '')?.department
  const keys = [route?.byArea.get(area ?? ''), route?.default, department, place.frontDesk]
  for (const key of keys) {
    const found = key === undefined ? undefined : place.departments.get(key)
    if (found) return found
  }
  throw new Error(`no department "${place.frontDesk}" in the place file; frontDesk must name one of departments`)
}
