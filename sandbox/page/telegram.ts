/**
 * A resident's phone: the chat with the bot, and a group in which the bot is called.
 */
import type { TelegramMessageView, TelegramPersonView, TelegramView } from '../resident-view.ts'
import { byId, followEnd, patch } from './element.ts'
import { act } from './live.ts'
import { pickPlace } from './map.ts'
import { openMenu } from './menu.ts'
import { pickFiles } from './pictures.ts'
import { residentComposer } from './resident-composer.ts'
import { residents, roveMessages } from './residents.ts'
import { drawTelegramMessage } from './telegram-message.ts'

/** @returns What draws the pane anew. */
export function telegramPane(): (view: TelegramView) => void {
  const list = byId('telegram-list')
  const block = byId<HTMLButtonElement>('telegram-block')
  const following = followEnd(list)
  let last: TelegramView | undefined
  const owner = residents<TelegramPersonView>('telegram', { pane: who => `${who}’s phone`, chat: 'chat' }, () => {
    composer.reset()
    list.replaceChildren()
    if (last) draw(last)
    following.toEnd()
  })
  const person = () => owner.person?.id ?? ''
  const composer = residentComposer(
    'telegram',
    () => owner.person?.commands ?? [],
    (text, about) => {
      const replyTo = about?.how === 'reply' ? { replyTo: about.message } : {}
      if (owner.room === 'public') return act({ act: 'telegram.group', person: person(), text, ...replyTo })
      if (about?.how === 'edit') return act({ act: 'telegram.edit', person: person(), message: about.message, text })
      return act({ act: 'telegram.say', person: person(), text, ...replyTo })
    },
  )
  block.addEventListener('click', () =>
    act({ act: 'telegram.block', person: person(), blocked: !owner.person?.closed }),
  )
  byId('telegram-attach').addEventListener('click', event =>
    openMenu(event.currentTarget as HTMLElement, 'Attach', [
      { words: 'Send a place', choose: () => sendPlace(person()) },
      { words: 'Send photos or files', choose: () => sendFiles(person()) },
      { words: 'Send a voice message', choose: () => act({ act: 'telegram.voice', person: person() }) },
      { words: 'Send a sticker', choose: () => act({ act: 'telegram.sticker', person: person() }) },
      { words: 'Send a contact', choose: () => act({ act: 'telegram.contact', person: person() }) },
      { words: 'Send a poll', choose: () => act({ act: 'telegram.poll', person: person() }) },
    ]),
  )

  const draw = (view: TelegramView) => {
    last = view
    owner.show(view.people, { private: view.name, public: view.group })
    const shown = owner.person
    const inGroup = owner.room === 'public'
    byId('telegram-name').textContent = inGroup ? view.group : view.name
    byId('telegram-kind').textContent = inGroup ? 'group' : 'bot'
    byId('telegram').classList.toggle('blocked', shown?.closed ?? false)
    byId('telegram').classList.toggle('in-public', inGroup)
    block.textContent = shown?.closed ? 'Unblock bot' : 'Block bot'
    block.hidden = inGroup
    byId<HTMLButtonElement>('telegram-attach').disabled = inGroup
    list.dataset.empty = inGroup
      ? 'Everybody in town talks here. The bot hears only what calls it: /report@folkmoot_bot or @folkmoot_bot.'
      : 'Nothing yet. Write /start and send it.'
    const messages = shown ? (inGroup ? shown.group : shown.messages) : []
    patch(
      list,
      albums(messages).map(album => ({ album, person: person(), inGroup })),
      ({ album }) => album[0].id,
      ({ album }) => drawTelegramMessage(album, { person: person(), inGroup, begin: composer.begin }),
    )
    roveMessages(list)
  }
  return draw
}

type Album = readonly [TelegramMessageView, ...TelegramMessageView[]]

/** Pictures that were sent together are shown together. */
function albums(messages: readonly TelegramMessageView[]): readonly Album[] {
  const grouped: [TelegramMessageView, ...TelegramMessageView[]][] = []
  for (const message of messages) {
    const last = grouped.at(-1)
    if (message.album !== undefined && last?.[0].album === message.album) last.push(message)
    else grouped.push([message])
  }
  return grouped
}

async function sendPlace(person: string): Promise<void> {
  const point = await pickPlace()
  if (point) await act({ act: 'telegram.pin', person, ...point })
}

async function sendFiles(person: string): Promise<void> {
  const chosen = await pickFiles(10)
  if (chosen) await act({ act: 'telegram.files', person, ...chosen })
}
