/** The place file, or its areas, cannot be used. `problems` has one line each, beginning with the path in the file. */
export class PlaceError extends Error {
  override readonly name = 'PlaceError'
  readonly problems: readonly string[]

  constructor(file: string, problems: readonly string[], options?: ErrorOptions) {
    super(`cannot start, ${file} is wrong:\n${problems.map(problem => `  ${problem}`).join('\n')}`, options)
    this.problems = problems
  }
}
