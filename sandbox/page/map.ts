/**
 * The map dialog: the example town's areas drawn, a point chosen by mouse, arrow keys, numbers or name.
 *
 * A map is never the only way: the two number fields and the list of areas do the same without seeing it.
 */
import type { Position, Town } from '../view.ts'
import { byId, element } from './element.ts'

interface Point {
  readonly latitude: number
  readonly longitude: number
}

const svgSpace = 'http://www.w3.org/2000/svg'
const width = 600
const height = 400
const margin = 24

/** Degrees ↔ the drawing's units. Longitudes shrink with the latitude, so that the town keeps its shape. */
interface Projection {
  readonly toDrawing: (point: Point) => { readonly x: number; readonly y: number }
  readonly toPoint: (x: number, y: number) => Point
}

let draw: (() => void) | undefined

/** The map is drawn when it is first asked for: only what is on the screen has an outline to measure. */
export function setUpMap(town: Town): void {
  draw = () => {
    draw = undefined
    drawMap(town)
  }
}

function drawMap(town: Town): void {
  const drawing = byId<SVGSVGElement>('map-drawing')
  const positions = town.areas.flatMap(area => area.polygons.flat(2))
  const projection = project(positions)
  drawing.tabIndex = 0
  drawing.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const shapes = town.areas.map((area, index) => drawArea(area, index, projection))
  const pin = shape('path', { class: 'pin', d: 'M0 0C-3-9-10-13-10-21a10 10 0 1 1 20 0C10-13 3-9 0 0Z' })
  drawing.replaceChildren(shape('rect', { class: 'sea', width, height }), ...shapes)
  const middles = shapes.map(area => insideOf(area, drawing))
  drawing.append(...town.areas.map((area, index) => drawLabel(area.name, middles[index]!)), pin)

  const latitude = byId<HTMLInputElement>('map-latitude')
  const longitude = byId<HTMLInputElement>('map-longitude')
  const show = (point: Point, fields = true) => {
    const { x, y } = projection.toDrawing(point)
    pin.setAttribute('transform', `translate(${x} ${y})`)
    if (fields) {
      latitude.value = point.latitude.toFixed(4)
      longitude.value = point.longitude.toFixed(4)
    }
    const area = town.areas.find((_, index) => shapes[index]?.isPointInFill(pointIn(drawing, x, y)))
    byId('map-words').textContent = `${wordsOf(point)} · ${area?.name ?? 'outside the town'}`
  }

  drawing.addEventListener('pointerdown', event => {
    const matrix = drawing.getScreenCTM()?.inverse()
    if (!matrix) return
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix)
    show(projection.toPoint(at.x, at.y))
  })
  drawing.addEventListener('keydown', event => {
    const step = event.shiftKey ? 30 : 5
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (!way) return
    event.preventDefault()
    const { x, y } = projection.toDrawing(fieldsPoint())
    show(projection.toPoint(clamp(x + way[0]! * step, width), clamp(y + way[1]! * step, height)))
  })
  const fieldsPoint = (): Point => ({ latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber })
  for (const field of [latitude, longitude]) {
    field.addEventListener('input', () => field.validity.valid && show(fieldsPoint(), false))
  }
  const choice = byId<HTMLSelectElement>('map-area')
  choice.append(...town.areas.map((area, index) => element('option', { value: index }, area.name)))
  const go = () => {
    const middle = middles[Number(choice.value)]
    if (middle) show(projection.toPoint(middle.x, middle.y))
  }
  choice.addEventListener('change', go)
  go()
}

/** Asks for a point. Undefined where the person thought better of it. */
export function pickPlace(): Promise<Point | undefined> {
  const dialog = byId<HTMLDialogElement>('map')
  const { promise, resolve } = Promise.withResolvers<Point | undefined>()
  dialog.returnValue = ''
  dialog.showModal()
  draw?.()
  byId('map-drawing').focus()
  dialog.addEventListener(
    'close',
    () => {
      const latitude = byId<HTMLInputElement>('map-latitude').valueAsNumber
      const longitude = byId<HTMLInputElement>('map-longitude').valueAsNumber
      resolve(dialog.returnValue === 'send' ? { latitude, longitude } : undefined)
    },
    { once: true },
  )
  return promise
}

function project(positions: readonly Position[]): Projection {
  const longitudes = positions.map(([longitude]) => longitude)
  const latitudes = positions.map(([, latitude]) => latitude)
  const west = Math.min(...longitudes)
  const north = Math.max(...latitudes)
  const east = Math.max(...longitudes)
  const south = Math.min(...latitudes)
  const narrow = Math.cos((((north + south) / 2) * Math.PI) / 180)
  const scale = Math.min((width - 2 * margin) / ((east - west) * narrow), (height - 2 * margin) / (north - south))
  const left = (width - (east - west) * narrow * scale) / 2
  const top = (height - (north - south) * scale) / 2
  return {
    toDrawing: point => ({
      x: left + (point.longitude - west) * narrow * scale,
      y: top + (north - point.latitude) * scale,
    }),
    toPoint: (x, y) => ({
      longitude: round(west + (x - left) / (narrow * scale)),
      latitude: round(north - (y - top) / scale),
    }),
  }
}

function drawArea(area: Town['areas'][number], index: number, projection: Projection): SVGPathElement {
  const d = area.polygons
    .flat()
    .map(ring => {
      const corners = ring.map(([longitude, latitude]) => projection.toDrawing({ longitude, latitude }))
      return `M${corners.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`
    })
    .join('')
  return shape('path', { class: `area area-${index % 6}`, d, 'fill-rule': 'evenodd' })
}

/** Below the point, where the pin leaves it readable. */
function drawLabel(name: string, at: { readonly x: number; readonly y: number }): SVGTextElement {
  const label = shape('text', { class: 'label', x: at.x, y: at.y + 19 })
  label.textContent = name
  return label
}

/** A point well inside an area, in the drawing's units: of a grid over it, the one farthest from its outline. */
function insideOf(area: SVGPathElement, drawing: SVGSVGElement): { readonly x: number; readonly y: number } {
  const box = area.getBBox()
  const outline = Array.from({ length: 120 }, (_, index) =>
    area.getPointAtLength((area.getTotalLength() * index) / 120),
  )
  let best = { x: box.x + box.width / 2, y: box.y + box.height / 2, room: -1 }
  for (let column = 1; column < 20; column += 1) {
    for (let row = 1; row < 20; row += 1) {
      const at = pointIn(drawing, box.x + (box.width * column) / 20, box.y + (box.height * row) / 20)
      if (!area.isPointInFill(at)) continue
      const room = Math.min(...outline.map(({ x, y }) => Math.hypot(x - at.x, y - at.y)))
      if (room > best.room) best = { x: at.x, y: at.y, room }
    }
  }
  return best
}

function pointIn(drawing: SVGSVGElement, x: number, y: number): DOMPoint {
  return Object.assign(drawing.createSVGPoint(), { x, y })
}

function shape<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(svgSpace, tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value))
  return made
}

function wordsOf({ latitude, longitude }: Point): string {
  const side = (degrees: number, positive: string, negative: string) =>
    `${Math.abs(degrees).toFixed(4)}° ${degrees < 0 ? negative : positive}`
  return `${side(latitude, 'N', 'S')}, ${side(longitude, 'E', 'W')}`
}

function round(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}
