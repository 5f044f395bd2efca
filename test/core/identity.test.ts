/**
 * Whose name a resident reads above an answer.
 */
import { expect, test } from 'vitest'
import { identityOf } from '../../src/core/identity.ts'
import type { Identity } from '../../src/core/place.ts'
import { aTown } from '../conversation/town.ts'

const town = aTown()

function place(said: { readonly town: Identity; readonly department?: Identity; readonly person?: Identity }) {
  const highways = town.departments.get('highways')!
  const own = said.department ? { ...highways, identity: said.department } : highways
  return {
    ...town,
    departments: new Map([...town.departments, ['highways', own] as const]),
    replies: {
      ...town.replies,
      identity: said.town,
      identities: new Map<string, Identity>(said.person ? [['U1', said.person]] : []),
    },
  }
}

test.each([
  [{ town: 'named' }, 'named'],
  [{ town: 'team' }, 'team'],
  [{ town: 'named', department: 'team' }, 'team'],
  [{ town: 'team', department: 'named' }, 'named'],
  [{ town: 'named', department: 'team', person: 'named' }, 'named'],
  [{ town: 'team', department: 'named', person: 'team' }, 'team'],
] as const)('%j: %s', (said, identity) => {
  expect(identityOf(place(said), 'highways', { id: 'U1', name: 'Priya' })).toBe(identity)
})

test('who has no name is the department; what a person wants is theirs alone', () => {
  const named = place({ town: 'named', person: 'team' })
  expect(identityOf(named, 'highways', { id: 'U2', name: ' ' })).toBe('team')
  expect(identityOf(named, 'highways', { id: 'U2', name: 'Tom' })).toBe('named')
})
