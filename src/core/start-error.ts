/** Something outside stands in the way of the start, and the operator can mend it. The message says what, and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
