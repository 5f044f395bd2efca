/**
 * The guide for residents, played as it is written, on a page as wide as a phone.
 *
 * With `GUIDE_PICTURES=1` the pictures of docs/resident-guide.md are taken anew.
 */
import { expect, test } from 'vitest'
import { takeGuidePicture } from './guide-picture.ts'
import { hears, resident, sandboxOfFile } from './sandbox-page.ts'

const TELEGRAM = /Ana’s phone/
const DISCORD = /Ben’s screen/

const sandbox = sandboxOfFile()

test('a report on Telegram, and what has become of it', async () => {
  const { page, complaints } = await sandbox.visit({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  const ana = resident(page, TELEGRAM, 'Ana’s message')
  await ana.writes('/start')
  await hears(ana.messages, /What would you like to do/)
  await takeGuidePicture(page.getByRole('region', { name: TELEGRAM }), 'guide-start')
  await ana.taps('Report a problem')
  await hears(ana.messages, /What is the problem/)
  await ana.writes('The street lamp at the corner is out.')
  await hears(ana.messages, /What is it about/)
  await ana.taps('Streetlight')
  await hears(ana.messages, /What is wrong with it/)
  await ana.taps('It is out')
  await hears(ana.messages, /number on the post/)
  await ana.taps('Skip')
  await hears(ana.messages, /Where is it/)
  await ana.writes('12 Harbour Street')
  await hears(ana.messages, /add photos/)
  await ana.taps('Skip')
  await hears(ana.messages, /Is this right/)
  await takeGuidePicture(page.getByRole('region', { name: TELEGRAM }), 'guide-check')
  await ana.taps('Send report')
  await hears(ana.messages, /Your reference is/)
  await ana.writes('/cases')
  await hears(ana.messages, /newest first/)
  await takeGuidePicture(page.getByRole('region', { name: TELEGRAM }), 'guide-cases')
  expect(complaints).toEqual([])
})

test('a question on Discord', async () => {
  const { page, complaints } = await sandbox.visit({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: /^Ben/ }).click()
  const ben = resident(page, DISCORD, 'Ben’s message')
  await ben.writes('/ask')
  await hears(ben.messages, /What would you like to know/)
  await ben.writes('When is the library open on Sundays?')
  await hears(ben.messages, /What is it about/)
  await takeGuidePicture(page.getByRole('region', { name: DISCORD }), 'guide-question')
  await ben.taps('Not sure')
  await hears(ben.messages, /Is this right/)
  await ben.taps('Send question')
  await hears(ben.messages, /Your reference is/)
  expect(complaints).toEqual([])
})
