/**
 * A town whose panel was sent a survey, on a clock that can be moved, and members who answer it as rounds of turns do.
 */
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { answerSurveys } from '../../src/actions/panel/answer-surveys.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { type Address, addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import type { SurveyAnswer } from '../../src/core/panel/survey-answer.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, keepSurvey } from './panel.ts'
import { wordsOf } from './talks.ts'
import { eventually, startTown, type Town } from './town.ts'

export interface AskedPanel {
  readonly town: Town
  readonly channel: string
  readonly waveId: string
  /** Numbers of the members, and where they are reached, in the same order. */
  readonly members: readonly string[]
  readonly addresses: readonly Address[]
  readonly persons: readonly TelegramPerson[]
  now(): Date
  /** Moves the clock, and does what time has brought about by then. */
  goOn(ms: number): Promise<void>
  /**
   * The members from the first up to the one before the second answer one question in one moment, so that no step of ten
   * falls among them.
   *
   * @returns What the last of them is told.
   */
  give(
    members: readonly [from: number, to: number],
    question: number,
    answerOf: (n: number) => SurveyAnswer | null,
  ): Promise<string>
  /** The message with the results, once it stands there. */
  results(): SlackMessage | undefined
  /** Waits until it says this. */
  resultsSay(words: RegExp): Promise<SlackMessage>
}

export async function startAskedPanel(survey: Survey, people: number): Promise<AskedPanel> {
  const town = await startTown({ started: false })
  const { db } = town.connections
  const channel = town.place.panel!.channel
  let offsetMs = 0
  const now = () => new Date(Date.now() + offsetMs)
  const goOn = async (ms: number) => {
    offsetMs += ms
    await town.moveClock(ms)
  }
  const persons = Array.from({ length: people }, (_, n) =>
    town.telegram.addPerson({ firstName: `P${n}`, started: true }),
  )
  const addresses = persons.map(({ user }) => addressOf('telegram', String(user.id)))
  const members = await addMembers(
    db,
    addresses.map(address => ({ address, timeZone: 'UTC' })),
  )
  await goOn(new Date('2027-03-01T12:00Z').getTime() - now().getTime())
  await town.start()

  await keepSurvey(db, survey)
  const by = { id: 'U0LEAD', name: 'Lea' }
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, survey.key, by, { place: town.place, now: now() }))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
  const waveId = await eventually(async () => {
    const { id, line } = await db.selectFrom('waves').select(['id', 'line']).executeTakeFirstOrThrow()
    if (line === null) throw new Error('the wave has no line yet')
    return id
  })

  const results = () =>
    town.slack.channels.find(({ id }) => id === channel)!.messages.find(post => /Results/.test(wordsOf(post)))
  return {
    ...{ town, channel, waveId, members, addresses, persons, now, goOn, results },
    async give([from, to], question, answerOf) {
      const answering = addresses.slice(from, to).map((address, i) => {
        const answer = answerOf(from + i)
        return { address, channel: null, waveId, question, answer, stays: false, language: 'en' } as const
      })
      const messages = await db
        .transaction()
        .execute(trx => answerSurveys(trx, answering, { place: town.place, now: now() }))
      const { message } = messages.at(-1)!
      return 'text' in message ? message.text.text : ''
    },
    resultsSay: words =>
      eventually(() => {
        const post = results()
        if (!post || !words.test(wordsOf(post))) throw new Error(`the results do not say ${words}`)
        return post
      }),
  }
}
