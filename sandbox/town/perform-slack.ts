/** Acts of staff, done in their Slack. */
import type { Act } from '../acts.ts'
import { ActError } from '../server.ts'
import type { SlackUser } from '../slack/staff.ts'
import type { Cast } from './cast.ts'
import { pick } from './pick.ts'

export async function performSlack(
  { staff }: Cast,
  act: Extract<Act, { readonly act: `slack.${string}` }>,
): Promise<void> {
  const user = staff.find(({ id }) => id === act.user)
  if (!user) throw new ActError('There is no such person among the staff.')
  switch (act.act) {
    case 'slack.press':
      user.presses(act.channel, act.message, act.action)
      return
    case 'slack.react':
      user.reacts(act.channel, act.message, act.name)
      return
    case 'slack.submit':
      if (user.view?.id !== act.form) throw new ActError('This form is not open any more.')
      await user.submits(act.filled)
      return
    case 'slack.dismiss':
      user.dismisses()
      return
    case 'slack.write':
      return writeInSlack(user, act)
  }
}

async function writeInSlack(user: SlackUser, act: Extract<Act, { readonly act: 'slack.write' }>): Promise<void> {
  const file = act.picked && (await pick(act.picked))
  user.writes(act.channel, act.text, {
    ...(act.thread !== undefined && { thread: act.thread }),
    files: file ? [file] : [],
  })
}
