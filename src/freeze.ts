/**
 * Freezes plain data all the way down. Maps and sets keep their read-only types as their only guard.
 */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) freezeDeep(inner)
  return value
}
