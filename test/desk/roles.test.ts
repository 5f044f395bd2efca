/**
 * What trainees may not do yet, and where that is said: at the press, and in a form that was open already.
 */
import { expect, test } from 'vitest'
import { colleague, opensForm, showsOnCard, whispersTo } from '../support/cards.ts'
import { placeWith } from '../support/places.ts'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

const NOT_YET = 'As a trainee you cannot do that yet: please ask a colleague in this channel. Nothing was changed.'

test('a trainee of a group works on a case, and sets no status', async () => {
  await using place = await placeWith('trainees: [U0TRAINEE]', 'trainees: [S0NEW]')
  await using town = await startTown({ placeFile: place.file })
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  const tom = colleague(town, thread, 'Tom')
  town.slack.addUsergroup({ id: 'S0NEW', handle: 'new', name: 'New here' })

  await opensForm(tom, thread, 'status')
  town.slack.setUsergroup('S0NEW', [tom])
  await town.slack.dispatch({ type: 'subteam_members_changed', subteam_id: 'S0NEW' })
  await tom.submits({ choice: 'acknowledged' })
  expect(tom.view?.errors).toEqual({ choice: NOT_YET })
  tom.dismisses()

  tom.presses(thread.channel, thread.ts, 'status')
  await eventually(() => expect(whispersTo(town, tom)).toEqual([NOT_YET]))
  tom.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: Tom/)
  expect(tom.view).toBeUndefined()
  await opensForm(town.priya, thread, 'status')
  await town.priya.submits({ choice: 'acknowledged' })
  await hears(ana, /has seen it/)
})
