/**
 * Machines that a resident cannot reach, and need not know of.
 */
import { rangesOf } from './ranges.ts'
import type { RichText, SpanRange } from './rich-text.ts'

const HOST = /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}_-]{1,63}\.){0,8}[\p{L}\p{N}_-]{1,63}(?![\p{L}\p{N}_-])/gu
/** Top levels that the public network does not have (RFC 6762, RFC 8375, and what offices call theirs). */
const INSIDE = /\.(?:local|internal|intranet|lan|corp|home\.arpa)$/i
/** Bare names count only as part of an address: "the intranet" is a word. */
const BARE = /\/\/(?:intranet|localhost|wiki|sharepoint)(?=[:/]|$)/gi
/** RFC 1918 and the machine itself. */
const PRIVATE = /^(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168|127\.\d{1,3})\.\d{1,3}\.\d{1,3}$/

/** @param listed  Of the place: hosts, without dots at their ends. */
export function internalHosts({ text, spans }: RichText, listed: readonly string[]): readonly SpanRange[] {
  const links = spans.flatMap(span => (span.kind === 'link' && isInside(hostOf(span.url), listed) ? [span] : []))
  const named = rangesOf(text, HOST).filter(({ start, end }) => isInside(text.slice(start, end), listed))
  return [...links, ...named, ...rangesOf(text, BARE)]
}

function isInside(host: string, listed: readonly string[]): boolean {
  const name = host.toLowerCase()
  if (PRIVATE.test(name)) return name.split('.').every(part => Number(part) <= 255)
  if (INSIDE.test(name)) return true
  return listed.some(each => name === each.toLowerCase() || name.endsWith(`.${each.toLowerCase()}`))
}

function hostOf(url: string): string {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(url)?.[1] ?? ''
  return /^(?:intranet|localhost)$/i.test(host) ? `${host}.local` : host
}
