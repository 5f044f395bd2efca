/**
 * The form behind *Change…*: other words for a reply that is held, or waits for a second person.
 *
 * A message of staff in Slack is theirs, and nobody else can edit it: what was changed here stands in the thread as a post.
 */
import { changeReply } from '../actions/change-reply.ts'
import { reference, speakToStaff } from '../actions/context.ts'
import { CHANGE_REPLY } from '../actions/reply-buttons.ts'
import { threadPost } from '../actions/to-desk.ts'
import { cleanText } from '../core/clean-text.ts'
import { joinRich, plain, quoted } from '../core/rich-text.ts'
import { mayDo } from '../core/roles.ts'
import { lockReply } from '../store/replies.ts'
import { openedBy } from './ask-form.ts'
import { type CaseForm, wrong } from './case-form.ts'
import { isTrainee } from './is-trainee.ts'
import { replyNamed } from './reply-named.ts'

/** UTF-16 units that a form takes (Slack's limit). */
const MOST_WORDS = 3_000

export const changeReplyForm: CaseForm = {
  act: 'reply',
  firstField: 'words',
  async open(work, { about }, seen) {
    const say = speakToStaff(work.place)
    const reply = await replyNamed(work, about, seen)
    return {
      action: CHANGE_REPLY,
      value: `${about.id}:${seen}.${work.now().getTime()}`,
      title: say('desk.changeReply.title', { reference: reference(work.place, about.id) }).text,
      submit: say('desk.changeReply.save').text,
      cancel: say('button.cancel').text,
      fields: [
        {
          key: 'words',
          kind: 'words',
          label: say('desk.changeReply.words', { name: about.firstName }).text,
          hint: say('desk.changeReply.hint').text,
          required: true,
          most: MOST_WORDS,
          given: reply?.words.text.slice(0, MOST_WORDS) ?? '',
        },
      ],
    }
  },
  async submit(work, { about, by, role, thread }, { seen, filled: { words = '' } }) {
    const { place } = work
    const say = speakToStaff(place)
    const text = plain(cleanText(words).trim())
    const named = await replyNamed(work, about, seen)
    if (!named) return wrong({ words: say('desk.changeReply.tooLate').text })
    if (text.text === '') return wrong({ words: say('desk.nothingToSend').text })
    if (text.text.length > MOST_WORDS) return wrong({ words: say('desk.wrong.longWords', { most: MOST_WORDS }).text })
    if (text.text === named.words.text) return wrong({ words: say('desk.changeReply.same').text })
    const mine = by.id === named.author || by.id === named.wordsBy
    if (!mine && !(named.state === 'draft' && mayDo(role, 'approve')))
      return wrong({ words: say('desk.notYours', { author: named.authorName }).text })
    const trainee = await isTrainee(work, about, named.author)
    return async trx => {
      const reply = await lockReply(trx, named.id)
      if (reply.version !== named.version || reply.state !== named.state)
        return { messages: [], answer: { kind: 'errors', errors: { words: say('desk.changeReply.tooLate').text } } }
      const context = { place, now: work.now() }
      const [, , openedAt = ''] = seen.split('.')
      const since = openedBy(openedAt, context.now)
      const acting = { by: by.id, trainee, since, channel: thread.channel, thread: thread.ts }
      const told = say('desk.changeReply.told', { author: by.name, name: about.firstName })
      const post = threadPost(about.id, { text: joinRich([told, quoted(text)], '\n') })
      return { messages: [post, ...(await changeReply(trx, about, reply, text, acting, context))] }
    }
  },
}
