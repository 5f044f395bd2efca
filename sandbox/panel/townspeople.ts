/**
 * Who the simulated members are: made-up names, and what they write where a survey asks for words.
 */
import type { Language } from '../../src/core/place.ts'
import type { Chance } from './chance.ts'

/** As many as in a harbour town: most have their apps in English. */
const SHARES: Readonly<Record<Language, number>> = { en: 60, es: 14, fr: 12, ar: 14 }

const NAMES: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Alice',
    'Bryn',
    'Carla',
    'Duncan',
    'Esther',
    'Frank',
    'Grace',
    'Harvey',
    'Ivy',
    'Jack',
    'Kezia',
    'Liam',
    'Moira',
  ],
  es: ['Lucía', 'Mateo', 'Carmen', 'Diego', 'Elena', 'Pablo', 'Rosa', 'Iván'],
  fr: ['Camille', 'Hugo', 'Léa', 'Théo', 'Manon', 'Louis', 'Chloé', 'Rémi'],
  ar: ['مريم', 'يوسف', 'ليلى', 'كريم', 'نور', 'سامي', 'هدى', 'طارق'],
}

/** Words that nobody means about anybody. */
const REMARKS: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'More benches in the shade, please',
    'Think of the people who deliver goods',
    'Trees! As many as fit',
    'It is fine as it is',
    'A tap with drinking water',
    'Please keep the bus stop close by',
  ],
  es: ['Más bancos a la sombra', 'Una fuente para beber', 'Está bien como está', 'Árboles, por favor'],
  fr: ['Plus de bancs à l’ombre', 'Une fontaine d’eau potable', 'C’est bien comme ça', 'Des arbres, s’il vous plaît'],
  ar: ['مقاعد أكثر في الظل', 'نافورة لمياه الشرب', 'المكان جيد كما هو', 'أشجار من فضلكم'],
}

const FALLBACK = 'en'

export interface Townsperson {
  readonly network: 'telegram' | 'discord'
  readonly name: string
  readonly language: Language
}

/** @param languages  Of the place. */
export function someTownsperson(chance: Chance, languages: readonly Language[]): Townsperson {
  const network = chance.is(0.2) ? 'discord' : 'telegram'
  // Discord's app has no Arabic.
  const spoken = languages.filter(language => network === 'telegram' || language !== 'ar')
  const language = chance.pick(
    spoken,
    spoken.map(one => SHARES[one] ?? 5),
  )
  return { network, name: chance.pick(NAMES[language] ?? NAMES[FALLBACK] ?? []), language }
}

export function someRemark(chance: Chance, language: Language): string {
  return chance.pick(REMARKS[language] ?? REMARKS[FALLBACK] ?? [])
}
