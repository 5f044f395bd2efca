/**
 * The guide for staff, played as it is written.
 *
 * With `GUIDE_PICTURES=1` the pictures of docs/staff-guide.md are taken anew.
 */
import { expect, test } from 'vitest'
import { asksTheTown, clockOn, deskOn } from './desk-page.ts'
import { takeGuidePicture } from './guide-picture.ts'
import { hears, reads, resident, sandboxOfFile } from './sandbox-page.ts'

const sandbox = sandboxOfFile()

test('a question, from its card to its end', async () => {
  const { page, complaints } = await sandbox.visit({ width: 1440, height: 1000 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  const ana = resident(page, /Ana’s phone/, 'Ana’s message')
  const desk = deskOn(page)
  const clock = clockOn(page, 'Europe/London')
  const pane = page.getByRole('region', { name: /staff’s desk/ })
  const homeTab = pane.getByRole('button', { name: 'Home' })

  const question = await asksTheTown(ana, 'When does the library open on Sundays?')
  await desk.goTo(/desk/)
  await reads(desk.card(question), /What you write in this thread goes to Ana/)
  await takeGuidePicture(pane, 'guide-desk-card')

  await desk.card(question).getByRole('button', { name: 'Claim' }).click()
  await reads(desk.card(question), /With\s*:?\s*Priya/)
  await desk.card(question).getByRole('button', { name: 'Reply in thread' }).click()
  await desk.thread.waitFor()
  await desk.writes('note: Sunday hours changed in spring, the old page is wrong')
  await reads(desk.said('Sunday hours changed'), /📝/)
  await desk.writes('On Sundays we are open from 10 to 4.')
  await desk
    .said(/Goes to Ana in/)
    .getByRole('button', { name: 'Undo' })
    .waitFor()
  await desk.said(/Goes to Ana in/).scrollIntoViewIfNeeded()
  await takeGuidePicture(pane, 'guide-desk-thread')
  await clock.passes('hour')
  await hears(ana.messages, /On Sundays we are open from 10 to 4/)
  await reads(desk.said('On Sundays we are open'), /✅/)

  await desk.card(question).getByRole('button', { name: 'Answer…' }).click()
  const answer = desk.form(`Answer to ${question}`)
  await answer.getByRole('combobox', { name: 'Kind of reply' }).selectOption({ label: 'Get involved' })
  await reads(answer, /Name one thing that they can do/)
  await answer.getByRole('textbox', { name: 'Words for Ana' }).fill('On the 6th you can help to choose new books.')
  await answer.getByRole('button', { name: 'Show what Ana will see' }).click()
  await reads(answer, /Message 1 of 1/)
  await takeGuidePicture(answer, 'guide-desk-answer')
  await answer.getByRole('button', { name: 'Send' }).click()
  await clock.passes('hour')
  await hears(ana.messages, /choose new books/)

  await homeTab.click()
  await page.locator('#slack-home').getByRole('button', { name: 'Skip the lessons' }).click()
  await reads(page.locator('#slack-home'), new RegExp(question))
  await takeGuidePicture(pane, 'guide-desk-home')
  await desk.goTo(/desk/)
  await desk.openThread(question)

  await desk.card(question).getByRole('button', { name: 'Ask Ana…' }).click()
  const ask = desk.form(`Question on ${question}`)
  await ask.getByRole('textbox', { name: 'Question for Ana' }).fill('Which branch do you mean?')
  await ask.getByRole('textbox', { name: 'Answers to tap' }).fill('Harbour\nHill')
  await ask.getByRole('button', { name: 'Ask' }).click()
  await clock.passes('hour')
  await hears(ana.messages, /Which branch/)
  await ana.taps('Harbour')
  await reads(desk.card(question), /Answer\s*:?\s*Harbour/)

  await desk.card(question).getByRole('button', { name: 'Status…' }).click()
  const status = desk.form(`Status of ${question}`)
  await status.getByRole('combobox', { name: /What has become of it/ }).selectOption({ label: 'Answered' })
  await status.getByRole('button', { name: 'Save' }).click()
  await hears(ana.messages, /Did this help/)
  await ana.taps('Yes')
  await desk.said('Ana says that this helped.').waitFor()

  expect(complaints).toEqual([])
}, 180_000)
