/**
 * The residents' panes: people who are added, in their language and direction; commands, answers, edits, reactions,
 * albums, and the places where many are.
 */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { sidewaysScroll } from './looks.ts'
import { attach, hears, reads, resident, sandboxOfFile } from './sandbox-page.ts'

const sandbox = sandboxOfFile()

/** @param message  Words of the message. */
async function withMessage(page: Page, pane: RegExp, message: string, what: string | RegExp): Promise<void> {
  const region = page.getByRole('region', { name: pane })
  const article = region.locator('.message').filter({ hasText: message }).last()
  await article.hover()
  await article.getByRole('button', { name: 'With this message' }).click()
  await page.getByRole('menuitem', { name: what }).click()
}

test('an Arabic speaker is added, and has commands, words and a page that run from right to left', async () => {
  const { page, complaints, picture } = await sandbox.visit()
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  await page.getByRole('button', { name: 'Add a person on Telegram' }).click()
  const dialog = page.getByRole('dialog', { name: 'People in town' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ليلى')
  await dialog.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'Arabic' })
  expect(await axeViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Add this person' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await reads(page.locator('#telegram-owner'), /ليلى/)

  const words = page.getByRole('textbox', { name: 'ليلى’s message' })
  await words.fill('/')
  const commands = page.getByRole('listbox', { name: 'Commands' })
  await reads(commands, /\p{Script=Arabic}/u)
  await picture('arabic-commands')
  await words.fill('/start')
  await words.press('Enter')
  const list = page.locator('#telegram-list')
  await reads(list.locator('.theirs').last(), /\p{Script=Arabic}/u)
  expect(await list.getAttribute('dir')).toBe('rtl')
  // Theirs are on the right, own words on the left.
  const left = async (kind: string) => (await list.locator(kind).last().boundingBox())?.x ?? 0
  expect(await left('.mine')).toBeLessThan(await left('.theirs'))
  await picture('arabic')
  expect(await axeViolations(page)).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await axeViolations(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await sidewaysScroll(page)).toBe(0)
  await picture('arabic-phone-dark')
  expect(await axeViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'People', exact: true }).click()
  await dialog.getByRole('button', { name: 'Remove ليلى' }).click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await reads(page.locator('#telegram-owner'), /Ana/)
  expect(complaints).toEqual([])
})

test('messages are answered, changed and reacted to, and pictures go together', async () => {
  const { page, complaints, picture } = await sandbox.visit()
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  for (const { pane, name, files } of [
    { pane: /Ana’s phone/, name: 'Ana', files: 'Send photos or files' },
    { pane: /Ben’s screen/, name: 'Ben', files: 'Send pictures or files' },
  ]) {
    const region = page.getByRole('region', { name: pane })
    const person = resident(page, pane, `${name}’s message`)
    await person.writes('Good mornig')
    await reads(person.messages.last(), /\S/)
    await withMessage(page, pane, 'Good mornig', 'Change the words')
    const field = region.getByRole('textbox', { name: `${name}’s message` })
    expect(await field.inputValue()).toBe('Good mornig')
    await field.fill('Good morning')
    await field.press('Enter')
    await reads(region.locator('.mine').first(), /Good morning/)
    await reads(region.locator('.mine').first(), /edited/)

    await withMessage(page, pane, 'Good morning', 'Answer this')
    await reads(region.locator('.about'), /Answering: Good morning/)
    await field.fill('I meant morning')
    await field.press('Enter')
    await reads(region.locator('.mine').last().locator('.quoted'), /Good morning/)
    expect(await region.locator('.about').isVisible()).toBe(false)

    await withMessage(page, pane, 'Good morning', 'React 👍')
    await reads(region.locator('.reaction'), /👍/)

    await attach(page, name === 'Ana' ? 'Ana’s phone' : 'Ben’s screen', files)
    const pictures = page.getByRole('dialog', { name: 'Which pictures?' })
    await pictures.getByRole('checkbox', { name: 'A broken street lamp' }).check({ force: true })
    await pictures.getByRole('button', { name: 'Send picture' }).click()
    await expect.poll(() => region.locator('.mine').last().locator('img').count()).toBe(2)
    await attach(page, name === 'Ana' ? 'Ana’s phone' : 'Ben’s screen', 'Send a voice message')
    await reads(region.locator('.mine').last(), /Voice message/)
  }
  await picture('messages')
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
})

test('where many are the bot is called, and answers for the one who called it', async () => {
  const { page, complaints, picture } = await sandbox.visit()
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  await page.getByRole('button', { name: '# town-talk' }).click()
  await page.getByRole('button', { name: 'Neighbours' }).click()
  const ben = resident(page, /Ben’s screen/, 'Ben’s message')
  await ben.writes('Lovely weather')
  await ben.writes('/report')
  await hears(ben.messages, /Only Ben can see this/)
  await resident(page, /Ana’s phone/, 'Ana’s message').writes('Is the market on today?')
  await reads(page.locator('#telegram-list .mine').last(), /market/)
  await picture('in-public')
  expect(await axeViolations(page)).toEqual([])
  expect(complaints).toEqual([])
})
