/**
 * The codes behind buttons.
 *
 * A token is the number of the prompt that showed the button and the button's code: `17.o-pothole`. Telegram takes
 * at most 64 bytes (`callback_data`), so keys of the place file that are long or not ASCII go by a hash.
 */
const SAFE_KEY = /^[\w-]{1,32}$/

/** Code of an option of the place file, the same as long as its key is. */
export function codeOf(key: string): string {
  return `o-${SAFE_KEY.test(key) ? key : `.${hash(key)}`}`
}

export function tokenOf(prompt: number, code: string): string {
  return `${prompt}.${code}`
}

/** Nothing where it is no token of a prompt. */
export function readToken(token: string): { readonly prompt: number; readonly code: string } | undefined {
  const [, prompt, code] = /^(\d{1,12})\.([\w.-]{1,48})$/.exec(token) ?? []
  return prompt && code ? { prompt: Number(prompt), code } : undefined
}

/** FNV-1a over UTF-16 units, twice with different seeds: 64 bits, in base 36. */
function hash(key: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193]
  for (let i = 0; i < key.length; i += 1) {
    low = Math.imul(low ^ key.charCodeAt(i), 0x01000193)
    high = Math.imul(high ^ key.charCodeAt(i), 0x85ebca6b)
  }
  return `${(low >>> 0).toString(36)}${(high >>> 0).toString(36)}`
}
