/**
 * An admin lets a reply go that waits for a second person: knowing what came after it was written.
 */
import { expect, test } from 'vitest'
import { buttonsOf } from '../contract/slack-reader.ts'
import { placeWithAll } from '../support/places.ts'
import { MARK, marked, writes } from '../support/replies.ts'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

test('what came meanwhile is shown in the form, and what comes while that is open before anything goes', async () => {
  await using place = await placeWithAll(
    ['approval: { categories: [building], departments: []', 'approval: { categories: [], departments: [desk]'],
    ['collisionSeconds: 20', 'collisionSeconds: 20'],
  )
  await using town = await startTown({ placeFile: place.file })
  const mia = town.telegram.addPerson({ firstName: 'Mia', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(mia))
  const admin = town.slack.addUser({ id: 'U0ADMIN', name: 'Ada', kind: 'member' })
  town.slack.join(admin, thread.channel)
  const says = (words: string) => eventually(() => expect(thread.posts().join('\n')).toContain(words))
  const form = () => JSON.stringify(admin.view?.view.blocks)

  await marked(thread, writes(town.priya, thread, 'You can go back in.'), MARK.draft)
  const question = await eventually(() => {
    const { messages } = town.slack.channels.find(({ id }) => id === thread.channel)!
    const found = messages.find(m => buttonsOf(m).some(({ label }) => label === 'Send at once…'))
    expect(found).toBeDefined()
    return found!
  })
  mia.says('It smells of gas again')
  await says('smells of gas again')
  admin.presses(thread.channel, question.ts, 'send-at-once')
  await eventually(() => expect(form()).toContain('smells of gas again'))
  mia.says('Now the alarm rings too')
  await says('alarm rings too')
  await admin.submits({ reason: 'They wait in the rain.' })
  expect(form()).toContain('alarm rings too')
  expect(mia.heard().join('\n')).not.toContain('go back in')
  await admin.submits()
  expect(admin.view).toBeUndefined()
  await hears(mia, /You can go back in\./)
  await says('They wait in the rain.')
})
