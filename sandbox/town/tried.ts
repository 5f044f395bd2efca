/**
 * Which of the things to try have happened, read off what the networks show. The page has the words for them.
 */
import type { SlackMessageView, View } from '../view.ts'

export interface Tried {
  /** In the page's order: report, answer, note, Discord, failure and retry. */
  observe(view: Pick<View, 'telegram' | 'discord' | 'slack'>): readonly boolean[]
}

/** @param reference  The prefix of case references. */
export function watchTried(reference: string): Tried {
  const named = new RegExp(`\\b${reference}-\\d+`)
  /** Answers that once could not be delivered. */
  const failed = new Set<string>()
  const done = [false, false, false, false, false]
  return {
    observe: ({ telegram, discord, slack }) => {
      const answers = slack.channels.flatMap(channel => channel.messages)
      for (const message of answers) if (isMarked(message, 'x')) failed.add(message.ts)
      const now = [
        telegram.people.some(({ messages }) => messages.some(({ mine, text }) => !mine && named.test(text))),
        answers.some(message => isMarked(message, 'white_check_mark')),
        answers.some(message => isMarked(message, 'memo')),
        discord.people.some(({ messages }) => messages.some(({ mine, content }) => !mine && named.test(content))),
        answers.some(message => failed.has(message.ts) && isMarked(message, 'white_check_mark')),
      ]
      for (const [index, happened] of now.entries()) if (happened) done[index] = true
      return [...done]
    },
  }
}

function isMarked(message: SlackMessageView, name: string): boolean {
  return message.reactions.some(reaction => reaction.name === name)
}
