/**
 * A case as a page to read and to print. No script runs in it, and nothing is fetched but its own pictures.
 */
import { speakToStaff } from '../actions/context.ts'
import { isRightToLeft } from '../core/direction.ts'
import type { Place } from '../core/place.ts'
import { plain } from '../core/rich-text.ts'
import type { CaseFile, FiledEvent } from './case-file.ts'
import { eventName } from './event-name.ts'
import type { NamedFile } from './files.ts'
import { type Html, html, words } from './html.ts'

const STYLE = `
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
  h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #767676 }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dt { font-weight: 600 } dd { margin: 0 }
  .words { white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0 }
  img { max-width: 100%; max-height: 24rem; display: block; margin: .5rem 0 }
  table { border-collapse: collapse; width: 100% } th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #bbb }
  code { font-size: .8rem; overflow-wrap: anywhere } .bad { font-weight: 700; color: #a40000 }
  @media print { body { max-width: none; margin: 0 } tr, img { break-inside: avoid } thead { display: table-header-group } }
`

export function casePage(place: Place, filed: CaseFile): string {
  const say = speakToStaff(place)
  const language = place.languages[0]
  const title = say('caseFile.title', { reference: filed.reference }).text
  const at = (iso: string) => html`<time datetime="${iso}">${localTime(iso, place.timeZone)}</time>`
  const page = html`<!doctype html>
<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<h1>${title}</h1>
<p>${say('caseFile.exported', { place: place.name, zone: place.timeZone }).text} ${at(filed.exportedAt)}</p>
<h2>${say('caseFile.said').text}</h2>
${words(filed.words)}
${filed.remark ? html`<h2>${say('caseFile.remark').text}</h2>${words(filed.remark)}` : ''}
<h2>${say('caseFile.facts').text}</h2>
<dl>
${filed.facts.map(({ label, value, url }) => html`<dt>${label}</dt><dd dir="auto">${value}${url === undefined ? '' : ` (${url})`}</dd>\n`)}
<dt>${say('caseFile.opened').text}</dt><dd>${at(filed.openedAt)}</dd>
${filed.closedAt === null ? '' : html`<dt>${say('caseFile.closed').text}</dt><dd>${at(filed.closedAt)}</dd>`}
${filed.followers.length === 0 ? '' : html`<dt>${say('caseFile.followers').text}</dt><dd dir="auto">${filed.followers.map(f => `${f.name} (${f.network})`).join(', ')}</dd>`}
${filed.merged.length === 0 ? '' : html`<dt>${say('caseFile.merged').text}</dt><dd>${filed.merged.join(', ')}</dd>`}
</dl>
${filed.files.length === 0 ? '' : html`<h2>${say('caseFile.files').text}</h2><ul>${filed.files.map(fileItem)}</ul>`}
<h2>${say('caseFile.record').text}</h2>
${chainLine(place, filed)}
<table>
<thead><tr><th scope="col">#</th>${(['when', 'who', 'what'] as const).map(key => html`<th scope="col">${say(`caseFile.${key}`).text}</th>`)}</tr></thead>
<tbody>
${filed.record.events.map(event => eventRow(place, event, at))}
</tbody>
</table>
</body>
</html>
`
  return page.html
}

function chainLine(place: Place, { record: { holds, broken, events } }: CaseFile): Html {
  const say = speakToStaff(place)
  if (!holds) return html`<p class="bad">${say('caseFile.broken', { number: broken?.seq ?? 0 }).text}</p>`
  const values = { number: events.length, hash: events.at(-1)?.hash ?? '' }
  return html`<p>${say('caseFile.holds', values).text}</p>`
}

function fileItem({ name, path, mediaType, sha256 }: NamedFile): Html {
  const picture = mediaType.startsWith('image/') ? html`<img src="${encodeURI(path)}" alt="${name}">` : ''
  return html`<li><a href="${encodeURI(path)}" dir="auto">${name}</a> <code>SHA-256 ${sha256}</code>${picture}</li>\n`
}

function eventRow(place: Place, event: FiledEvent, at: (iso: string) => Html): Html {
  const say = speakToStaff(place)
  const { seq, by, words: said, detail, hash } = event
  const about = Object.entries(detail).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  const parts = [
    html`<strong>${eventName(place, event.kind)}</strong>`,
    ...(about.length === 0 ? [] : [html` <span dir="ltr">${about.join(', ')}</span>`]),
    ...(said?.before ? [html`<p>${say('caseFile.before').text}</p>`, words(said.before)] : []),
    ...(said?.text ? [words(said.text)] : []),
    ...(said?.reason ? [words(plain(said.reason))] : []),
    ...(event.wordsErased ? [html`<p><em>${say('caseFile.erased').text}</em></p>`] : []),
  ]
  return html`<tr><td>${seq}</td><td>${at(event.at)}</td><td dir="auto">${by.name}</td><td>${parts}<p><code>${hash}</code></p></td></tr>\n`
}

/** 2026-11-22 09:30:00, in the town. */
function localTime(iso: string, timeZone: string): string {
  return new Date(iso).toLocaleString('sv-SE', { timeZone })
}
