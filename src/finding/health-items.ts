/**
 * How Folkmoot stands, for admins: what `/readyz` says, and what went wrong in the last day, counted.
 */
import { networkName, speakToStaff } from '../actions/context.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import type { HomeItem } from '../core/staff-home.ts'
import { failuresSince } from '../store/failures.ts'
import type { FindingWork } from './finding-work.ts'

const DAY_MS = 86_400_000

export async function healthItems(work: FindingWork): Promise<readonly HomeItem[]> {
  const { db, place, now } = work
  const say = speakToStaff(place)
  const [health, failures] = await Promise.all([work.health(), failuresSince(db, new Date(now().getTime() - DAY_MS))])
  const networks = Object.entries(health.networks).map(([network, state]) =>
    state === 'ok'
      ? say('find.networkOk', { network: networkName(network) })
      : say('find.networkTrouble', { network: networkName(network), trouble: state }),
  )
  const doors = health.closed.map(({ door, since, parked }) =>
    say('find.closedDoor', { door, time: timeOf(work, since), number: parked }),
  )
  const problems = health.place.problems.map(problem => say('find.placeProblem', { problem }))
  const failed = failures.map(({ what, network, count, latest }) =>
    say(`find.failures.${what}`, { network: networkName(network), number: count, time: timeOf(work, latest) }),
  )
  return [
    { kind: 'heading', text: say('find.health').text },
    {
      kind: 'text',
      text: lines([say(health.ready ? 'find.ready' : 'find.notReady'), ...networks, ...doors, ...problems]),
    },
    { kind: 'heading', text: say('find.lastDay').text },
    { kind: 'text', text: lines(failed.length > 0 ? failed : [say('find.noFailures')]) },
  ]
}

/** As it is on a clock where the town is. */
function timeOf({ place }: FindingWork, at: Date): string {
  return new Intl.DateTimeFormat(place.languages[0], {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: place.timeZone,
  }).format(at)
}

function lines(said: readonly RichText[]): RichText {
  return joinRich(
    said.map(one => joinRich([plain('• '), one])),
    '\n',
  )
}
