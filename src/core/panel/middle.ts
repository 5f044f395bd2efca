/** What is told of numbers that people said: a quarter, half and three quarters of them are at most so much. */
export type Middle = readonly [low: number, middle: number, high: number]

/** @param said  Numbers, and how many people said each; at least one. */
export function middleOf(said: readonly { readonly option: string; readonly people: number }[]): Middle {
  const sorted = said.map(({ option, people }) => [Number(option), people] as const).toSorted(([a], [b]) => a - b)
  const total = sorted.reduce((sum, [, people]) => sum + people, 0)
  const at = (share: number) => {
    let before = 0
    const found = sorted.find(([, people]) => {
      before += people
      return before >= total * share
    })
    return found?.[0] ?? 0
  }
  return [at(0.25), at(0.5), at(0.75)]
}
