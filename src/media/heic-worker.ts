/**
 * The inside of the process that decodes one HEIC picture: the picture comes on stdin, and the answer goes to descriptor
 * 3, for the decoder writes on stdout what it likes. `heic.ts` starts it, and ends it where it takes too long.
 */
import { writeFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'

/** Width and height, then RGBA. */
const ANSWER = 3
const [mostPixels = 0, mostMemoryBytes = 0, parent = 0] = process.argv.slice(2).map(Number)

// Whatever the decoder does meanwhile: this thread hears of nothing until it is done.
new Worker(new URL('./end-with-parent.ts', import.meta.url), { workerData: parent }).unref()

// A picture says how large it is in several places, and the decoder takes the memory that the innermost asks for. No
// limit of a process counts the memory of WebAssembly alone, so that it is counted here.
const grow = WebAssembly.Memory.prototype.grow
const PAGE_BYTES = 65_536
WebAssembly.Memory.prototype.grow = function limited(this: WebAssembly.Memory, pages: number): number {
  if (this.buffer.byteLength + Number(pages) * PAGE_BYTES > mostMemoryBytes) throw new RangeError('out of memory')
  return grow.call(this, pages)
}

const { default: libheif } = await import('libheif-js/wasm-bundle.js')
const images = new libheif.HeifDecoder().decode(await buffer(process.stdin))
const image = images.find(one => one.is_primary()) ?? images[0]
if (!image) throw new Error('there is no picture in it')
const [width, height] = [image.get_width(), image.get_height()]
if (!(width > 0 && height > 0 && width * height <= mostPixels)) throw new Error('it is too large')

const data = new Uint8ClampedArray(width * height * 4)
image.display({ data, width, height }, filled => {
  if (!filled) throw new Error('it cannot be decoded')
  writeFileSync(ANSWER, Uint32Array.of(width, height))
  writeFileSync(ANSWER, data)
})
