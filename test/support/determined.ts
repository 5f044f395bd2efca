/**
 * What somebody finds out who does sums: which unknown counts follow from the known ones.
 */

/** Sums that are zero: each count with its sign. */
export type Equation<T> = ReadonlyMap<T, number>

/** Products of two below it are exact; coefficients of such sums are far smaller. */
const PRIME = 65_521

/** @returns Those of the unknowns of which the equations leave one value only. */
export function determined<T>(equations: readonly Equation<T>[], unknown: readonly T[]): ReadonlySet<T> {
  const column = new Map(unknown.map((one, n) => [one, n]))
  const rows = equations.map(equation => {
    const row = new Array<number>(unknown.length).fill(0)
    for (const [one, sign] of equation) {
      const at = column.get(one)
      if (at !== undefined) row[at] = modulo(row[at]! + sign)
    }
    return row
  })
  const reduced: number[][] = []
  for (let at = 0; at < unknown.length; at += 1) {
    const pivot = rows.findIndex(row => row[at] !== 0)
    if (pivot === -1) continue
    const [row] = rows.splice(pivot, 1)
    const one = inverse(row![at]!)
    const scaled = row!.map(value => times(value, one))
    for (const other of [...rows, ...reduced]) {
      const by = other[at]!
      if (by !== 0) for (const n of other.keys()) other[n] = modulo(other[n]! - times(by, scaled[n]!))
    }
    reduced.push(scaled)
  }
  const alone = reduced
    .map(row => row.flatMap((value, at) => (value === 0 ? [] : [at])))
    .filter(ats => ats.length === 1)
  return new Set(alone.map(([at]) => unknown[at!]!))
}

function modulo(value: number): number {
  return ((value % PRIME) + PRIME) % PRIME
}

function times(a: number, b: number): number {
  return (a * b) % PRIME
}

function inverse(value: number): number {
  let [power, result, exponent] = [value, 1, PRIME - 2]
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = times(result, power)
    power = times(power, power)
  }
  return result
}
