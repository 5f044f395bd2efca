/**
 * Time zones that a member may live in: a few to choose from, and any by the name of its city.
 */
import { fold } from '../fold.ts'

/** A city for each clock of a region that many live by. Names of the IANA time zone database. */
const CITIES: Readonly<Record<string, readonly string[]>> = {
  Europe: ['Europe/London', 'Europe/Paris', 'Europe/Athens', 'Europe/Istanbul'],
  America: [
    ...['America/Los_Angeles', 'America/Denver', 'America/Chicago', 'America/New_York', 'America/Halifax'],
    ...['America/Mexico_City', 'America/Bogota', 'America/Sao_Paulo'],
  ],
  Africa: ['Africa/Casablanca', 'Africa/Lagos', 'Africa/Cairo', 'Africa/Johannesburg', 'Africa/Nairobi'],
  Asia: [
    ...['Asia/Beirut', 'Asia/Riyadh', 'Asia/Dubai', 'Asia/Karachi', 'Asia/Kolkata', 'Asia/Bangkok'],
    ...['Asia/Shanghai', 'Asia/Tokyo'],
  ],
  Australia: ['Australia/Perth', 'Australia/Adelaide', 'Australia/Brisbane', 'Australia/Sydney'],
  Pacific: ['Pacific/Honolulu', 'Pacific/Fiji', 'Pacific/Auckland'],
}

const REGIONS = ['Europe', 'America', 'Asia', 'Africa', 'Australia', 'Pacific', 'Atlantic', 'Indian']

/** The place's own first, then others of its region. */
export function likelyZones(ofPlace: string): readonly string[] {
  const region = regionOf(ofPlace)
  return [ofPlace, ...(CITIES[region] ?? CITIES.Europe ?? []).filter(zone => zone !== ofPlace)]
}

/**
 * The zone that was typed: by the name of its city ("Madrid", "new york"), or whole ("Europe/Madrid").
 *
 * @param ofPlace  Of two cities with one name, that in the place's region is meant.
 */
export function readZone(typed: string, ofPlace: string): string | undefined {
  const words = typed.normalize('NFKD').replace(/\p{M}/gu, '').trim()
  if (!/^[A-Za-z][A-Za-z /_'-]{1,39}$/.test(words)) return undefined
  const name = words.replaceAll(' ', '_')
  if (name.includes('/')) return knownZone(name)
  const regions = [regionOf(ofPlace), ...REGIONS]
  for (const region of regions) {
    const zone = knownZone(`${region}/${name}`)
    if (zone) return zone
  }
  return Intl.supportedValuesOf('timeZone').find(zone => fold(cityOf(zone)) === fold(words))
}

/** "New York" */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

function regionOf(zone: string): string {
  return zone.split('/')[0] ?? zone
}

/** As Intl calls it, whatever its case; as it was typed where Intl has an older name for it (Kolkata, Kyiv). */
function knownZone(name: string): string | undefined {
  let known: string
  try {
    known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    // The one way to ask: Intl throws at what is no zone.
    return undefined
  }
  return fold(known) === fold(name) ? known : name.replace(/(?<![A-Za-z])[a-z]/g, letter => letter.toUpperCase())
}
