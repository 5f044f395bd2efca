/**
 * Whose name residents read, above an answer and among their own cases; and which words they find there.
 */
import { expect, test } from 'vitest'
import { placeWithAll } from '../support/places.ts'
import { MARK, marked, writes } from '../support/replies.ts'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

test('a department that speaks as a team, and one person in it who does not', async () => {
  await using place = await placeWithAll(
    ['channel: C0DESK\n', 'channel: C0DESK\n    identity: team\n'],
    ['identity: named # or team', 'identity: named\n  identities: { U0LEAD: named }'],
  )
  await using town = await startTown({ placeFile: place.file })
  const lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  town.slack.join(lea, town.place.departments.get('desk')!.channel)
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))

  writes(town.priya, thread, 'From nine to five.')
  expect(await hears(ana, /nine to five/)).toMatch(/^Front desk · HB-\d+\nFrom nine to five\.$/)
  const second = writes(lea, thread, 'On Sundays from ten.')
  expect(await hears(ana, /from ten/)).toMatch(/^Lea, Front desk · HB-\d+\nOn Sundays from ten\.$/)
  await marked(thread, second, MARK.sent)
  ana.says('/cases')
  expect(await hears(ana, /Lea, Front desk, /)).toContain('“On Sundays from ten.”')

  // What waits to take the place of their words is not theirs to read.
  lea.edits(thread.channel, second, 'Ring 07700 900140.')
  await marked(thread, second, MARK.asked)
  ana.says('/cases')
  await eventually(() => expect(ana.heard().filter(words => words.includes('Lea, Front desk, '))).toHaveLength(2))
  expect(ana.heard().at(-1)).toContain('“On Sundays from ten.”')

  lea.deletes(thread.channel, second)
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/Lea took a reply back/))
  ana.says('/cases')
  expect(await hears(ana, /^(?![\s\S]*Lea)[\s\S]*Front desk, /)).toContain('“From nine to five.”')
  expect(ana.heard().join('\n')).not.toMatch(/Priya|07700|U0LEAD/)
})
