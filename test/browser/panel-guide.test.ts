/**
 * The guide for those who organise the panel, played as it is written.
 *
 * With `GUIDE_PICTURES=1` the pictures of docs/panel-guide.md are taken anew.
 */
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { clockOn, deskOn } from './desk-page.ts'
import { takeGuidePicture } from './guide-picture.ts'
import { panelOn } from './panel-page.ts'
import { hears, reads, resident, sandboxOfFile } from './sandbox-page.ts'

const sandbox = sandboxOfFile()

test('from a link in the library to what came of a survey', async () => {
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
  await survey.getByRole('button', { name: 'Add a question…' }).click()
  await question.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Free text' })
  await answers.waitFor({ state: 'hidden' })
  await question.getByRole('textbox', { name: /^Question/ }).fill('What should we not forget?')
  await question.getByRole('button', { name: 'Save' }).click()
  await question.waitFor({ state: 'hidden' })
  await reads(survey, /What should we not forget/)
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
  await hears(ana.messages, /What should we not forget/)
  await ana.writes('A place in the shade')
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

  await results.getByRole('button', { name: 'What people wrote…' }).click()
  const written = desk.form('What people wrote')
  await reads(written, /1–\d+ of \d+/)
  await takeGuidePicture(written, 'guide-panel-words')
  await written.getByRole('button', { name: 'Done' }).click()
  await written.waitFor({ state: 'hidden' })

  await survey.getByRole('button', { name: 'Say what came of it…' }).click()
  const outcome = desk.form('What came of it')
  const words = outcome.getByRole('textbox', { name: /^What members read/ })
  await words.fill('Ten benches come this spring: most of you asked for them.')
  await outcome.getByRole('textbox', { name: /^A link/ }).fill('https://harbourside.example/square')
  await outcome
    .locator('input[type=file]')
    .setInputFiles({ name: 'square.png', mimeType: 'image/png', buffer: await planOfSquare() })
  await outcome.getByRole('button', { name: 'Show it' }).click()
  await outcome.waitFor({ state: 'hidden' })
  const approve = desk.said(/Is it right\?/)
  await approve.waitFor()
  const plan = desk.thread.locator('.list img').last()
  await plan.waitFor()
  await approve.scrollIntoViewIfNeeded()
  await takeGuidePicture(desk.thread, 'guide-panel-outcome')
  await desk.worksAs(/Priya/)
  await approve.getByRole('button', { name: 'Approve and send' }).click()
  // Nobody is written to by night: it may have to be morning.
  await clockOn(page, 'Europe/London').passesUntil(ana.messages.filter({ hasText: 'You said, we did' }))
  await hears(ana.messages, /Ten benches come this spring[\s\S]*people answered/)
  await ana.messages.last().locator('img').waitFor()
  await phone.getByRole('button', { name: 'My panel' }).last().scrollIntoViewIfNeeded()
  await takeGuidePicture(phone, 'guide-panel-told')
  await ana.taps('My panel')
  await ana.taps('What came of it')
  await hears(ana.messages, /Your answers counted in 1 decision/)
  expect(complaints).toEqual([])
}, 240_000)

/** A square by the water, with benches under trees, as a planner might draw it. */
function planOfSquare(): Promise<Buffer> {
  const tree = (x: number, y: number) => `<circle cx="${x}" cy="${y}" r="26" fill="#5b8c5a" opacity="0.85"/>`
  const bench = (x: number, y: number) => `<rect x="${x}" y="${y}" width="44" height="12" rx="3" fill="#8a5a33"/>`
  const columns = [90, 190, 290, 390, 490]
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="210"><rect width="600" height="210" fill="#ece4d4"/>
        <rect y="165" width="600" height="45" fill="#8fb8cf"/><rect y="158" width="600" height="8" fill="#b9ad97"/>
        ${columns.map(x => tree(x + 20, 42) + bench(x, 80) + bench(x, 124)).join('')}</svg>`,
    ),
  )
    .png()
    .toBuffer()
}
