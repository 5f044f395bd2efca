/**
 * Whether somebody's clock and ours say the same.
 */
import { type Finding, fine, warning } from './finding.ts'

/** Slack refuses what is 5 minutes off; due times and the order of what is written suffer before. */
const MOST_MS = 2_000

/** @param aheadMs  How far theirs is ahead of ours; undefined where nobody told. */
export function clockOf(whose: string, aheadMs: number | undefined): readonly Finding[] {
  if (aheadMs === undefined) return []
  const seconds = `${Math.abs(aheadMs / 1_000).toFixed(1)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} ours`
  if (Math.abs(aheadMs) <= MOST_MS) return [fine(`clock: ${whose} and we agree`)]
  return [warning(`clock: that of ${whose} is ${seconds}`, 'let both machines take their time from NTP')]
}
