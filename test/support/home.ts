/** App Home, as somebody of staff has it before them. */
import { expect } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { wordsOf } from './talks.ts'
import { eventually } from './town.ts'

export function homeOf(user: SlackUser): string {
  return user.home ? wordsOf({ blocks: user.home.view.blocks }) : ''
}

/** Opens it for the first time, and goes on to what is there later. */
export async function leavesOutLessons(user: SlackUser): Promise<void> {
  user.opensHome()
  await eventually(() => expect(homeOf(user)).toContain('Skip the lessons'))
  user.pressesIn('home', 'lesson#1')
  await eventually(() => expect(homeOf(user)).toContain('Lessons and practice'))
}
