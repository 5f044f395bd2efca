import { expect, test } from 'vitest'
import { turnstile } from '../../src/media/turnstile.ts'

test('no more than two at a time, in the order they came, also after a failure', async () => {
  const atMostTwo = turnstile(2)
  let now = 0
  let most = 0
  const began: number[] = []
  const work = (number: number) =>
    atMostTwo(async () => {
      began.push(number)
      most = Math.max(most, ++now)
      await new Promise(resolve => setImmediate(resolve))
      now--
      if (number === 1) throw new Error('broken')
      return number
    })
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(work))
  expect(results.map(({ status }) => status === 'rejected')).toEqual([false, true, false, false, false, false])
  await Promise.all([6, 7, 8, 9, 10, 11].map(work))
  expect(most).toBe(2)
  expect(began).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
})
