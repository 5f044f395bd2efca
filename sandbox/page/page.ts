/**
 * The sandbox's page: three panes that follow one view.
 */
import type { View, WorkerView } from '../view.ts'
import { discordPane } from './discord.ts'
import { byId, element, patch } from './element.ts'
import { faultsDrawer } from './faults.ts'
import { listen, readTown, tell } from './live.ts'
import { setUpMap } from './map.ts'
import { panelControls } from './panel.ts'
import { openPeople, setUpPeople } from './people.ts'
import { setUpPictures } from './pictures.ts'
import { slackPane } from './slack.ts'
import { telegramPane } from './telegram.ts'
import { setUpTour } from './tour.ts'

const steps: readonly string[] = [
  'As Ana, report a pothole: /start, then follow the buttons. Send a place and a photo.',
  'As Priya, open the card’s thread in Slack and answer. Ana hears it, and your words get ✅.',
  'Leave a note that stays among staff: begin it with note:',
  'As Ben, report or ask something on Discord: type /report or /ask.',
  'Have Ana block the bot and answer her: ❌. Unblock, press Retry: ✅.',
]

type Pane = 'telegram' | 'discord' | 'slack'
const panes: readonly Pane[] = ['telegram', 'discord', 'slack']

const draws = [telegramPane(), discordPane(), slackPane()] as const
const drawFaults = faultsDrawer()
const drawPanel = panelControls(showPane)
let drawPeople: (view: View) => void = () => undefined
/** How many messages of each pane were there when it was last on the screen. */
const seen = new Map<Pane, number>()
let last: View | undefined

function show(view: View): void {
  last = view
  draws[0](view.telegram)
  draws[1](view.discord)
  draws[2](view.slack)
  drawFaults(view)
  drawPanel(view.panel)
  drawPeople(view)
  drawWorker(view.worker)
  drawSteps(view.tried)
  drawTabs(view)
}

function drawWorker(worker: WorkerView): void {
  const words = {
    starting: worker.starts > 1 ? 'Folkmoot is coming back…' : 'Folkmoot is starting…',
    ready: worker.starts > 1 ? `Folkmoot runs (start ${worker.starts})` : 'Folkmoot runs',
    waiting: 'Folkmoot died; starting it again…',
    stopping: 'Folkmoot is stopping',
  }[worker.state]
  const line = byId('worker')
  line.className = `worker ${worker.state}`
  const said = worker.trouble ? `${words} ${worker.trouble}` : words
  if (line.textContent !== said) line.textContent = said
}

function drawSteps(tried: readonly boolean[]): void {
  byId('tried').textContent = `${tried.filter(Boolean).length} of ${steps.length}`
  patch(
    byId('steps'),
    steps.map((words, index) => ({ index, words, done: tried[index] === true })),
    step => String(step.index),
    step => {
      const state = element('span', { class: 'unseen' }, step.done ? 'Done: ' : '')
      return element('li', { class: step.done ? 'done' : '' }, state, element('span', {}, step.words))
    },
  )
}

function drawTabs(view: View): void {
  const counts: Readonly<Record<Pane, number>> = {
    telegram: count(view.telegram.people.flatMap(({ messages }) => messages)),
    discord: count(view.discord.people.flatMap(({ messages }) => messages)),
    slack: view.slack.channels.reduce((total, channel) => total + channel.messages.length, 0),
  }
  for (const pane of panes) {
    if (byId(pane).checkVisibility()) seen.set(pane, counts[pane])
    const badge = document.querySelector<HTMLElement>(`[data-show=${pane}] .unread`)
    const fresh = counts[pane] - (seen.get(pane) ?? 0)
    if (!badge) continue
    badge.hidden = fresh <= 0
    badge.textContent = fresh > 0 ? `${fresh} new` : ''
  }
}

function count(messages: readonly { readonly mine: boolean }[]): number {
  return messages.filter(({ mine }) => !mine).length
}

/** On a phone, where there is one pane at a time. */
function showPane(pane: string): void {
  document.body.dataset.pane = pane
  if (pane === 'faults') byId<HTMLDetailsElement>('drawer').open = true
  for (const tab of document.querySelectorAll<HTMLElement>('[data-show]')) {
    if (tab.dataset.show === pane) tab.setAttribute('aria-current', 'true')
    else tab.removeAttribute('aria-current')
  }
  if (last) show(last)
}

for (const tab of document.querySelectorAll<HTMLElement>('[data-show]')) {
  tab.addEventListener('click', () => showPane(tab.dataset.show ?? 'telegram'))
}
// What scrolls has to scroll by the keyboard too.
for (const list of document.querySelectorAll<HTMLElement>('.list')) list.tabIndex = 0
// On a phone the panes need the room more than the list does.
byId<HTMLDetailsElement>('try').open = matchMedia('(min-width: 1100px)').matches
byId('open-people').addEventListener('click', () => openPeople('telegram'))
byId('open-help').addEventListener('click', () => byId<HTMLDialogElement>('help').showModal())

try {
  const town = await readTown()
  byId('help-data').textContent = town.dataDir
  setUpMap(town)
  setUpPictures(town.samples)
  drawPeople = setUpPeople(town)
  listen(show)
  setUpTour(showPane)
} catch (error) {
  tell(`The page could not be set up: ${error instanceof Error ? error.message : String(error)}`)
}
