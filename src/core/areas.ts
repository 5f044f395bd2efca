/**
 * Which area a point lies in, and what lies around all areas.
 *
 * Ray casting is written here rather than taken from a package, because the core imports none and it is twenty lines;
 * the tests compare it with Turf's.
 */
import type { Area } from './place.ts'
import type { Point } from './point.ts'

type Position = readonly [longitude: number, latitude: number]

/**
 * The name of the first area that holds the point. Borders belong to the area, those of its holes too, so that no
 * report on a shared border falls between two areas. Areas across the 180th meridian are two polygons, as in GeoJSON
 * (RFC 7946, 3.1.9).
 */
export function areaAt(point: Point, areas: readonly Area[]): string | undefined {
  const position: Position = [point.longitude, point.latitude]
  return areas.find(area => area.polygons.some(rings => isInPolygon(position, rings)))?.name
}

/** Boxes around rings: most points lie outside of most of them, and a ring may have thousands of corners. */
const boxes = new WeakMap<readonly Position[], Bounds>()

export interface Bounds {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
}

/** The box around all areas, in degrees; undefined where there are none. */
export function boundsOf(areas: readonly Area[]): Bounds | undefined {
  // Holes lie within.
  const positions = areas.flatMap(area => area.polygons.flatMap(([outer = []]) => outer))
  return positions.length === 0 ? undefined : boxAround(positions)
}

function boxAround(positions: readonly Position[]): Bounds {
  return positions.reduce<Bounds>(
    ({ south, west, north, east }, [longitude, latitude]) => ({
      south: Math.min(south, latitude),
      west: Math.min(west, longitude),
      north: Math.max(north, latitude),
      east: Math.max(east, longitude),
    }),
    { south: 90, west: 180, north: -90, east: -180 },
  )
}

/** The middle of the box around all areas. */
export function centreOf(areas: readonly Area[]): Point | undefined {
  const bounds = boundsOf(areas)
  return bounds && { latitude: (bounds.south + bounds.north) / 2, longitude: (bounds.west + bounds.east) / 2 }
}

function isInPolygon(position: Position, [outer = [], ...holes]: readonly (readonly Position[])[]): boolean {
  if (!isInBox(position, outer)) return false
  const sides = [outer, ...holes].map(ring => sideOf(position, ring))
  if (sides.includes('border')) return true
  return sides[0] === 'inside' && !sides.slice(1).includes('inside')
}

function isInBox([longitude, latitude]: Position, ring: readonly Position[]): boolean {
  let box = boxes.get(ring)
  if (!box) {
    box = boxAround(ring)
    boxes.set(ring, box)
  }
  return box.south <= latitude && latitude <= box.north && box.west <= longitude && longitude <= box.east
}

/** Casts a ray eastward and counts the edges it crosses. */
function sideOf([x, y]: Position, ring: readonly Position[]): 'inside' | 'outside' | 'border' {
  let inside = false
  for (let index = 0; index < ring.length; index++) {
    const [ax, ay] = ring[index] as Position
    const [bx, by] = ring[(index + 1) % ring.length] as Position
    const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    const between = Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by)
    if (turn === 0 && between) return 'border'
    // Half-open, so that a ray through a corner counts it once.
    if (ay > y !== by > y && turn > 0 === by > ay) inside = !inside
  }
  return inside ? 'inside' : 'outside'
}
