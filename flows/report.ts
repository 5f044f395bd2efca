/**
 * Reporting a problem.
 */
import { defineFlow } from '../src/conversation/flow.ts'
import { named } from '../src/conversation/named.ts'
import type { Scene } from '../src/conversation/step.ts'
import { asset } from '../src/conversation/steps/asset.ts'
import { ASSET, ownAnswers, ownParts, ownQuestions } from '../src/conversation/steps/own-questions.ts'
import { photos } from '../src/conversation/steps/photos.ts'
import { where } from '../src/conversation/steps/where.ts'
import { whichArea } from '../src/conversation/steps/which-area.ts'
import { write } from '../src/conversation/steps/write.ts'
import { categoryInLink, chooseCategory } from './topics.ts'

export const report = defineFlow('report', 1, place => {
  const what = write('what', 'report.what', { least: 3, most: 4000 })
  const category = chooseCategory('category', what)
  const number = asset(ASSET)
  const own = ownQuestions(place, category)
  const at = where('where', { asked: true })
  const part = whichArea('area', {
    at,
    routed: ({ given }) => (place.categories.get(category.of(given) ?? '')?.department.byArea.size ?? 0) > 0,
  })
  const pictures = photos('photos', {
    most: 5,
    captions: what,
    rule: ({ given }) => place.categories.get(category.of(given) ?? '')?.photo ?? 'optional',
    notTaken: scene => {
      const chosen = place.categories.get(category.of(scene.given) ?? '')
      return scene.say('photos.notTaken', { category: chosen ? named(chosen.name, scene) : '' })
    },
  })

  const isPublic = ({ given }: Pick<Scene, 'given'>) =>
    place.categories.get(category.of(given) ?? '')?.visibility === 'public'
  const remark = write(
    'remark',
    'report.remark',
    { least: 1, most: 1000 },
    { label: ({ say }) => say('report.remark.offer').text, applies: isPublic },
  )

  return {
    menu: 'menu.report',
    steps: [what, category, number, ...own, at, part, pictures, remark],
    fills: { [what.name]: 'words', [at.name]: 'where', [remark.name]: 'remark', ...ownParts(place) },
    whoReads: scene => scene.say(isPublic(scene) ? 'report.check.public' : 'report.check.private'),
    check: 'report.check',
    readLink(words) {
      const link = categoryInLink(words, place)
      return link && { [category.name]: link.category, ...(link.asset && { [number.name]: link.asset }) }
    },
    again({ kind, category: about, where: there }) {
      if (kind !== 'report') return undefined
      return {
        ...(about !== null && place.categories.has(about) && { [category.name]: about }),
        ...(there && { [at.name]: there }),
      }
    },
    send(given, { firstName, language }) {
      const chosen = place.categories.get(category.of(given) ?? '')
      const found = at.of(given)
      const area = found?.area ?? (found?.point ? undefined : part.of(given))
      const on = number.of(given)
      const toStaff = isPublic({ given }) ? remark.of(given) : undefined
      return {
        kind: 'openCase',
        draft: {
          kind: 'report',
          words: what.of(given) ?? { text: '', spans: [] },
          ...(toStaff && { remark: toStaff }),
          ...(chosen && { category: chosen.key }),
          answers: chosen ? ownAnswers(chosen, given) : [],
          ...(on && { asset: on }),
          ...(found && { where: { ...found, ...(area && { area }) } }),
          photos: pictures.of(given) ?? [],
          language,
          firstName,
        },
      }
    },
  }
})
