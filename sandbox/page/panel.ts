/**
 * The panel of simulated members above the panes: how many, how fast, their survey, and what they do just now.
 */
import type { PanelDeed, PanelView } from '../panel-view.ts'
import { byId, element, patch } from './element.ts'
import { act } from './live.ts'

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' })
const networkNames = { telegram: 'Telegram', discord: 'Discord' } as const
const clock = new Intl.DateTimeFormat('en-GB', { weekday: 'long', hour: '2-digit', minute: '2-digit' })

/** @param showPane  On a phone, where there is one pane at a time. @returns What draws the panel anew. */
export function panelControls(showPane: (pane: string) => void): (view: PanelView | undefined) => void {
  const opener = byId<HTMLButtonElement>('open-panel')
  const section = byId('panel')
  const show = (open: boolean) => {
    section.hidden = !open
    opener.setAttribute('aria-expanded', String(open))
  }
  opener.addEventListener('click', () => {
    show(Boolean(section.hidden))
    if (!section.hidden) byId('panel-size').focus()
  })
  byId('panel-close').addEventListener('click', () => {
    show(false)
    opener.focus()
  })
  byId('panel-launch').addEventListener('click', () => act({ act: 'panel.launch' }))
  byId('panel-wake').addEventListener('click', () => act({ act: 'panel.wake' }))
  const size = slider('panel-size', value => act({ act: 'panel.size', size: value }))
  const pace = slider('panel-pace', value => act({ act: 'panel.pace', pace: value }))
  const watch = (deed: PanelDeed) => {
    void act({ act: 'panel.watch', person: deed.person })
    showPane(deed.network)
  }

  return view => {
    opener.hidden = !view
    if (!view) return
    size.draw(view.size, view.size === 1 ? '1 person' : `${view.size} people`)
    byId<HTMLButtonElement>('panel-launch').disabled = view.joined === 0
    pace.draw(view.pace, view.pace === 1 ? 'as people are' : `${view.pace} times as fast`)
    drawCounts(view)
    const { quietUntil } = view
    byId('panel-quiet').hidden = quietUntil === undefined
    const words = quietUntil
      ? `Quiet hours: a survey that is launched now goes out ${clock.format(new Date(quietUntil))}.`
      : ''
    if (byId('panel-quiet-words').textContent !== words) byId('panel-quiet-words').textContent = words
    const deeds = byId('panel-deeds')
    // Whoever is about to press one of them finds it where it was.
    if (deeds.matches(':hover, :focus-within')) return
    patch(
      deeds,
      view.deeds,
      deed => String(deed.number),
      deed => drawDeed(deed, () => watch(deed)),
    )
  }
}

function drawCounts({ size, joined, asked, answering, answered }: PanelView): void {
  const figures: readonly (readonly [string, number])[] = [
    ['joined', joined],
    ['have the survey', asked],
    ['answering', answering],
    ['answered', answered],
  ]
  patch(
    byId('panel-counts'),
    figures.map(([words, count]) => ({ words, count })),
    ({ words }) => words,
    ({ words, count }) => element('div', {}, element('dt', {}, words), element('dd', {}, String(count))),
  )
  byId<HTMLProgressElement>('panel-bar').max = Math.max(size, 1)
  byId<HTMLProgressElement>('panel-bar').value = Math.min(answered, size)
}

function drawDeed({ name, network, language, words }: PanelDeed, watch: () => void): HTMLElement {
  const where = `${networkNames[network]}, ${languageNames.of(language) ?? language}`
  return element(
    'li',
    {},
    element(
      'button',
      { type: 'button', class: 'plain', onclick: watch, title: 'Look over their shoulder' },
      element('bdi', {}, name),
      element('span', { class: 'unseen' }, ': look over their shoulder'),
    ),
    element('span', { class: 'small' }, ` ${where}: `),
    element('bdi', {}, words),
  )
}

/** Sends what it is set to, at most once a tenth of a second while it is drawn along. */
function slider(id: string, set: (value: number) => void) {
  const input = byId<HTMLInputElement>(id)
  let waiting: ReturnType<typeof setTimeout> | undefined
  input.addEventListener('input', () => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      set(input.valueAsNumber)
    }, 100)
  })
  return {
    draw: (value: number, words: string) => {
      // What is just being set is further than what the server knows.
      if (waiting === undefined && input.valueAsNumber !== value) input.value = String(value)
      input.setAttribute('aria-valuetext', words)
      const output = byId(`${id}-words`)
      if (output.textContent !== words) output.textContent = words
    },
  }
}
