/** People of the sandbox come and go. */
import type { Act } from '../acts.ts'
import { ActError } from '../server.ts'
import type { Cast } from './cast.ts'
import type { SimulatedPanel } from './simulated-panel.ts'

/** Each brings a whole chat into every view. */
const mostPeople = 12

/** Discord's own names of languages; it has none for Arabic. https://docs.discord.com/developers/reference#locales */
const locales: Readonly<Record<string, string>> = { en: 'en-GB', es: 'es-ES', ar: 'en-US' }

export function performPeople(
  { telegram, discord }: Cast,
  act: Extract<Act, { readonly act: `person.${string}` }>,
  panel: Pick<SimulatedPanel, 'isMember'>,
): void {
  if (act.act === 'person.remove') {
    if (panel.isMember(act.person)) throw new ActError('This is a simulated member: make the panel smaller instead.')
    const onTelegram = telegram.people.find(({ user }) => `telegram:${user.id}` === act.person)
    const onDiscord = discord.people.find(({ id }) => `discord:${id}` === act.person)
    if (onTelegram) telegram.removePerson(onTelegram)
    if (onDiscord) discord.removePerson(onDiscord)
    return
  }
  const ids = [
    ...telegram.people.map(({ user }) => `telegram:${user.id}`),
    ...discord.people.map(({ id }) => `discord:${id}`),
  ]
  if (ids.filter(id => !panel.isMember(id)).length >= mostPeople) {
    throw new ActError(`The page has room for ${mostPeople} people. Remove one first.`)
  }
  const { name, language } = act
  if (act.network === 'telegram') telegram.addPerson({ firstName: name, languageCode: language })
  else {
    // User names are of small Latin letters and digits, whatever people call themselves.
    const username = name.toLowerCase().replace(/[^a-z0-9._]/g, '') || `person${discord.people.length}`
    discord.addPerson({ username, globalName: name, locale: locales[language] ?? language })
  }
}
