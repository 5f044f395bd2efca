/**
 * A working day of the staff's desk, played on the sandbox's page: three cases, a transfer, a merge, an answer to two people
 * at once that is taken back first, what falls due, a morning's digest, an approval with an edit, a person who is blocked.
 */
import { expect, test } from 'vitest'
import { axeViolations } from './axe.ts'
import { asksTheTown, clockOn, deskOn } from './desk-page.ts'
import { sidewaysScroll } from './looks.ts'
import { hears, reads, resident, sandboxOfFile } from './sandbox-page.ts'

// However slow the machine is, there is time to take a reply back; the clock is moved where it is to go.
const sandbox = sandboxOfFile({ undoSeconds: 120 })

test('a working day', async () => {
  const { page, complaints, picture } = await sandbox.visit()
  await page.getByRole('button', { name: 'Skip the tour' }).click()
  const ana = resident(page, /Ana’s phone/, 'Ana’s message')
  const ben = resident(page, /Ben’s screen/, 'Ben’s message')
  const desk = deskOn(page)
  const clock = clockOn(page, 'Europe/London')

  const lamp = await asksTheTown(ana, 'Who mends the lamp at the harbour steps?')
  const same = await asksTheTown(ben, 'The light at the harbour steps is out, who mends it?')
  const library = await asksTheTown(ben, 'When does the library open on Sundays?')
  await desk.goTo(/desk/)
  await desk.card(library).waitFor()
  await picture('day-1-three-cards')

  await desk.chooses(lamp, 'Transfer…')
  const transfer = desk.form(`Transfer ${lamp}`)
  await transfer.getByRole('combobox', { name: /Which department/ }).selectOption({ label: 'Streetlights' })
  await transfer.getByRole('textbox', { name: /Why/ }).fill('A lamp of theirs.')
  await picture('day-2-transfer')
  await transfer.getByRole('button', { name: 'Transfer' }).click()
  await hears(ana.messages, /Streetlights has it now/)
  await reads(desk.card(lamp), /Streetlights/)

  await desk.chooses(same, 'Merge into…')
  const merge = desk.form(`Merge ${same}`)
  await merge.getByRole('searchbox').pressSequentially(lamp)
  await merge.getByRole('radio', { name: new RegExp(lamp) }).check()
  await picture('day-3-merge')
  await merge.getByRole('button', { name: 'Merge', exact: true }).click()
  await hears(ben.messages, new RegExp(`we go on with it as ${lamp}`))

  await desk.goTo(/streetlights/)
  await reads(desk.card(lamp), /Also told/)
  await desk.card(lamp).getByRole('button', { name: 'Claim' }).click()
  await reads(desk.card(lamp), /With\s*:?\s*Priya/)
  await desk.openThread(lamp)
  await desk.writes('A crew comes next week.')
  await desk
    .said(/Goes to Ana and 1 other in/)
    .getByRole('button', { name: 'Undo' })
    .click()
  await desk.said('Taken back: nobody got it.').waitFor()
  await picture('day-4-taken-back')
  await desk.writes('A crew comes on Thursday.')
  await desk.said(/Goes to Ana and 1 other in/).waitFor()
  await clock.passes('hour')
  for (const one of [ana, ben]) {
    await hears(one.messages, /A crew comes on Thursday/)
    expect((await one.messages.allTextContents()).join()).not.toContain('next week')
  }
  await reads(desk.said('A crew comes on Thursday.'), /✅/)
  await desk.said('A crew comes on Thursday.').scrollIntoViewIfNeeded()
  await picture('day-5-an-answer-to-both')

  await desk.card(lamp).getByRole('button', { name: 'Status…' }).click()
  const status = desk.form(`Status of ${lamp}`)
  await status.getByRole('combobox', { name: /What has become of it/ }).selectOption({ label: 'In progress' })
  await status.getByRole('button', { name: 'Save' }).click()
  await hears(ben.messages, /is working on it/)

  await desk.goTo(/desk/)
  await desk.openThread(library)
  await clock.passesUntil(desk.said(/Nobody has answered Ben yet/))
  await reads(desk.card(library), /overdue/)
  await picture('day-6-overdue')

  const digest = desk.messages.filter({ hasText: 'what waits this morning' }).filter({ hasText: 'Overdue' }).last()
  await clock.passesUntil(digest)
  await reads(digest, new RegExp(library))
  await digest.scrollIntoViewIfNeeded()
  await picture('day-7-digest')

  await desk.worksAs(/trainee/)
  await desk.writes('Sundays, from nine.')
  await desk.said('Before this reply of').waitFor()
  await desk.worksAs(/Priya/)
  await desk.said('Before this reply of').getByRole('button', { name: 'Edit…' }).click()
  const edit = desk.form(`Change ${library}`)
  await edit.getByRole('textbox', { name: 'To Ben' }).fill('On Sundays it is open from ten to four.')
  await edit.getByRole('button', { name: 'Use these words' }).click()
  const again = desk.said(/has other words now/)
  await again.waitFor()
  await picture('day-8-to-approve')
  // Whoever changed it last is not the second person.
  await desk.worksAs(/admin/)
  await again.getByRole('button', { name: 'Approve' }).click()
  await desk.said(/approved the reply of/).waitFor()
  await clock.passes('hour')
  await hears(ben.messages, /from ten to four/)
  await picture('day-9-approved')
  await desk.worksAs(/Priya/)

  await desk.chooses(library, 'Block this person…')
  const block = desk.form('Block this person')
  const inThreeWeeks = new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10)
  await block.getByLabel(/Until when/).fill(inThreeWeeks)
  await block.getByRole('textbox', { name: /Why/ }).fill('Threats, after two warnings.')
  await picture('day-10-block')
  await block.getByRole('button', { name: 'Block' }).click()
  await hears(ben.messages, /If you think that this is wrong/)
  await reads(desk.card(library), /Blocked until/)
  await ben.writes('Open the library, or else!')
  await hears(ben.messages, /^(?!.*If you think).*not read until/)
  expect(await desk.thread.textContent()).not.toContain('or else')
  await picture('day-11-blocked')

  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysScroll(page)).toBe(0)
  expect(complaints).toEqual([])
}, 180_000)
