import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOptOut } from '../../../src/core/panel/opt-out.ts'

describe('STOP and its like', () => {
  test.each([
    ['STOP', 'panel'],
    ['  stop. ', 'panel'],
    ['Unsubscribe!', 'panel'],
    ['opt-out', 'panel'],
    ['BAJA', 'panel'],
    ['Arrêt', 'panel'],
    ['désabonner', 'panel'],
    ['توقف', 'panel'],
    ['إلغاء الاشتراك', 'panel'],
    ['STOP ALL', 'everything'],
    ['stopall', 'everything'],
    ['parar todo', 'everything'],
    ['Tout arrêter', 'everything'],
    ['أوقف الكل', 'everything'],
  ] as const)('%s ends the %s, whatever is open', (typed, ends) => {
    expect(readOptOut(typed, false)).toBe(ends)
    expect(readOptOut(typed, true)).toBe(ends)
  })

  test.each(['CANCEL', 'end', 'Quit', 'cancelar', 'fin', 'annuler', 'إلغاء'])(
    '%s is an answer while a dialogue is open',
    typed => {
      expect(readOptOut(typed, true)).toBeUndefined()
      expect(readOptOut(typed, false)).toBe('panel')
    },
  )

  test.each([
    'We have got to STOP this bill',
    'please stop the noise',
    'bus stop',
    'la parada',
    'stop stop',
    'ne pas arrêter',
    '',
    '🛑',
  ])('"%s" ends nothing', typed => {
    expect(readOptOut(typed, false)).toBeUndefined()
  })

  test('words around it make it something else', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/).filter(w => !['all', 'everything', 'opt', 'stop'].includes(w))
    fc.assert(fc.property(word, w => readOptOut(`${w} stop`, false) === undefined))
  })
})
