/**
 * Asking a question. What else is sent with it, a pin or photos, goes along.
 */
import { defineFlow } from '../src/conversation/flow.ts'
import { photos } from '../src/conversation/steps/photos.ts'
import { where } from '../src/conversation/steps/where.ts'
import { write } from '../src/conversation/steps/write.ts'
import { chooseTopic, topicKey, topicOf } from './topics.ts'

export const ask = defineFlow('ask', 1, place => {
  const what = write('what', 'ask.what', { least: 3, most: 4000 })
  const topic = chooseTopic('topic', what)
  const at = where('where', { asked: false })
  const pictures = photos('photos', { most: 5, captions: what, rule: () => 'ifSent' })

  return {
    menu: 'menu.ask',
    steps: [what, topic, at, pictures],
    fills: { [what.name]: 'words' },
    check: 'ask.check',
    again({ kind, category, department }) {
      if (kind !== 'question') return undefined
      const about = topicKey({ category, department }, place)
      return about === undefined ? {} : { [topic.name]: about }
    },
    send(given, { firstName, language }) {
      const found = at.of(given)
      return {
        kind: 'openCase',
        draft: {
          kind: 'question',
          words: what.of(given) ?? { text: '', spans: [] },
          ...topicOf(topic.of(given), place),
          answers: [],
          ...(found && { where: found }),
          photos: pictures.of(given) ?? [],
          language,
          firstName,
        },
      }
    },
  }
})
