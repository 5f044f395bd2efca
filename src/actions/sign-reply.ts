/**
 * What a resident gets of a reply: the words of its author below a line that says whose they are.
 */

import { speak } from '../../locales/index.ts'
import { identityOf } from '../core/identity.ts'
import type { Address } from '../core/network.ts'
import type { ToResident } from '../core/outbound.ts'
import type { Place } from '../core/place.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Reply } from '../store/replies.ts'
import { departmentOf, inLanguage, reference } from './context.ts'

/** Where it goes, and in which language it is signed. */
export type Addressee = Pick<CaseAtDesk, 'id' | 'department' | 'channel' | 'language'> & { readonly address: Address }

/**
 * Pure, so that its author can look at it before it goes.
 *
 * @param corrected  It takes the place of something that they have read.
 */
export function messageOf(
  to: Addressee,
  reply: Pick<Reply, 'author' | 'authorName' | 'words' | 'files'>,
  place: Place,
  corrected = false,
): ToResident {
  return {
    to: 'resident',
    address: to.address,
    text: signed(signatureOf(to, reply, place, corrected), reply.words),
    choices: [],
    files: reply.files,
    ...(to.channel && { channel: to.channel }),
  }
}

function signatureOf(
  to: Addressee,
  { author: id, authorName: name }: Pick<Reply, 'author' | 'authorName'>,
  place: Place,
  corrected: boolean,
) {
  const say = speak(to.language)
  const named = identityOf(place, to.department, { id, name }) === 'named'
  const signature = say(named ? 'reply.fromPerson' : 'reply.fromTeam', {
    author: name,
    department: inLanguage(place, departmentOf(place, to.department).name, to.language),
    reference: reference(place, to.id),
  })
  return corrected ? joinRich([signature, say('reply.corrected')], ' · ') : signature
}

function signed(signature: RichText, words: RichText): RichText {
  return words.text ? joinRich([signature, words], '\n') : signature
}
