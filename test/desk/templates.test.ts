/**
 * Templates that approvers keep from Slack: saved out of an answer, changed, deleted, and found by everybody.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { opensForm, whispersTo } from '../support/cards.ts'
import { asksQuestion, hears, type Thread, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
/** An approver of the front desk by the place file. */
let lea: SlackUser
let thread: Thread
let ana: ReturnType<Town['telegram']['addPerson']>
beforeAll(async () => {
  town = await startTown()
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  for (const { channel } of town.place.departments.values()) town.slack.join(lea, channel)
  ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  thread = await threadOf(town, await asksQuestion(ana))
})
afterEach(() => {
  for (const user of [lea, town.priya]) while (user.view) user.dismisses()
})
afterAll(async () => town[Symbol.asyncDispose]())

const formWords = (user: SlackUser) => wordsOf({ blocks: user.view?.view.blocks })
const titled = (user: SlackUser, title: RegExp) =>
  eventually(() => expect(user.view?.view.title.text ?? '').toMatch(title))

/** Opens the form for a template above *Answer…*. */
async function opensTemplate(): Promise<void> {
  lea.pressesIn('view', 'saveTemplate')
  await titled(lea, /^Template$/)
}

test('saved out of an answer, offered to everybody, changed, and deleted; each version on record', async () => {
  await opensForm(lea, thread, 'answer')
  lea.fills({ kind: 'thanks', words: 'Thank you, {name}. We open at ten.' })
  await opensTemplate()
  expect(formWords(lea)).toContain('Words in Spanish')
  await lea.submits({ name: 'Opening hours', 'text-es': 'Gracias, {name}. Abrimos a las diez.' })
  // the answer is there again, as it was
  await titled(lea, /^Answer to/)
  await eventually(() => expect(whispersTo(town, lea).join('\n')).toMatch(/“Opening hours” is saved/))
  lea.dismisses()

  const { priya } = town
  await opensForm(priya, thread, 'answer')
  expect(formWords(priya)).toMatch(/Opening hours/)
  expect(formWords(priya)).not.toMatch(/Save as a template/)
  priya.fills({ template: 'saved:1' })
  await eventually(() => expect(formWords(priya)).toMatch(/Thank you, Ana\. We open at ten\./))
  await priya.submits()
  await hears(ana, /Thank you, Ana\. We open at ten\./)

  await opensForm(lea, thread, 'answer')
  lea.fills({ template: 'saved:1' })
  await eventually(() => expect(formWords(lea)).toMatch(/Change this template/))
  await opensTemplate()
  await lea.submits({ 'text-en': 'We open at nine, {name}.' })
  await titled(lea, /^Answer to/)
  lea.pressesIn('view', 'saveTemplate')
  await titled(lea, /^Template$/)
  await lea.submits({ fate: 'remove' })
  await eventually(() => expect(whispersTo(town, lea).join('\n')).toMatch(/“Opening hours” is deleted/))

  const versions = await town.connections.db
    .selectFrom('template_versions')
    .select(['template', 'texts', 'gone', 'by', 'kind'])
    .orderBy('id')
    .execute()
  expect(versions).toMatchObject([
    { template: '1', by: 'U0LEAD', gone: false, kind: 'thanks', texts: { en: 'Thank you, {name}. We open at ten.' } },
    { template: '1', by: 'U0LEAD', gone: false, texts: { en: 'We open at nine, {name}.' } },
    { template: '1', by: 'U0LEAD', gone: true },
  ])
  await opensForm(priya, thread, 'answer')
  expect(formWords(priya)).not.toMatch(/Opening hours/)
})

test('what is wrong is said at its field; forged forms and people who may not save nothing', async () => {
  await opensForm(lea, thread, 'answer')
  await opensTemplate()
  await lea.submits({ name: 'Odd', kind: 'thanks', 'text-en': 'Hello {nmae}' })
  expect(lea.view?.errors['text-en']).toMatch(/^\{nmae\} stands for nothing\. There are \{name\}, \{reference\}/)
  await lea.submits({ name: ' ', kind: 'thanks', 'text-en': ' ' })
  expect(lea.view?.errors).toEqual({
    name: 'Please give it a name that colleagues will find it by.',
    'text-en': 'Please write it in one language at least.',
  })
  const sent = await lea.submits({ name: 'Fine', kind: 'thanks', 'text-en': 'Hello, {name}.' })
  const count = async () => (await town.connections.db.selectFrom('template_versions').selectAll().execute()).length
  const before = await count()

  const input = (key: string, value: unknown) => ({ [key]: { [key]: { type: 'plain_text_input', value } } })
  const kind = { kind: { kind: { type: 'static_select', selected_option: { value: 'thanks' } } } }
  const ok = { ...input('name', 'Forged'), ...kind, ...input('text-en', 'Hello.') }
  const { private_metadata: carried } = sent.view as { private_metadata: string }
  const forged: readonly (readonly [object, object])[] = [
    [{}, {}],
    [{}, { ...ok, ...input('name', 'x'.repeat(76)) }],
    [{}, { ...ok, kind: { kind: { type: 'static_select', selected_option: { value: 'rude' } } } }],
    [{}, { ...ok, ...input('text-en', 'x'.repeat(3_001)) }],
    [{ private_metadata: carried.replace(/"(\d+):"/, '"$1:999"') }, ok],
  ]
  for (const [n, [view, values]] of forged.entries()) {
    const body = { ...sent, trigger_id: `4.${n}.aa`, view: { ...sent.view, ...view, state: { values } } }
    expect((await town.slack.interact(body)).answer).toMatchObject({ response_action: 'errors' })
  }
  const priya = { id: town.priya.id, team_id: 'T0FOLKMOOT' }
  const notHers = { ...sent, trigger_id: '4.9.aa', user: priya, view: { ...sent.view, state: { values: ok } } }
  expect((await town.slack.interact(notHers)).answer).toMatchObject({ response_action: 'errors' })
  expect(await count()).toBe(before)
})
