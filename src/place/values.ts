/**
 * Single values of the place file: keys, names, Slack ids, dates, and values per language.
 */
import { z } from 'zod'
import type { PerLanguage } from '../core/place.ts'
import { REPLY_KINDS } from '../core/reply-kinds.ts'
import { MOST_TEMPLATE, TEMPLATE_NAMES, unknownNames } from '../core/reply-template.ts'

/** Part of a button's token and of stored rows, so it is short and plain. */
export const key = z
  .string()
  .regex(/^[a-z][A-Za-z0-9_-]{0,39}$/, { error: 'must begin with a-z and have up to 40 of A-Z, a-z, 0-9, _ and -' })
  // What is counted by key is looked up in plain objects, and each of them has these.
  .refine(value => !(value in Object.prototype), { error: 'is a word of JavaScript itself: choose another' })

/** https://docs.slack.dev/reference/objects/ : users begin with U or W, user groups with S. */
export const slackPeople = z.array(
  z.string().regex(/^[UWS][A-Z0-9]{2,}$/, { error: 'must be the id of a Slack user (U…, W…) or user group (S…)' }),
)

/** One person: groups change, and what residents read is not to change with them. */
export const slackPerson = z.string().regex(/^[UW][A-Z0-9]{2,}$/, { error: 'must be the id of a Slack user (U…, W…)' })

export const identity = z.enum(['named', 'team'])

export const slackChannel = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,}$/, { error: 'must be the id of a Slack channel (C… or G…), not its name' })

export const isoDate = z.iso.date({ error: 'must be a date as in 2026-12-25' })

export const languageTag = z.string().refine(isLanguageTag, { error: 'must be a language tag as in en or pt-BR' })

export const timeZone = z.string().refine(isTimeZone, { error: 'must be a time zone as in Europe/London' })

/** Discord's button label: https://docs.discord.com/developers/components/reference#button */
export const label = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(80, 'must have at most 80 characters, it stands on a button')

export const sentence = z.string().trim().min(1, 'is empty').max(1000, 'must have at most 1,000 characters')

/** Without scheme, port and path. */
export const hostName = z
  .string()
  .regex(
    /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u,
    'must be a host as in files.town.example, without https:// and path',
  )

/** A telephone number, an e-mail address, or `@` and a domain for all addresses there. */
export const contact = z
  .string()
  .refine(
    value => /^[^\s@]*@[^\s@]+\.[^\s@]+$/.test(value) || /^(?=(?:\D*\d){8})\+?[\d ()./-]+$/.test(value),
    'must be a telephone number of at least 8 digits, an e-mail address, or @ and a domain',
  )

export const replyKind = z.enum(REPLY_KINDS)

export const templateText = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(MOST_TEMPLATE, 'must have at most 3,000 characters')
  .superRefine((text, context) => {
    for (const name of unknownNames(text))
      context.addIssue({ code: 'custom', message: `{${name}} is none of ${TEMPLATE_NAMES.join(', ')}` })
  })

/** What a resident may say, compared word for word. */
export const phrases = z.array(z.string().trim().min(1, 'is empty').max(80, 'must have at most 80 characters'))

/**
 * A value, or one per language. Languages without one get the default language's, which must be there.
 *
 * @param languages  Of the place, the default first; empty where they themselves are wrong, then only shapes are checked.
 */
export function perLanguage<T>(languages: readonly string[], value: z.ZodType<T>) {
  const [first] = languages
  return asWritten(languages, value).transform((found): PerLanguage<T> => {
    if (first === undefined) return found
    return { ...Object.fromEntries(languages.map(tag => [tag, found[first] as T])), ...found }
  })
}

/** As `perLanguage`, with a value only for the languages that have one of their own. */
export function asWritten<T>(languages: readonly string[], value: z.ZodType<T>) {
  return z.unknown().transform((raw, context): PerLanguage<T> => {
    const perTag = isRecord(raw)
    const found: Record<string, T> = {}
    for (const [tag, one] of perTag ? Object.entries(raw) : [[languages[0] ?? 'en', raw] as const]) {
      const complain = (message: string, path: readonly PropertyKey[] = []) =>
        context.addIssue({ code: 'custom', message, path: [...(perTag ? [tag] : []), ...path] })
      if (!isLanguageTag(tag)) complain('is not a language tag as in en or pt-BR')
      const parsed = value.safeParse(one, { error: inPlainWords })
      if (parsed.success) found[tag] = parsed.data
      else for (const issue of parsed.error.issues) complain(issue.message, issue.path)
    }
    const [first] = languages
    if (first !== undefined && perTag && !(first in raw))
      context.addIssue({ code: 'custom', message: `is missing in ${first}, the default language` })
    return found
  })
}

/** Zod's own words, for people who never heard of it. */
export function inPlainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing' : `must be of type ${issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  return undefined
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    // The only way Intl says no.
    return false
  }
}

/** An offset such as +01:00 knows no summer time, so it is none. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Za-z]/.test(name)
  } catch {
    // The only way Intl says no.
    return false
  }
}
