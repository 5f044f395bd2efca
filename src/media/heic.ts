/**
 * Decodes HEIC, which iPhones take pictures in, and which sharp's own build cannot for the patents on it.
 *
 * libheif runs as WebAssembly in a thread of its own, started for each picture: what it does wrong stays in there, and
 * a picture that takes too long or too much memory ends with its thread.
 */
import { Worker } from 'node:worker_threads'
import { turnstile } from './turnstile.ts'

export interface HeicTask {
  readonly bytes: Uint8Array
  readonly mostPixels: number
  readonly mostMemoryBytes: number
}

/** RGBA, upright. */
export interface HeicPixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** 48 million pixels, the largest of phones, need about 500 MB while they are decoded. */
const MOST_MEMORY_BYTES = 700 * 1024 * 1024
const TIMEOUT_MS = 20_000

const oneAtATime = turnstile(1)

/** @throws {Error} where it is broken, larger than `mostPixels`, or takes too much time or memory. */
export async function decodeHeic(bytes: Uint8Array, mostPixels: number): Promise<HeicPixels> {
  return oneAtATime(() => decodeInThread({ bytes, mostPixels, mostMemoryBytes: MOST_MEMORY_BYTES }))
}

/** What the decoder writes on its console is its own affair: the streams are taken, and left. */
async function decodeInThread(task: HeicTask): Promise<HeicPixels> {
  const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), {
    workerData: task,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  })
  const late = setTimeout(() => void worker.terminate(), TIMEOUT_MS)
  // It ends by itself once it has said what it has to say: a thread that is cut off while V8 still compiles its
  // WebAssembly has brought the whole process down.
  const gone = new Promise(resolve => worker.once('exit', resolve))
  try {
    return await new Promise<HeicPixels>((decoded, failed) => {
      worker.once('message', decoded)
      worker.once('error', failed)
      worker.once('exit', code => failed(new Error(`decoding a HEIC picture ended without one (${code})`)))
    })
  } finally {
    await gone
    clearTimeout(late)
  }
}
