/**
 * Long lists of choices, a page at a time.
 */
import { shorten } from '../../core/shorten.ts'
import type { Option, Scene } from '../step.ts'

/** Choices on one page. */
const PAGE = 8

/** Discord's limit of a button's label, UTF-16 units. */
export const LABEL = 80

/** Labels up to this many UTF-16 units stand two in a row. */
const NARROW = 18

const MORE = 'more'
const EARLIER = 'earlier'

/** The options of a page in rows, and the buttons that turn it. */
export function pageOf(options: readonly Option[], page: number, { say }: Scene): readonly (readonly Option[])[] {
  const turns: Option[] = []
  if (page > 0) turns.push({ code: EARLIER, label: say('button.earlier').text })
  if ((page + 1) * PAGE < options.length) turns.push({ code: MORE, label: say('button.more').text })
  const shown = options.slice(page * PAGE, (page + 1) * PAGE)
  return [...inRows(shown), ...(turns.length > 0 ? [turns] : [])]
}

/** The page that a tap on a turning button leads to, if it is one. */
export function turnedPage(option: string | undefined, page: number, count: number): number | undefined {
  if (option === MORE) return Math.min(page + 1, Math.floor(Math.max(count - 1, 0) / PAGE))
  if (option === EARLIER) return Math.max(page - 1, 0)
  return undefined
}

/** One to a row; two where all of them are short. */
export function inRows(options: readonly Option[]): readonly (readonly Option[])[] {
  const width = options.length > 3 && options.every(option => option.label.length <= NARROW) ? 2 : 1
  return Array.from({ length: Math.ceil(options.length / width) }, (_, row) =>
    options.slice(row * width, (row + 1) * width),
  )
}

/** Full names of those options whose label has to be cut, one a line, to stand in the message. */
export function cutNames(options: readonly Option[]): readonly string[] {
  return options
    .filter(option => option.label.length > LABEL)
    .map(option => `${shorten(option.label, 40)}: ${option.label}`)
}
