/**
 * The picture dialog: bundled pictures, or files of one's own, with words.
 */
import type { Picked } from '../resident-acts.ts'
import type { Sample } from '../view.ts'
import { byId, element } from './element.ts'
import { tell } from './live.ts'

interface Chosen {
  readonly files: Picked[]
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

/** Asks for up to so many pictures or files. Undefined where the person thought better of it. */
export function pickFiles(most: number): Promise<Chosen | undefined> {
  const dialog = byId<HTMLDialogElement>('pictures')
  const own = byId<HTMLInputElement>('own-picture')
  const caption = byId<HTMLInputElement>('caption')
  const samples = [...dialog.querySelectorAll<HTMLInputElement>('input[name=sample]')]
  const { promise, resolve } = Promise.withResolvers<Chosen | undefined>()
  byId('pictures-title').textContent = most > 1 ? 'Which pictures?' : 'Which picture?'
  for (const [index, sample] of samples.entries()) {
    sample.type = most > 1 ? 'checkbox' : 'radio'
    sample.checked = index === 0
  }
  own.multiple = most > 1
  own.value = ''
  caption.value = ''
  dialog.returnValue = ''
  dialog.showModal()
  const finish = async () => {
    if (dialog.returnValue !== 'send') return resolve(undefined)
    const chosen = [...(own.files ?? [])]
    const files = chosen.length > 0 ? await readOwn(chosen) : samples.filter(one => one.checked).map(bundled)
    if (files.length > most) tell(`No more than ${most} at once.`)
    resolve(files.length > 0 ? { files: files.slice(0, most), caption: caption.value } : undefined)
  }
  dialog.addEventListener('close', finish, { once: true })
  return promise
}

function bundled({ value }: HTMLInputElement): Picked {
  return { sample: value }
}

/** Nothing where they are too large together. */
export async function readOwn(files: readonly File[]): Promise<Picked[]> {
  if (files.reduce((total, { size }) => total + size, 0) > mostBytes) {
    tell(`This is more than ${mostBytes / 1024 / 1024} MB. Choose something smaller.`)
    return []
  }
  return Promise.all(files.map(readFile))
}

async function readFile(file: File): Promise<Picked> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const reader = new FileReader()
  reader.addEventListener('load', () => resolve(String(reader.result)))
  reader.addEventListener('error', () => reject(reader.error))
  reader.readAsDataURL(file)
  const url = await promise
  return { name: file.name, base64: url.slice(url.indexOf(',') + 1) }
}
