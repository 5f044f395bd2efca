/**
 * The guide for those who organise the panel, played as it is written.
 *
 * With `GUIDE_PICTURES=1` the pictures of docs/panel-guide.md are taken anew.
 */
import { expect, test } from 'vitest'
import { deskOn } from './desk-page.ts'
import { takeGuidePicture } from './guide-picture.ts'
import { panelOn } from './panel-page.ts'
import { hears, reads, resident, sandboxOfFile } from './sandbox-page.ts'

const sandbox = sandboxOfFile()

test('from a link in the library to a survey that is answered', async () => {
  const { page, complaints } = await sandbox.visit({ width: 1440, height: 1000 })
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  const ana = resident(page, /Ana’s phone/, 'Ana’s message')
  const phone = page.getByRole('region', { name: /Ana’s phone/ })
  const desk = deskOn(page)
  const panel = panelOn(page)
  const pane = page.getByRole('region', { name: /staff’s desk/ })

  await desk.goTo(/panel/)
  const composer = pane.getByRole('textbox', { name: 'Message to the channel' })
  await composer.fill('/moot panel invite library')
  await composer.press('Enter')
  await reads(desk.messages.last(), /panel_library/)
  await pane
    .locator('#slack-apps')
    .getByRole('button', { name: /Messages/ })
    .click()
  await pane.locator('#slack-list img').last().waitFor()
  await takeGuidePicture(pane, 'guide-panel-invite')

  await ana.writes('/start panel_library')
  await hears(ana.messages, /At most one survey in 7 days/)
  await takeGuidePicture(phone, 'guide-panel-join')
  await ana.taps('Join')
  await hears(ana.messages, /Which part of town/)
  await ana.taps('Old Harbour')
  await hears(ana.messages, /What would you like to be asked about/)
  await ana.taps('Skip')
  await hears(ana.messages, /How old are you/)
  await ana.taps('30 to 59')
  await hears(ana.messages, /That is all/)

  await desk.goTo(/panel/)
  await composer.fill('/moot survey new')
  await composer.press('Enter')
  const begin = desk.form('New survey')
  await begin.getByRole('textbox', { name: 'Title (English)' }).fill('The square by the harbour')
  await begin.getByRole('textbox', { name: 'Why do you ask? (English)' }).fill('It is laid out anew in spring.')
  await begin.getByLabel(/Members hear the outcome by/).fill('2099-06-01')
  await begin.getByRole('button', { name: 'Begin' }).click()
  await begin.waitFor({ state: 'hidden' })
  const survey = desk.messages.filter({ hasText: 'Title and why…' }).first()
  await survey.getByRole('button', { name: 'Add a question…' }).click()
  const question = desk.form('Question')
  await question.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'One of several' })
  const answers = question.getByRole('textbox', { name: /^Answers/ })
  await question.getByRole('textbox', { name: /^Question/ }).fill('What does the square need most?')
  await answers.fill('Trees\nBenches\nRoom to play\nA market')
  await takeGuidePicture(question, 'guide-panel-form')
  await question.getByRole('button', { name: 'Save' }).click()
  await question.waitFor({ state: 'hidden' })
  await reads(survey, /What does the square need most/)
  await takeGuidePicture(pane, 'guide-panel-survey')
  await survey.getByRole('button', { name: 'Ask for launch' }).click()
  await survey.locator('.replies').click()
  const asks = desk.said(/would like to launch/)
  await asks.waitFor()
  // With a second person, whoever made it is not the one who launches it.
  await desk.worksAs(/admin/)

  await panel.grows(60)
  await asks.getByRole('button', { name: 'Launch' }).click()
  await reads(survey, /Launched: version 1/)
  await panel.isAsked(45)
  await hears(ana.messages, /What does the square need most/)
  await takeGuidePicture(phone, 'guide-panel-question')
  await ana.writes('benches')
  await hears(ana.messages, /Thank/)
  await panel.closes()

  await reads(desk.said(/Sent \d+ of \d+/), /answered [1-9]/)
  await takeGuidePicture(desk.said(/Sent \d+ of \d+/), 'guide-panel-progress')
  const results = desk.said(/Results so far of wave 1/)
  await reads(results, /Benches/)
  const chart = desk.thread.locator('.list img').last()
  await chart.waitFor()
  await chart.scrollIntoViewIfNeeded()
  await takeGuidePicture(pane, 'guide-panel-results')
  expect(complaints).toEqual([])
}, 240_000)
