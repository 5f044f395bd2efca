/**
 * Photos: kept as they come, until Done or until there is no room for more.
 */
import type { StoredFile } from '../../core/files.ts'
import { joinRich, plain, type RichText } from '../../core/rich-text.ts'
import { shortenRich } from '../../core/shorten.ts'
import { answerOf, type Given, type Scene, type Step } from '../step.ts'

/** `ifSent`: not asked for, kept when they were sent. */
export type PhotoRule = 'optional' | 'required' | 'none' | 'ifSent'

interface Rules {
  readonly most: number
  /** The words that a photo's caption is added to. */
  readonly captions: Step<RichText>
  readonly rule: (scene: Scene) => PhotoRule
  /** Said where the rule is `none`, and photos were sent before it was known. */
  readonly notTaken?: (scene: Scene) => RichText
}

const DONE = 'done'
const REMOVE = 'remove'

export function photos(name: string, { most, captions, rule, notTaken }: Rules): Step<readonly StoredFile[]> {
  const kept = (scene: Scene) => answerOf<readonly StoredFile[]>(scene.given, name) ?? []
  const add = (sent: readonly StoredFile[], scene: Scene) => {
    const all = [...kept(scene), ...sent]
    const tooMany = all.length > most ? scene.say('photos.tooMany', { most: `${most}` }) : undefined
    return { value: all.slice(0, most), tooMany }
  }
  return {
    name,
    piece: 'photos',
    of: given => answerOf<readonly StoredFile[]>(given, name),
    applies(scene) {
      const now = rule(scene)
      return now === 'optional' || now === 'required' || (now === 'ifSent' && kept(scene).length > 0)
    },
    optional: scene => rule(scene) !== 'required',
    holds: value => Array.isArray(value) && value.length > 0,
    label: ({ say }) => say('report.photos.label').text,
    ask(scene) {
      const { say } = scene
      const count = kept(scene).length
      const key = rule(scene) === 'required' ? 'report.photos.askRequired' : 'report.photos.ask'
      if (count === 0) return { text: say(key, { most: `${most}` }), choices: [] }
      const done = { code: DONE, label: say('button.done').text }
      const remove = { code: REMOVE, label: say('photos.removeAll').text }
      return { text: say(count < most ? 'photos.kept' : 'photos.full', { count }), choices: [[done], [remove]] }
    },
    hint: ({ say }) => say('report.photos.hint'),
    example: ({ say }) => say('report.photos.example'),
    show: (value, { say }) =>
      plain(value.length > 0 ? say('check.photos', { count: value.length }).text : say('check.none').text),
    take({ photos: sent, text: caption }, option, scene) {
      if (option === REMOVE) return { kind: 'part', value: [] }
      if (option === DONE && kept(scene).length > 0) return { kind: 'answer', value: kept(scene) }
      if (sent.length === 0) return { kind: 'unclear' }
      const { value, tooMany } = add(sent, scene)
      return {
        kind: value.length < most ? 'part' : 'answer',
        value,
        ...(caption && { also: captioned(captions, scene, caption) }),
        ...(tooMany && { note: tooMany }),
      }
    },
    early({ photos: sent }, scene) {
      if (sent.length === 0 || rule(scene) === 'none') return undefined
      const { value, tooMany } = add(sent, scene)
      return { value, note: tooMany ?? scene.say('photos.early', { count: sent.length }) }
    },
    ...(notTaken && { leftOut: notTaken }),
  }
}

/** UTF-16 units of words with captions. */
const MOST_WORDS = 4000

function captioned(words: Step<RichText>, { given }: Scene, caption: RichText): Given {
  const before = words.of(given)
  const all = before ? joinRich([before, caption], '\n') : caption
  return { [words.name]: shortenRich(all, MOST_WORDS) }
}
