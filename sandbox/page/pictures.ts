/**
 * The picture dialog: one of the bundled pictures, or a file of one's own, with words.
 */
import type { Picked } from '../acts.ts'
import type { Sample } from '../view.ts'
import { byId, element } from './element.ts'
import { tell } from './live.ts'

export interface Chosen {
  readonly picked: Picked
  readonly caption: string
}

/** What the server takes in one act; the networks' own limits are theirs to say. */
const mostBytes = 15 * 1024 * 1024

export function setUpPictures(samples: readonly Sample[]): void {
  const choices = samples.map((sample, index) =>
    element(
      'label',
      {},
      element('input', { type: 'radio', name: 'sample', value: sample.key, checked: index === 0 }),
      element('img', { src: `/api/file/sample/${sample.key}`, alt: '' }),
      element('span', {}, sample.name),
    ),
  )
  byId('samples').replaceChildren(...choices)
}

/** Asks for a picture. Undefined where the person thought better of it. */
export function pickPicture(): Promise<Chosen | undefined> {
  const dialog = byId<HTMLDialogElement>('pictures')
  const file = byId<HTMLInputElement>('own-picture')
  const caption = byId<HTMLInputElement>('caption')
  const { promise, resolve } = Promise.withResolvers<Chosen | undefined>()
  dialog.returnValue = ''
  file.value = ''
  caption.value = ''
  dialog.showModal()
  const finish = async () => {
    if (dialog.returnValue !== 'send') return resolve(undefined)
    const own = file.files?.[0]
    const checked = dialog.querySelector<HTMLInputElement>('input[name=sample]:checked')
    const picked = own ? await readOwn(own) : { sample: checked?.value ?? '' }
    resolve(picked && { picked, caption: caption.value })
  }
  dialog.addEventListener('close', finish, { once: true })
  return promise
}

async function readOwn(file: File): Promise<Picked | undefined> {
  if (file.size > mostBytes) {
    tell(`This file is larger than ${mostBytes / 1024 / 1024} MB. Choose a smaller one.`)
    return undefined
  }
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const reader = new FileReader()
  reader.addEventListener('load', () => resolve(String(reader.result)))
  reader.addEventListener('error', () => reject(reader.error))
  reader.readAsDataURL(file)
  const url = await promise
  return { name: file.name, base64: url.slice(url.indexOf(',') + 1) }
}
