/**
 * How a modal or App Home is drawn: what is filled in is kept with Slack, and each act carries the rest along.
 */
import type { SlackSurfaceView, SlackView } from '../view.ts'
import { act } from './live.ts'
import type { Drawing, Target } from './slack-drawing.ts'
import type { Filled } from './slack-fields.ts'
import { namesIn } from './slack-names.ts'

/** @param filled  Reads what is filled in just now. */
export function surfaceDrawing(
  surface: SlackSurfaceView,
  view: SlackView,
  filled: () => Promise<Record<string, Filled>>,
): Drawing {
  const { id, user, kind } = surface
  const where = kind === 'modal' ? 'view' : 'home'
  const press = async ({ block, action }: Target, chosen?: string | readonly string[]) => {
    const rest = kind === 'modal' ? await filled() : {}
    const held = chosen === undefined ? {} : { chosen: typeof chosen === 'string' ? chosen : [...chosen] }
    await act({ act: 'slack.press', user, where, block, action, ...held, filled: rest })
  }
  return {
    names: namesIn(view),
    people: view.users,
    channels: view.channels.filter(channel => channel.kind !== 'direct'),
    scope: id,
    held: ({ block, action }) => surface.state[block]?.[action],
    found: block => surface.found[block] ?? [],
    press,
    lookUp: ({ block, action }, typed) => void act({ act: 'slack.lookUp', user, where, block, action, typed }),
    report: async (target, held) => {
      if (kind === 'home') press(target, held)
      else await act({ act: 'slack.fill', user, form: id, filled: await filled() })
    },
  }
}
