import { describe, expect, test } from 'vitest'
import { readQuantity } from '../../../src/core/panel/read-quantity.ts'

const MINUTES = ['minutes', 'minutos', 'دقيقة']
const HOURS = ['hours', 'horas', 'heures', 'ساعة']
const KM = ['km', 'كم']

describe('a number and what it counts', () => {
  test.each<[string, readonly string[], number | undefined]>([
    ['12 km', KM, 12],
    ['12km', KM, 12],
    ['12 kms', KM, 12],
    ['1,500 km', KM, 1_500],
    ['twelve km', KM, 12],
    ['أحد عشر كم', KM, 11],
    ['km 12', KM, 12],
    ['12 miles', KM, undefined],
    ['12 km 5', KM, undefined],
    ['5-6 km', KM, undefined],
    ['twelve thirteen', KM, undefined],
    ['5%', ['%'], 5],
    ['5 %', ['%'], 5],
    ['٥٪', ['%'], 5],
    ['%5', ['%'], 5],
    ['5 percent', ['%'], 5],
    ['5 %', ['percent', 'por ciento'], 5],
    ['5 %', [], 5],
    ['5 €', ['%'], undefined],
    ['20 €', ['€'], 20],
    ['€20', ['€'], 20],
    ['20€', ['euros'], 20],
    ['20 euros', ['€'], 20],
    ['£5', ['pounds'], 5],
    ['1.200,50 €', ['€'], 1_200.5],
    ['21 °C', ['°C'], 21],
    ['21°', ['°C'], 21],
    ['1 minute', MINUTES, 1],
    ['5 min', MINUTES, 5],
    ['5 mins.', MINUTES, 5],
    ['5 minutos', MINUTES, 5],
    ['٥ دقائق', MINUTES, 5],
    ['5 months', MINUTES, undefined],
    ['5 hours.', HOURS, 5],
    ['5 h', HOURS, 5],
    ['une heure', HOURS, 1],
    ['٣ ساعات', HOURS, 3],
    ['5 دقائق', HOURS, undefined],
    ['3 meses', ['mes'], 3],
    ['٤ أيام', ['يوم'], 4],
    ['7 of 10', [], 7],
    ['7/10', [], 7],
    ['siete de diez', [], 7],
    ['7 of 12', [], undefined],
    ['around 7', [], undefined],
    ['7 constructor', [], undefined],
    ['constructor', KM, undefined],
    ['', KM, undefined],
  ])('%s of %j → %s', (typed, units, amount) => expect(readQuantity(typed, units, 10)).toBe(amount))
})
