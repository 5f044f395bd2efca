/**
 * Files in messages: pictures are shown, others are named and can be fetched.
 */
import type { FileView } from '../resident-view.ts'
import { element } from './element.ts'

export function drawFile(file: FileView): HTMLElement {
  if (file.picture) {
    const picture = element('img', { src: file.url, alt: `Picture: ${file.name}`, loading: 'lazy' })
    return element('a', { class: 'picture', href: file.url, target: '_blank', rel: 'noopener' }, picture)
  }
  const size = file.bytes === undefined ? '' : ` (${Math.ceil(file.bytes / 1024)} KB)`
  return element('a', { class: 'file', href: file.url, download: file.name, dir: 'auto' }, `${file.name}${size}`)
}
