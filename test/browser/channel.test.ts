/**
 * A survey in a Discord channel, as who reads it there has it on the page: joins for their eyes alone, answers, writes in a
 * form.
 */
import { expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { deskOn } from './desk-page.ts'
import { takeGuidePicture } from './guide-picture.ts'
import { panelOn } from './panel-page.ts'
import { hears, reads, resident, sandboxOfFile } from './sandbox-page.ts'

const sandbox = sandboxOfFile()

test('Ben joins by a post in the channel, and answers the survey there', async () => {
  const { page, complaints } = await sandbox.visit({ width: 1440, height: 1000 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  await page.getByRole('button', { name: '# town-talk' }).click()
  const ben = resident(page, /Ben’s screen/, 'Ben’s message')
  const screen = page.getByRole('region', { name: /Ben’s screen/ })
  const desk = deskOn(page)
  await desk.goTo(/panel/)
  const composer = page
    .getByRole('region', { name: /staff’s desk/ })
    .getByRole('textbox', { name: 'Message to the channel' })
  await composer.fill('/moot panel post')
  await composer.press('Enter')
  await desk.messages.last().getByRole('button', { name: 'Post in #town-talk' }).click()
  await hears(ben.messages, /Have your say in Harbourside/)
  const panel = panelOn(page)
  await panel.grows(10)
  await panel.launchesSample()
  await hears(ben.messages, /What does the square need most/)
  await takeGuidePicture(screen, 'guide-panel-channel')
  await ben.taps('Benches')
  await hears(ben.messages, /is a survey for our panel[\s\S]*Only Ben can see this/)
  await ben.taps('Join')
  await hears(ben.messages, /by direct message/)
  await ben.taps('No, I look for them myself')
  for (const next of [/Which part of town/, /asked about/, /How old are you/]) {
    await hears(ben.messages, next)
    await ben.taps('Skip')
  }
  await ben.taps('Answer the survey')
  await hears(ben.messages, /What does the square need most/)
  await ben.taps('Benches')
  await ben.taps('Agree')
  await ben.taps('4')
  await hears(ben.messages, /Write…/)
  await ben.taps('Write…')
  const form = page.getByRole('dialog', { name: 'Write…' })
  expect(await axeViolations(page)).toEqual([])
  await form.getByRole('textbox').fill('Shade in summer')
  await form.getByRole('button', { name: 'Submit' }).click()
  await hears(ben.messages, /Thank you, that was all/)
  await reads(ben.messages.last(), /Only Ben can see this/)
  expect(complaints).toEqual([])
})
