/**
 * The inside of the thread that decodes one HEIC picture; `heic.ts` starts it, and ends it where it takes too long.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { HeicPixels, HeicTask } from './heic.ts'

const { bytes, mostPixels, mostMemoryBytes } = workerData as HeicTask

// A picture says how large it is in several places, and the decoder takes the memory that the innermost asks for. No
// limit of a thread counts the memory of WebAssembly, so that it is counted here, in this thread's own world.
const grow = WebAssembly.Memory.prototype.grow
const PAGE_BYTES = 65_536
WebAssembly.Memory.prototype.grow = function limited(this: WebAssembly.Memory, pages: number): number {
  if (this.buffer.byteLength + Number(pages) * PAGE_BYTES > mostMemoryBytes) throw new RangeError('out of memory')
  return grow.call(this, pages)
}

const { default: libheif } = await import('libheif-js/wasm-bundle.js')
const images = new libheif.HeifDecoder().decode(bytes)
const image = images.find(one => one.is_primary()) ?? images[0]
if (!image) throw new Error('there is no picture in it')
const [width, height] = [image.get_width(), image.get_height()]
if (!(width > 0 && height > 0 && width * height <= mostPixels)) throw new Error('it is too large')

const data = new Uint8ClampedArray(width * height * 4)
image.display({ data, width, height }, filled => {
  if (!filled) throw new Error('it cannot be decoded')
  const pixels: HeicPixels = { data: new Uint8Array(data.buffer), width, height }
  parentPort?.postMessage(pixels, [data.buffer])
})
