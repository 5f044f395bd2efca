/**
 * The shape of the place file. What refers to something else in it is checked in `references.ts`.
 */
import { z } from 'zod'
import { FEWEST_KEY_DAYS } from '../core/panel/key-life.ts'
import { MOST_TEMPLATES } from '../core/reply-template.ts'
import { quietHours, workingHours } from './hours.ts'
import {
  asWritten,
  contact,
  hostName,
  identity,
  isoDate,
  key,
  label,
  languageTag,
  perLanguage,
  phrases,
  replyKind,
  sentence,
  slackChannel,
  slackPeople,
  slackPerson,
  templateText,
  timeZone,
} from './values.ts'

export type PlaceFile = z.output<ReturnType<typeof placeSchema>>

export const languagesSchema = z
  .array(languageTag)
  .min(1, 'must name at least one language, the default first')
  .refine(tags => new Set(tags).size === tags.length, { error: 'names a language twice' })

const count = (unit: string) =>
  z
    .number(`must be a number of ${unit}`)
    .int(`must be a whole number of ${unit}`)
    .positive(`must be more than 0 ${unit}`)

/** What one list in a form of Slack's holds: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#static_select */
const MOST_IN_A_LIST = 100
const tooMany = `must be at most ${MOST_IN_A_LIST}: staff choose among them in one list`

function fitsOneList(entries: object): boolean {
  return Object.keys(entries).length <= MOST_IN_A_LIST
}

/** @param languages  As the file has them, or none where they are wrong. */
export function placeSchema(languages: readonly string[]) {
  const name = perLanguage(languages, label)
  const words = perLanguage(languages, phrases)
  const option = z.strictObject({ key, name })
  const question = z
    .strictObject({
      key,
      ask: perLanguage(languages, sentence),
      kind: z.enum(['text', 'number', 'choice', 'choices', 'date']),
      required: z.boolean().default(true),
      options: z.array(option).default([]),
    })
    .superRefine(({ kind, options }, context) => {
      const chooses = kind === 'choice' || kind === 'choices'
      const complain = (message: string) => context.addIssue({ code: 'custom', message, path: ['options'] })
      if (chooses && options.length < 2) complain(`must be at least two for a ${kind}`)
      if (!chooses && options.length > 0) complain(`are for choice and choices only, this is a ${kind}`)
    })
  const department = z.strictObject({
    name,
    channel: slackChannel,
    approvers: slackPeople.default([]),
    identity: identity.exactOptional(),
    hours: workingHours.exactOptional(),
    holidays: z.array(isoDate).default([]),
    firstReplyHours: count('working hours'),
    fixDays: count('working days'),
  })
  const category = z.strictObject({
    name,
    department: z.union([z.string(), z.record(z.string(), z.string())], {
      error: 'must be the key of a department, or one per area with a default',
    }),
    keywords: words.optional(),
    // Who forgets to say it must not show a private matter to the neighbours.
    visibility: z.enum(['public', 'private']).default('private'),
    photo: z.enum(['optional', 'required', 'none']).default('optional'),
    questions: z.array(question).default([]),
  })
  const template = z.strictObject({
    key,
    kind: replyKind,
    name: label,
    text: asWritten(languages, templateText),
  })
  const approval = z.strictObject({
    categories: z.array(z.string()).default([]),
    departments: z.array(z.string()).default([]),
    kinds: z.array(replyKind).default([]),
    always: z.boolean().default(false),
  })
  const panel = z.strictObject({
    channel: slackChannel,
    organisers: slackPeople.default([]),
    secondPerson: z.boolean().default(true),
    confirmTwice: z.boolean().default(false),
    askArea: z.boolean().default(true),
    interests: z.array(option).max(10, 'must be at most 10').default([]),
    profile: z
      .array(
        z.strictObject({
          key,
          ask: perLanguage(languages, sentence),
          options: z.array(option).min(2, 'must be at least two').max(10, 'must be at most 10'),
        }),
      )
      .default([]),
    quietHours: quietHours.prefault('20:00-09:00'),
    blockedDates: z.array(isoDate).default([]),
    capDays: count('days').default(7),
    keyDays: count('days')
      .min(FEWEST_KEY_DAYS, `must be at least ${FEWEST_KEY_DAYS} days: so long traces of answers are kept elsewhere`)
      .max(730, 'must be at most 730 days')
      .default(90),
    group: perLanguage(languages, z.url({ protocol: /^https$/, error: 'must be a link with https' })).exactOptional(),
    discordChannels: z.array(z.string().regex(/^\d{17,20}$/, 'must be the id of a Discord channel')).default([]),
  })
  return z.strictObject({
    name: label,
    reference: z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/, 'must be 1 to 8 capital letters and digits, a letter first'),
    timeZone,
    languages: languagesSchema,
    hours: workingHours,
    holidays: z.array(isoDate).default([]),
    admins: slackPeople.min(1, 'must name at least one'),
    trainees: slackPeople.default([]),
    residents: z.enum(['firstName', 'pseudonym']).default('firstName'),
    emergency: z.strictObject({
      number: z.string('must be text in quotes as in "112"').regex(/^\+?[0-9 ]{2,20}$/, 'must be a telephone number'),
      words,
    }),
    objections: perLanguage(languages, sentence).exactOptional(),
    frontDesk: z.string(),
    limits: z
      .strictObject({ messagesPerMinute: count('messages').default(20), reportsPerDay: count('reports').default(10) })
      .prefault({}),
    departments: z.record(key, department).refine(fitsOneList, tooMany),
    categories: z.record(key, category).refine(fitsOneList, tooMany),
    areas: z.string().min(1).optional(),
    replies: z
      .strictObject({
        threadDefault: z.enum(['reply', 'note']).default('reply'),
        undoSeconds: z.number().int().min(0).max(120, 'must be at most 120').default(10),
        collisionSeconds: z.number().int().min(0).max(120, 'must be at most 120').default(20),
        internalHosts: z.array(hostName).default([]),
        publicContacts: z.array(contact).default([]),
        identity: identity.default('named'),
        identities: z.record(slackPerson, identity).default({}),
        approval: approval.prefault({}),
        templates: z.array(template).max(MOST_TEMPLATES, `must be at most ${MOST_TEMPLATES}`).default([]),
      })
      .prefault({}),
    panel: panel.exactOptional(),
  })
}
