/**
 * Areas of the town: GeoJSON (RFC 7946) polygons with a name.
 */
import { z } from 'zod'
import type { Area } from '../core/place.ts'
import { elsewhereKey } from './references.ts'

const position = z
  .tuple([z.number(), z.number()], 'must be [longitude, latitude]')
  .rest(z.number())
  .refine(([longitude]) => Math.abs(longitude) <= 180, 'longitude must be within ±180')
  .refine(([, latitude]) => Math.abs(latitude) <= 90, 'latitude must be within ±90, after the longitude')
  // A height is allowed by the format, and of no use here.
  .transform(([longitude, latitude]): readonly [number, number] => [longitude, latitude])

const ring = z
  .array(position)
  .min(4, 'must have at least 4 positions')
  .refine(isClosed, 'is not closed: the last position must be the first again')

const polygon = z.array(ring).min(1, 'must have a ring')

const feature = z.object({
  type: z.literal('Feature'),
  properties: z.object({
    name: z
      .string()
      .trim()
      .min(1, 'is empty')
      .max(80, 'must have at most 80 characters')
      .refine(name => name !== elsewhereKey, `must not be "${elsewhereKey}", which means no area`),
  }),
  geometry: z.discriminatedUnion(
    'type',
    [
      z.object({ type: z.literal('Polygon'), coordinates: polygon }).transform(({ coordinates }) => [coordinates]),
      z
        .object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1, 'must have a polygon') })
        .transform(({ coordinates }) => coordinates),
    ],
    'must be a Polygon or a MultiPolygon',
  ),
})

/** The areas of a GeoJSON feature collection; members that the format allows beside these are let be. */
export const areasSchema = z
  .object({
    type: z.literal('FeatureCollection', 'must be a FeatureCollection'),
    features: z.array(feature).superRefine((features, context) => {
      for (const [index, { properties }] of features.entries())
        if (features.findIndex(other => other.properties.name === properties.name) < index)
          context.addIssue({
            code: 'custom',
            message: `"${properties.name}" is there twice; one area of several parts is a MultiPolygon`,
            path: [index, 'properties', 'name'],
          })
    }),
  })
  .transform(({ features }): readonly Area[] =>
    features.map(({ properties, geometry }) => ({ name: properties.name, polygons: geometry })),
  )

function isClosed(positions: readonly (readonly [number, number])[]): boolean {
  const [first, last] = [positions[0], positions.at(-1)]
  return first !== undefined && first[0] === last?.[0] && first[1] === last[1]
}
