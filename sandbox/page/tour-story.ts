/**
 * The story of the guided tour: a pothole, from Ana's phone to the staff's desk and back.
 */
import { byId } from './element.ts'
import type { Hands } from './hands.ts'
import { act } from './live.ts'

export interface Scene {
  /** Where to look. */
  readonly pane: 'telegram' | 'slack' | undefined
  /** One sentence or two. */
  readonly words: string
  /** Brings it about; resolves once what the words promise can be seen. */
  readonly play?: (hands: Hands) => Promise<void>
}

/** @returns The scenes, which share what they found out about this report. */
export function tellStory(): readonly Scene[] {
  let reference = ''
  const card = () => newest('#slack-list .message', reference)

  return [
    {
      pane: undefined,
      words:
        'Folkmoot joins the chat apps that people have to the Slack that their council works in. See one report go all the way round: it takes about a minute, and everything in it really happens.',
    },
    {
      pane: 'telegram',
      words:
        'This is Ana’s phone. There is a hole in the street by the bakery, and she writes to the town as she would to a friend.',
      play: async hands => {
        await openChat(hands)
        // Somebody may have left her in the middle of something.
        if (inChat('Cancel')) {
          const isCancelled = answered()
          await hands.press('Cancel', () => inChat('Cancel'))
          await hands.see('the end of it', isCancelled)
        }
        const isAnswered = answered()
        await hands.write('telegram-form', '/report ')
        await hands.see('a question', isAnswered)
        await hands.write('telegram-form', 'There is a deep pothole outside the bakery')
        await hands.see('a question', () => inChat('Pothole'))
      },
    },
    {
      pane: 'telegram',
      words: 'Folkmoot asks only what a problem of this kind needs. A tap is enough, and typing works as well.',
      play: async hands => {
        await hands.press('Pothole', () => inChat('Pothole'))
        await hands.press('the depth', () => inChat('Up to the ankle'))
        await hands.see('the question where', () => chatSays(/Where is it/))
      },
    },
    {
      pane: 'telegram',
      words: 'She puts a pin on the map. An address, a link from her map or “by the church” would do, too.',
      play: async hands => {
        await attach(hands, 'Send a place')
        await hands.press('the map', () => byLabel('#map[open]', 'Send this place'))
        await hands.see('the question for photos', () => chatSays(/photo/i))
      },
    },
    {
      pane: 'telegram',
      words: 'And a photo, which Folkmoot makes smaller and clears of what phones hide in it.',
      play: async hands => {
        await attach(hands, 'Send photos or files')
        await hands.press('the picture', () => byLabel('#pictures[open]', 'Send picture'))
        await hands.press('Done', () => inChat('Done'))
        await hands.see('the check', () => inChat('Send report'))
      },
    },
    {
      pane: 'telegram',
      words: 'Before anything goes out Ana sees all of it, and may change each answer. She sends it, and has a number.',
      play: async hands => {
        await hands.press('Send report', () => inChat('Send report'))
        reference = await hands.see('a reference', () => chatSays(/\b[A-Z]{2,}-\d+\b/)?.[0])
      },
    },
    {
      pane: 'slack',
      words: 'The team that mends streets has it in its own Slack channel: her words, the place, the photo.',
      play: async hands => {
        await hands.choose(() => byId<HTMLSelectElement>('slack-user'), /^Priya/)
        await hands.press('the channel', () => byLabel('#slack-channels', /highways/))
        await hands.press('the thread', () => card()?.querySelector<HTMLElement>('.replies') ?? undefined)
        await hands.see('the photo', () => inThread('.picture img'))
      },
    },
    {
      pane: 'slack',
      words: 'Priya takes it on with one tap, so that two people do not do the same work.',
      play: async hands => {
        await hands.press('Claim', () => byLabel(card(), 'Claim'))
        await hands.see('her name', () => (/Priya/.test(card()?.textContent ?? '') ? true : undefined))
      },
    },
    {
      pane: 'slack',
      words: 'What she writes in the thread goes to Ana. What begins with “note:” stays among staff.',
      play: async hands => {
        await hands.write('slack-reply', 'Thank you, Ana. A crew comes this afternoon.')
        await hands.see('the answer', () => chatSays(/A crew comes this afternoon/))
      },
    },
    {
      pane: 'telegram',
      words: 'Ana reads it where she asked, and writes back. That comes into the same thread.',
      play: async hands => {
        await hands.write('telegram-form', 'Wonderful, thank you!')
        await hands.see('her words in the thread', () => newest('#slack-replies .message', 'Wonderful, thank you!'))
      },
    },
    {
      pane: 'slack',
      words:
        'The hole is filled. Priya sends a photo of it and sets the status to fixed. Where Ana wrote only seconds ago, Folkmoot first makes sure that Priya has seen it.',
      play: async hands => {
        await hands.press('the pictures', () => byId('slack-photo'))
        await hands.press('the mended road', () => sample('mended'))
        // Chosen to begin with, where several may be sent.
        if (sample('pothole')?.checked) await hands.press('the hole', () => sample('pothole'))
        await hands.press('the picture', () => byLabel('#pictures[open]', 'Send picture'))
        const photo = () => newestInChat()?.querySelector('img') ?? undefined
        const question = () => byLabel(newest('#slack-replies .whisper', 'Send all the same'), 'Send all the same')
        const asked = await hands.see('the photo', () => photo() ?? question())
        if (asked.matches('button')) await hands.press('Send all the same', question)
        await hands.see('the photo', photo)
        await hands.press('Status…', () => byLabel(card(), 'Status…'))
        await hands.choose(() => byId('slack-modal').querySelector('select') ?? undefined, /^Fixed/)
        await hands.press('the form', () => (isOpen('slack-modal') ? byId('slack-modal-submit') : undefined))
        await hands.see('the status', () => chatSays(new RegExp(`${reference}[^]*fixed`, 'i')))
      },
    },
    {
      pane: 'telegram',
      words: 'Ana sees what became of it, and can say so where it is not true. Nobody had to learn a new app.',
    },
    {
      pane: undefined,
      words:
        'Now the town is yours: be Ana, Ben or Priya, add people in four languages, or open “Bad days” and kill Folkmoot while they write. Nothing gets lost.',
    },
  ]
}

/** Ana has the phone, in her chat with the bot; where she was removed, she comes back. */
async function openChat(hands: Hands): Promise<void> {
  const select = byId<HTMLSelectElement>('telegram-person')
  const isThere = () => [...select.options].some(({ text }) => text === 'Ana')
  if (!isThere()) await act({ act: 'person.add', network: 'telegram', name: 'Ana', language: 'en' })
  await hands.choose(() => select, /^Ana$/)
  await hands.press('the chat', () => byId('telegram-rooms').querySelector('button') ?? undefined)
  if (byId('telegram').classList.contains('blocked')) await hands.press('Unblock', () => byId('telegram-block'))
}

async function attach(hands: Hands, what: string): Promise<void> {
  await hands.press('Attach', () => byId('telegram-attach'))
  await hands.press(what, () => byLabel('#menu', what))
}

function newestInChat(): HTMLElement | undefined {
  return [...byId('telegram-list').querySelectorAll<HTMLElement>('.theirs')].at(-1)
}

/** @returns What tells whether the bot has said more since. */
function answered(): () => true | undefined {
  const before = newestInChat()?.dataset.key
  return () => (newestInChat()?.dataset.key === before ? undefined : true)
}

/** What the bot's newest message says, where it says this. */
function chatSays(words: RegExp): RegExpExecArray | undefined {
  return words.exec(newestInChat()?.textContent ?? '') ?? undefined
}

/** A button below the bot's newest message. */
function inChat(label: string): HTMLElement | undefined {
  return byLabel(newestInChat(), label)
}

function inThread(selector: string): HTMLElement | undefined {
  return byId('slack-replies').querySelector<HTMLElement>(selector) ?? undefined
}

function newest(selector: string, words: string): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>(selector)]
  return all.findLast(one => one.textContent.includes(words))
}

function byLabel(within: string | HTMLElement | undefined, label: string | RegExp): HTMLElement | undefined {
  const parent = typeof within === 'string' ? document.querySelector(within) : within
  const says = (words: string) => (typeof label === 'string' ? words === label : label.test(words))
  return [...(parent?.querySelectorAll<HTMLElement>('button') ?? [])].find(one => says(one.textContent.trim()))
}

function sample(key: string): HTMLInputElement | undefined {
  return document.querySelector<HTMLInputElement>(`#pictures[open] input[value=${key}]`) ?? undefined
}

function isOpen(id: string): boolean {
  return byId<HTMLDialogElement>(id).open
}
