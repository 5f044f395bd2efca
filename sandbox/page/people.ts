/**
 * The dialog in which people come and go: a name, a network, a language.
 */
import type { Town, View } from '../view.ts'
import { byId, element, patch } from './element.ts'
import { act } from './live.ts'

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' })
const networkNames = { telegram: 'Telegram', discord: 'Discord' } as const

/** @returns What draws the list of people anew. */
export function setUpPeople(town: Town): (view: View) => void {
  const form = byId<HTMLFormElement>('people-form')
  const language = byId<HTMLSelectElement>('people-language')
  const network = byId<HTMLSelectElement>('people-network')
  language.append(...town.languages.map(code => element('option', { value: code }, languageNames.of(code) ?? code)))
  const advise = () => {
    const words = 'Discord’s app has no Arabic: it says English, and /language changes what Folkmoot speaks.'
    byId('people-advice').textContent = network.value === 'discord' && language.value === 'ar' ? words : ''
  }
  network.addEventListener('change', advise)
  language.addEventListener('change', advise)
  form.addEventListener('submit', async event => {
    event.preventDefault()
    const name = byId<HTMLInputElement>('people-name')
    const on = network.value === 'discord' ? 'discord' : 'telegram'
    if (!(await act({ act: 'person.add', network: on, name: name.value, language: language.value }))) return
    form.reset()
    advise()
    byId<HTMLDialogElement>('people').close()
  })
  byId('people-close').addEventListener('click', () => byId<HTMLDialogElement>('people').close())
  return view => {
    const all = (['telegram', 'discord'] as const).flatMap(on =>
      view[on].people.map(({ id, name, language: code }) => ({ id, name, on, code })),
    )
    patch(
      byId('people-list'),
      all,
      person => person.id,
      ({ id, name, on, code }) => {
        const remove = () => act({ act: 'person.remove', person: id })
        const where = ` ${networkNames[on]}, ${languageNames.of(code) ?? code}`
        return element(
          'li',
          {},
          element('span', {}, element('strong', { dir: 'auto' }, name), element('span', { class: 'small' }, where)),
          element(
            'button',
            { type: 'button', class: 'plain', onclick: remove },
            'Remove',
            element('span', { class: 'unseen' }, ` ${name}`),
          ),
        )
      },
    )
  }
}

export function openPeople(network: 'telegram' | 'discord'): void {
  byId<HTMLSelectElement>('people-network').value = network
  byId<HTMLDialogElement>('people').showModal()
  byId('people-name').focus()
}
