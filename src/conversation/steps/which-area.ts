/**
 * Which part of the town it is in, where nothing else tells and it matters.
 */
import type { Step } from '../step.ts'
import { choose } from './choose.ts'
import type { where } from './where.ts'
import { isUnlocated } from './where.ts'

interface Rules {
  readonly at: ReturnType<typeof where>
  /** True where another team takes it in another area. */
  readonly routed: (scene: Parameters<Step['applies']>[0]) => boolean
}

/** Asked for words without a point: where they could not be found on a map, or the area decides who takes it. */
export function whichArea(name: string, { at, routed }: Rules): Step<string> {
  return choose(
    name,
    {
      label: ({ say }) => say('report.area.label').text,
      ask: ({ say }) => say('report.area.ask'),
      hint: ({ say }) => say('report.area.hint'),
      example: ({ say }, label) => say('report.area.example', { label }),
    },
    {
      options: ({ place }) => place.areas.map(area => ({ key: area.name, label: area.name, synonyms: [] })),
      applies(scene) {
        const known = at.of(scene.given)
        if (scene.place.areas.length === 0 || !known || known.point || known.area) return false
        return isUnlocated(scene.given, at.name) || routed(scene)
      },
      optional: true,
    },
  )
}
