/** How faults are found and named: each with its JSON pointer, as Slack's `response_metadata.messages` have it. */

/** Notes what is wrong at a pointer below the one it was made for. */
export type At = (pointer: string, what: string) => void

export function below(at: At, root: string): At {
  return (pointer, what) => at(`${root}${pointer}`, what)
}

export function checkText(
  text: unknown,
  most: number,
  at: At,
  pointer: string,
  kinds: readonly string[] = ['plain_text', 'mrkdwn'],
): void {
  const t = asObject(text)
  if (!kinds.includes(String(t.type))) at(`${pointer}/type`, `unsupported type: ${String(t.type)}`)
  if (typeof t.text !== 'string' || t.text.length < 1) at(`${pointer}/text`, 'must be more than 0 characters')
  else if (t.text.length > most) at(`${pointer}/text`, `must be less than ${most + 1} characters`)
}

export function checkLength(value: unknown, most: number, at: At, pointer: string): void {
  if (typeof value !== 'string' || value.length < 1 || value.length > most)
    at(pointer, `must be 1 to ${most} characters`)
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
