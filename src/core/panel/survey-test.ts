/**
 * A survey that its author tests: answered like any other, counted nowhere, gone after a day. In buttons and turns it stands
 * where a wave does, by a name that no wave has.
 */

/** How long a test can be answered, and what was answered is kept. */
export const TEST_MS = 86_400_000

const TEST = 't'

/** @param id  Decimal digits. */
export function waveOfTest(id: string): string {
  return TEST + id
}

/** The number of the test; nothing for a wave of members. */
export function testOf(waveId: string): string | undefined {
  return waveId.startsWith(TEST) ? waveId.slice(TEST.length) : undefined
}
