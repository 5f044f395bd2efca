/**
 * HTML out of text that anybody may have written: escaped wherever it is put in.
 */
import type { RichText } from '../core/rich-text.ts'

/** Markup that is ready as it stands. */
export interface Html {
  readonly html: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** `html\`<p>${words}</p>\``: strings are escaped, other markup stays, lists are set one behind the other. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  return { html: parts.map((part, n) => (n === 0 ? part : `${markup(values[n - 1]!)}${part}`)).join('') }
}

function markup(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string') return value.replaceAll(/[&<>"']/g, sign => ENTITIES[sign]!)
  if (typeof value === 'number') return String(value)
  return 'html' in value ? value.html : value.map(one => one.html).join('')
}

/** Words as they were written, each in its own direction; where a link leads stands behind it, and is no link. */
export function words({ text, spans }: RichText): Html {
  let said = ''
  let end = 0
  for (const span of spans.toSorted((a, b) => a.end - b.end)) {
    if (span.kind !== 'link' || span.end < end || text.slice(span.start, span.end) === span.url) continue
    said += `${text.slice(end, span.end)} (${span.url})`
    end = span.end
  }
  return html`<p class="words" dir="auto">${said + text.slice(end)}</p>`
}
