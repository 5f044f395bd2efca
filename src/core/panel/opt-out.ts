/**
 * STOP and its like: the words by which people leave, in every language we speak.
 *
 * Whole messages only: "We have got to STOP this bill" leaves nothing. The lists follow what carriers ask of text
 * messages (CTIA Messaging Principles, opt-out keywords) and what people type in the other languages.
 */
import { fold } from '../fold.ts'

/** `everything`: all but answers to the person's own cases. */
export type OptOut = 'panel' | 'everything'

const PANEL = [
  ...['stop', 'unsubscribe', 'unsub', 'optout', 'opt out', 'revoke', 'leave the panel', 'leave panel'],
  ...['alto', 'pare', 'parar', 'basta', 'baja', 'darme de baja', 'dar de baja', 'dejar el panel'],
  ...[
    'arret',
    'arreter',
    'arretez',
    'desabonner',
    'me desabonner',
    'desinscrire',
    'desinscription',
    'quitter le panel',
  ],
  ...['توقف', 'أوقف', 'إيقاف', 'قف', 'إلغاء الاشتراك', 'إلغاء الإشتراك', 'مغادرة اللوحة'],
]

const EVERYTHING = [
  ...['stop all', 'stopall', 'stop everything', 'unsubscribe all', 'opt out all', 'optoutall'],
  ...['parar todo', 'pare todo', 'alto a todo', 'baja de todo', 'basta de todo'],
  ...['tout arreter', 'arreter tout', 'arret total', 'arretez tout', 'stop tout'],
  ...['أوقف الكل', 'إيقاف الكل', 'أوقف كل شيء', 'إيقاف كل شيء'],
]

/** Answers and ways out of a dialogue, as long as one is open. */
const WHERE_NOTHING_IS_OPEN = [
  ...['cancel', 'end', 'quit'],
  ...['cancelar', 'fin', 'terminar', 'salir'],
  ...['annuler', 'finir', 'quitter'],
  ...['إلغاء', 'إنهاء', 'خروج'],
]

/**
 * True for a name that nobody could type as an answer: it would end the panel before it is read as one. Whatever is
 * offered to people as an answer must have another.
 */
export function isStopWord(name: string): boolean {
  return readOptOut(name, true) !== undefined
}

const panel = new Set(PANEL.map(fold))
const everything = new Set(EVERYTHING.map(fold))
const whereNothingIsOpen = new Set(WHERE_NOTHING_IS_OPEN.map(fold))

/** What a message ends, or undefined where it is about something else. */
export function readOptOut(text: string, dialogueOpen: boolean): OptOut | undefined {
  const folded = fold(text)
  if (everything.has(folded)) return 'everything'
  if (panel.has(folded)) return 'panel'
  return !dialogueOpen && whereNothingIsOpen.has(folded) ? 'panel' : undefined
}
