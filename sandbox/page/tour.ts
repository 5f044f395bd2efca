/**
 * The guided tour: one story, scene by scene, played on the page itself. It can be left at any time, gone back in, and
 * begun anew; the keyboard stays with its buttons, and each scene's words are read out.
 */
import { byId } from './element.ts'
import { LostError, lendHands } from './hands.ts'
import { type Scene, tellStory } from './tour-story.ts'

const remembered = 'folkmoot.toured'
/** For a reader: each scene stays at least so long while it plays by itself. */
const readingMsPerLetter = 42

export function setUpTour(showPane: (pane: string) => void): void {
  const panel = byId('tour')
  const next = byId<HTMLButtonElement>('tour-next')
  const state = byId('tour-state')
  let scenes: readonly Scene[] = []
  let at = 0
  /** Scenes that have been played: going back shows them, and does not do them again. */
  let played = 0
  let busy = false
  let byItself: ReturnType<typeof setTimeout> | undefined
  let isPlaying = false
  let leaving = new AbortController()

  const draw = () => {
    const scene = scenes[at]
    byId('tour-progress').textContent = `${at + 1} of ${scenes.length}`
    byId<HTMLProgressElement>('tour-bar').value = (at + 1) / scenes.length
    const words = byId('tour-words')
    if (scene && words.textContent !== scene.words) words.textContent = scene.words
    document.body.dataset.tour = scene?.pane ?? ''
    if (scene?.pane) showPane(scene.pane)
    const last = at === scenes.length - 1
    next.setAttribute('aria-disabled', String(busy))
    next.textContent = last ? 'Look around' : at === 0 ? 'Begin' : 'Next'
    byId('tour-play').textContent = isPlaying ? 'Pause' : 'Play by itself'
    byId('tour-play').hidden = last
    byId('tour-skip').hidden = last
    byId('tour-back').hidden = at === 0
    byId('tour-again').hidden = at === 0
  }

  const play = async () => {
    const scene = scenes[at]
    if (!scene || busy || at < played) return
    const { signal } = leaving
    const hadKeyboard = panel.contains(document.activeElement)
    busy = true
    state.textContent = scene.play ? 'It happens now…' : ''
    draw()
    try {
      await scene.play?.(lendHands(signal))
      played = at + 1
      state.textContent = ''
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof LostError)) throw error
      isPlaying = false
      state.textContent = `The story stopped: ${error.message}. Someone else may be using the page, or it is a bad day. Start again, or skip the tour.`
    } finally {
      if (!signal.aborted) {
        busy = false
        draw()
        if (hadKeyboard && !panel.contains(document.activeElement)) next.focus()
      }
    }
  }

  const go = async (to: number) => {
    if (busy) return
    at = to
    draw()
    const { signal } = leaving
    const since = Date.now()
    await play()
    if (!isPlaying || signal.aborted || at !== to || at >= scenes.length - 1) return
    const letters = scenes[at]?.words.length ?? 0
    byItself = setTimeout(
      () => isPlaying && go(at + 1),
      Math.max(600, since + letters * readingMsPerLetter - Date.now()),
    )
  }
  const pause = () => {
    isPlaying = false
    clearTimeout(byItself)
  }
  const stop = () => {
    pause()
    leaving.abort(new Error('the tour was left'))
    leaving = new AbortController()
    busy = false
    state.textContent = ''
  }
  const open = () => {
    stop()
    scenes = tellStory()
    played = 0
    at = 0
    panel.hidden = false
    byId<HTMLDetailsElement>('try').open = false
    void go(0)
  }
  const leave = () => {
    stop()
    panel.hidden = true
    document.body.dataset.tour = ''
    localStorage.setItem(remembered, 'yes')
    byId<HTMLDetailsElement>('try').open = matchMedia('(min-width: 1100px)').matches
    byId('open-tour').focus()
  }

  byId('open-tour').addEventListener('click', () => {
    open()
    next.focus()
  })
  next.addEventListener('click', () => {
    if (busy) return
    pause()
    if (at === scenes.length - 1) leave()
    else void go(at < played ? at + 1 : at)
  })
  byId('tour-back').addEventListener('click', () => {
    pause()
    void go(at - 1)
  })
  byId('tour-play').addEventListener('click', () => {
    isPlaying = !isPlaying
    if (!isPlaying) clearTimeout(byItself)
    draw()
    if (isPlaying && !busy) void go(at < played ? at + 1 : at)
  })
  byId('tour-again').addEventListener('click', () => {
    open()
    next.focus()
  })
  byId('tour-skip').addEventListener('click', leave)
  if (localStorage.getItem(remembered) === null) open()
}
