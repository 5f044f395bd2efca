/**
 * App Home: made anew when somebody opens it, chooses or presses something in it
 * (https://docs.slack.dev/surfaces/app-home). Nothing of it is kept.
 */
import type { types } from '@slack/bolt'
import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import type { Doors } from '../../src/core/adapter.ts'
import type { Filled } from '../../src/core/desk-views.ts'
import type { HomeAsks } from '../../src/core/staff-home.ts'
import { toSendError } from './errors.ts'
import { homeView } from './home-view.ts'
import { inTurn } from './in-turn.ts'
import type { QuickLane } from './intake.ts'
import { readValue } from './read-form.ts'
import { type Fields, fieldsOf, idOf, listOf, textOf } from './unknown.ts'

/** What is subscribed to for it. */
export const HOME_EVENTS = { app_home_opened: ['app_home_opened'] } as const

export function createHome(client: WebClient): QuickLane {
  const turns = inTurn()

  const publish = async (asks: HomeAsks, seen: string, doors: Doors) => {
    try {
      await turns.change(asks.user, seen, async hash => {
        // made in its turn: what was asked for before must not be shown over what came after it
        const home: types.HomeView = homeView(await doors.home(asks))
        const { view } = await client.views.publish({ user_id: asks.user, view: home, ...(hash !== '' && { hash }) })
        return view?.hash
      })
    } catch (error) {
      // changed once more meanwhile: whatever came after it is answered too
      const isLate = error instanceof WebAPIPlatformError && error.data.error === 'hash_conflict'
      doors.log[isLate ? 'debug' : 'warn']({ err: toSendError('views.publish', error) }, 'a home could not be shown')
    }
  }

  return {
    async take(body, ack, doors) {
      const asks = readOpened(body) ?? readChosen(body)
      if (!asks) return false
      await ack()
      await publish(asks, textOf(viewIn(body).hash) ?? '', doors)
      return true
    },
  }
}

/** https://docs.slack.dev/reference/events/app_home_opened */
function readOpened(body: Fields): HomeAsks | undefined {
  const { type, tab, user } = fieldsOf(body.event)
  const id = idOf(user)
  if (body.type !== 'event_callback' || type !== 'app_home_opened' || tab !== 'home' || !id) return undefined
  // what was chosen before is shown again; the page is that of the moment
  return { user: id, carried: textOf(viewIn(body).private_metadata) ?? '', filled: filledIn(viewIn(body)) }
}

function readChosen(body: Fields): HomeAsks | undefined {
  const view = viewIn(body)
  const action = fieldsOf(listOf(body.actions)[0])
  const [user, name] = [idOf(fieldsOf(body.user).id), textOf(action.action_id)]
  if (body.type !== 'block_actions' || view.type !== 'home' || !user || !name) return undefined
  const pressed = action.type === 'button' && { action: name.replace(/#\d+$/, ''), value: textOf(action.value) ?? '' }
  return {
    user,
    carried: textOf(view.private_metadata) ?? '',
    filled: filledIn(view),
    ...(pressed && { pressed }),
  }
}

/** Beside the event, or in it. */
function viewIn(body: Fields): Fields {
  return fieldsOf(body.type === 'event_callback' ? fieldsOf(body.event).view : body.view)
}

/** All that is chosen and typed, by the names of the elements. */
function filledIn(view: Fields): Filled {
  const values = Object.values(fieldsOf(fieldsOf(view.state).values)).flatMap(block => Object.entries(fieldsOf(block)))
  return Object.fromEntries(
    values.flatMap(([key, element]) => {
      const value = readValue(fieldsOf(element))
      return value ? [[key, value]] : []
    }),
  )
}
