/**
 * Lines over time, each told apart by its colour, its dashes and the shape of its points, and by its name at its end: no
 * legend has to be read. A line that is alone has its values at its points instead.
 */
import type { TopLevelSpec } from 'vega-lite'
import type { Amount, ChartLine, LinePanel } from '../core/chart.ts'
import { directed, downTo, INK, type Lettering, placed, type Sheet, sideOf, writing } from './lettering.ts'

type View = Extract<TopLevelSpec, { vconcat: unknown }>['vconcat'][number]
type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number]

/** Units. The sheet is the desk's: lines are not drawn for phones. */
const TICKS = 58
const NAMES = 226
const BEFORE_NAME = 30
const LOWEST = 320
const ABOVE = 22
const BELOW = 46
const SMALL: Lettering = { size: 18, weight: 'normal', letters: 62, step: 24 }
const NAME: Lettering = { size: 20, weight: 'normal', letters: 18, step: 24 }
const BETWEEN_NAMES = 6
const TO_VALUE = 19
const FAINT = '#DDDDDD'
const QUIET = '#555555'

/** Each stands out from white by 4.5 at least. */
const COLOURS = [INK, '#0072B2', '#B84700', '#007A5A', '#882255'] as const
const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'triangle-down'] as const

interface Point {
  readonly x: number
  readonly y: number
}

/** A line's name beside the plot. */
interface Named {
  readonly line: number
  readonly words: readonly string[]
  /** Where the line ends. */
  readonly end: Point
  /** Where its name begins, from the top. */
  readonly top: number
}

export function lineSpec({ title, moments, below, ticks, lines }: LinePanel, sheet: Sheet, mirrored: boolean): View {
  const { panelTitle, width } = sheet
  const titles = placed(title, panelTitle, panelTitle.step / 2)
  const top = titles.length * panelTitle.step + sheet.belowTitle + ABOVE
  const isAlone = lines.length === 1
  const named = lines.map(({ label }) => placed(label, NAME, 0).map(({ line }) => line))
  const needed = named.reduce((sum, words) => sum + words.length * NAME.step + BETWEEN_NAMES, 0)
  const tall = isAlone ? LOWEST : Math.max(LOWEST, needed)
  const right = width - (isAlone ? BEFORE_NAME : NAMES)
  const height = top + tall + BELOW + 2 * SMALL.step
  const turned = (x: number) => (mirrored ? width - x : x)
  const [lowest = 0, highest = 1] = [ticks[0]?.value, ticks.at(-1)?.value]
  const at = ({ value }: Amount, moment: number): Point => ({
    x: turned(TICKS + ((right - TICKS) * (moment + 0.5)) / moments.length),
    y: top + tall * (1 - (value - lowest) / (highest - lowest || 1)),
  })
  const drawing = { width, height, mirrored }
  const points = lines.map(({ points: of }) => of.map((amount, moment) => (amount ? at(amount, moment) : null)))
  const across = ticks.map(tick => ({ ...at(tick, 0), shown: tick.shown }))
  const names = isAlone ? [] : namesOf(named, points, top, tall)
  return {
    width,
    height,
    layer: [
      writing(titles, panelTitle, sheet, height, mirrored),
      ...across.map(({ y }) =>
        stroke(
          [
            { x: turned(TICKS), y },
            { x: turned(right), y },
          ],
          drawing,
          FAINT,
          1,
        ),
      ),
      texts(
        across.map(({ y, shown }) => ({ x: turned(TICKS - 10), y, shown })),
        drawing,
        {
          align: sideOf(!mirrored),
          color: QUIET,
        },
      ),
      texts(
        moments.map((shown, moment) => ({ ...at({ value: lowest, shown }, moment), y: top + tall + BELOW, shown })),
        drawing,
        { align: 'center', color: QUIET },
      ),
      writing(placed(below, SMALL, top + tall + BELOW + 1.5 * SMALL.step), SMALL, sheet, height, mirrored),
      ...points.flatMap((of, line) => lineLayers(of, line, drawing)),
      ...names.flatMap(name => nameLayers(name, { from: width - NAMES + BEFORE_NAME, turned, drawing })),
      ...(isAlone ? valuesOf(lines[0]!, points[0]!, drawing) : []),
    ],
  }
}

interface Drawing {
  readonly width: number
  readonly height: number
  readonly mirrored: boolean
}

/** Strokes from point to point, one for each piece without a gap, and the points. */
function lineLayers(points: readonly (Point | null)[], line: number, drawing: Drawing): readonly Layer[] {
  const pieces: Point[][] = [[]]
  for (const point of points) {
    if (point) pieces.at(-1)?.push(point)
    else pieces.push([])
  }
  return [
    ...pieces.filter(piece => piece.length > 1).map(piece => stroke(piece, drawing, colourOf(line), 3, dashesOf(line))),
    marks(
      points.filter(point => point !== null),
      line,
      drawing,
    ),
  ]
}

/** From the end of a line to its name: the shape of its points, and what it is called. */
function nameLayers(
  { line, words, end, top }: Named,
  {
    from,
    turned,
    drawing,
  }: { readonly from: number; readonly turned: (x: number) => number; readonly drawing: Drawing },
): readonly Layer[] {
  const y = top + NAME.step / 2
  const mark = { x: turned(from - 14), y }
  return [
    stroke([end, mark], drawing, colourOf(line), 1, [2, 3]),
    marks([mark], line, drawing),
    texts(
      words.map((shown, row) => ({ x: turned(from), y: y + row * NAME.step, shown })),
      drawing,
      { align: sideOf(drawing.mirrored), color: colourOf(line), fontSize: NAME.size },
    ),
  ]
}

/** As near to the ends of their lines as they can be without covering each other. */
function namesOf(
  named: readonly (readonly string[])[],
  points: readonly (readonly (Point | null)[])[],
  top: number,
  tall: number,
): readonly Named[] {
  const wanted = named
    .map((words, line) => ({ line, words, end: points[line]?.findLast(point => point !== null) }))
    .flatMap(({ end, ...name }) => (end ? [{ ...name, end }] : []))
    .toSorted((a, b) => a.end.y - b.end.y)
  let free = top + tall + NAME.step / 2
  const lowest = wanted.toReversed().map(({ words }) => {
    free -= words.length * NAME.step + BETWEEN_NAMES
    return free
  })
  let from = top - NAME.step
  return wanted.map((name, n) => {
    const place = Math.min(Math.max(name.end.y - NAME.step / 2, from), lowest[wanted.length - 1 - n]!)
    from = place + name.words.length * NAME.step + BETWEEN_NAMES
    return { ...name, top: place }
  })
}

/** Above the points of a line, below those where it comes from above and goes back there; strokes do not cross them. */
function valuesOf({ points: of }: ChartLine, points: readonly (Point | null)[], drawing: Drawing): readonly Layer[] {
  const shown = of.flatMap((amount, moment) => {
    const point = points[moment]
    if (!amount || !point) return []
    const beside = [points[moment - 1]?.y ?? point.y, points[moment + 1]?.y ?? point.y]
    const isLow = beside.reduce((sum, y) => sum + y, 0) / beside.length < point.y
    return [{ x: point.x, y: point.y + (isLow ? TO_VALUE : -TO_VALUE), shown: amount.shown }]
  })
  const values = { align: 'center', color: INK } as const
  return [texts(shown, drawing, { ...values, stroke: '#FFFFFF', strokeWidth: 6 }), texts(shown, drawing, values)]
}

function stroke(
  points: readonly Point[],
  { width, height }: Drawing,
  color: string,
  strokeWidth: number,
  strokeDash: readonly number[] = [],
): Layer {
  return {
    data: { values: points.map(({ x, y }, order) => ({ x, y, order })) },
    mark: { type: 'line', color, strokeWidth, strokeDash: [...strokeDash] },
    encoding: { x: along(width), y: downTo(height), order: { field: 'order', type: 'quantitative' } },
  }
}

function marks(points: readonly Point[], line: number, { width, height }: Drawing): Layer {
  const fill = line < COLOURS.length ? colourOf(line) : '#FFFFFF'
  return {
    data: { values: points },
    mark: {
      type: 'point',
      shape: SHAPES[line % SHAPES.length]!,
      size: 130,
      opacity: 1,
      fill,
      stroke: colourOf(line),
      strokeWidth: 2,
    },
    encoding: { x: along(width), y: downTo(height) },
  }
}

function texts(
  values: readonly (Point & { readonly shown: string })[],
  { width, height, mirrored }: Drawing,
  mark: {
    readonly align: 'left' | 'right' | 'center'
    readonly color: string
    readonly fontSize?: number
    readonly stroke?: string
    readonly strokeWidth?: number
  },
): Layer {
  return {
    data: { values: values.map(one => ({ ...one, shown: directed(one.shown, mirrored) })) },
    mark: { type: 'text', baseline: 'middle', fontSize: SMALL.size, ...mark },
    encoding: { x: along(width), y: downTo(height), text: { field: 'shown', type: 'nominal' } },
  }
}

/** Units as they are, from the left. */
function along(width: number) {
  const scale = { domain: [0, width], range: [0, width], nice: false }
  return { field: 'x', type: 'quantitative', axis: null, scale } as const
}

function colourOf(line: number): string {
  return COLOURS[line % COLOURS.length]!
}

/** The second five are dashed, and their points hollow. */
function dashesOf(line: number): readonly number[] {
  return line < COLOURS.length ? [] : [9, 6]
}
