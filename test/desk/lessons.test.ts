/**
 * The lessons in App Home, and the case to practise on, which reaches nobody.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { homeOf, leavesOutLessons } from '../support/home.ts'
import { asksQuestion, type Thread, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let thread: Thread

beforeAll(async () => {
  town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  thread = await threadOf(town, await asksQuestion(ana, 'Is the café open?'))
})
afterAll(() => town[Symbol.asyncDispose]())

function agent(name: string): SlackUser {
  const user = town.slack.addUser({ name, kind: 'member' })
  town.slack.join(user, thread.channel)
  return user
}

const shows = (user: SlackUser, words: RegExp) => eventually(() => expect(homeOf(user)).toMatch(words))

test('three lessons, then a case to practise on, which shows what becomes of words and presses and reaches nobody', async () => {
  const lea = agent('Lea')
  const heardBefore = town.telegram.people.map(person => person.heard())
  lea.opensHome()
  await shows(lea, /Lesson 1 of 3[\s\S]*The card/)
  lea.pressesIn('home', 'lesson')
  await shows(lea, /Lesson 2 of 3[\s\S]*Reply, or note/)
  // Who comes back goes on where they were, after a restart too.
  await town.stop()
  await town.start()
  const before = lea.home!.view
  lea.opensHome()
  // The page before looks the same: what is pressed in it while the new one is made counts as too late.
  await eventually(() => expect(lea.home!.view).not.toBe(before))
  await shows(lea, /Lesson 2 of 3/)
  lea.pressesIn('home', 'lesson')
  await shows(lea, /Lesson 3 of 3/)
  lea.pressesIn('home', 'lesson')
  await shows(lea, /nobody gets this[\s\S]*Status: New[\s\S]*With: nobody yet/)
  lea.pressesIn('home', 'practice', 'We mend it on Friday.')
  await shows(lea, /✅ Robin would see:\s*We mend it on Friday\./)
  lea.pressesIn('home', 'practice', 'note: ask the depot')
  await shows(lea, /📝 Robin sees nothing of this, staff do:\s*ask the depot/)
  lea.pressesIn('home', 'practice', 'nte: ask the depot')
  await shows(lea, /❓ It is not clear/)
  lea.pressesIn('home', 'lesson')
  await shows(lea, /With: you/)
  lea.pressesIn('home', 'lesson')
  await shows(lea, /Status: Fixed[\s\S]*would be told that it is fixed/)
  lea.pressesIn('home', 'lesson')
  await shows(lea, /Queue[\s\S]*1 case\b/)
  expect(homeOf(lea)).not.toContain('Robin')
  expect(town.telegram.people.map(person => person.heard())).toEqual(heardBefore)
  expect(thread.posts()).toEqual([])
})

test('they can be left out, and taken again', async () => {
  const mo = agent('Mo')
  await leavesOutLessons(mo)
  await shows(mo, /Queue/)
  // Opened once more while it is pressed: whichever comes first, the lessons are what is there in the end.
  mo.opensHome()
  mo.pressesIn('home', 'lesson')
  await shows(mo, /Lesson 1 of 3/)
})

test('a forged press neither breaks the page nor shows what is not there; strangers see no lesson', async () => {
  const omar = agent('Omar')
  omar.opensHome()
  await shows(omar, /Lesson 1 of 3/)
  const body = omar.pressesIn('home', 'lesson')
  await shows(omar, /Lesson 2 of 3/)
  const forge = (value: string, private_metadata: string) =>
    town.slack.interact({
      ...body,
      actions: [{ type: 'button', action_id: 'lesson', value }],
      view: { ...Object(body.view), hash: '', private_metadata },
    })
  for (const value of ['9', '-1', 'NaN', '']) expect(await forge(value, '')).toMatchObject({ taken: true })
  omar.opensHome()
  await shows(omar, /Lesson 2 of 3/)
  await forge('3', '')
  await shows(omar, /nobody gets this/)
  for (const carried of ['null', '[]', '{"said":[1,{}],"edition":-1}', '{"said":"x","isClaimed":"yes"}'])
    expect(await forge('fixed', carried)).toMatchObject({ taken: true })
  await shows(omar, /Status: Fixed[\s\S]*|With: nobody yet/)

  const guest = town.slack.addUser({ name: 'Gus', kind: 'guest' })
  guest.opensHome()
  await shows(guest, /^Only full members/)
})
