/**
 * App Home: what the app published for the acting person.
 */
import type { SlackView } from '../view.ts'
import { byId, patch } from './element.ts'
import { drawBlock } from './slack-blocks.ts'
import { surfaceDrawing } from './slack-surface.ts'

export function drawHome(view: SlackView, user: string): void {
  const home = view.surfaces.find(one => one.kind === 'home' && one.user === user)
  const list = byId('slack-home')
  const drawing = home && surfaceDrawing(home, view, async () => ({}))
  const items = (home?.blocks ?? []).map((block, at) => ({
    // another person's Home is another page, also where blocks are called the same
    key: `${home?.id} ${String(block.block_id)}`,
    block,
    at,
    found: home?.found[String(block.block_id)],
  }))
  patch(
    list,
    items,
    item => item.key,
    item => {
      const drawn = document.createElement('div')
      if (drawing) drawn.append(drawBlock(item.block, drawing))
      return drawn
    },
  )
}
