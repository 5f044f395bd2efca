/**
 * Decodes HEIC, which iPhones take pictures in, and which sharp's own build cannot for the patents on it.
 *
 * libheif runs as WebAssembly in a process of its own, started for each picture, which knows no setting of ours: what it
 * does wrong stays in there, and a picture that takes too long or too much memory ends with its process.
 */
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { turnstile } from './turnstile.ts'

/** RGBA, upright. */
export interface HeicPixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** What one picture may take. */
export interface HeicLimits {
  readonly memoryBytes: number
  readonly timeoutMs: number
}

/** 48 million pixels, the largest of phones, need about 500 MB while they are decoded. */
const LIMITS: HeicLimits = { memoryBytes: 700 * 1024 * 1024, timeoutMs: 20_000 }

const WORKER = fileURLToPath(new URL('./heic-worker.ts', import.meta.url))
const HEAD_BYTES = 2 * Uint32Array.BYTES_PER_ELEMENT
const oneAtATime = turnstile(1)

/** @throws {Error} where it is broken, larger than `mostPixels`, or takes too much time or memory. */
export async function decodeHeic(bytes: Uint8Array, mostPixels: number, limits = LIMITS): Promise<HeicPixels> {
  return oneAtATime(() => decodeInProcess(bytes, mostPixels, limits))
}

async function decodeInProcess(
  bytes: Uint8Array,
  mostPixels: number,
  { memoryBytes, timeoutMs }: HeicLimits,
): Promise<HeicPixels> {
  const told = [mostPixels, memoryBytes, process.pid].map(String)
  const decoder = spawn(process.execPath, ['--max-old-space-size=64', WORKER, ...told], {
    env: {},
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  })
  const end = Promise.withResolvers<string>()
  decoder.once('error', error => end.resolve(error.message))
  decoder.once('close', (code, signal) => end.resolve(`it ended with ${signal ?? code}`))
  // One that ended before it had read everything says so by its end.
  decoder.stdin?.on('error', () => undefined).end(bytes)
  try {
    const pixels = await readPixels(decoder.stdio[3] as Readable, mostPixels)
    if (pixels) return pixels
    throw new Error(`cannot decode a HEIC picture: ${await end.promise}`)
  } finally {
    decoder.kill('SIGKILL')
    await end.promise
  }
}

/** @returns Nothing where the answer breaks off. */
async function readPixels(answer: AsyncIterable<Uint8Array>, mostPixels: number): Promise<HeicPixels | undefined> {
  const head = new Uint8Array(HEAD_BYTES)
  let into = head
  let at = 0
  for await (let chunk of answer) {
    while (chunk.length > 0) {
      const part = chunk.subarray(0, into.length - at)
      into.set(part, at)
      at += part.length
      chunk = chunk.subarray(part.length)
      if (at < into.length) continue
      const [width = 0, height = 0] = new Uint32Array(head.buffer)
      if (into !== head) return { data: into, width, height }
      if (!(width * height > 0 && width * height <= mostPixels)) return undefined
      into = new Uint8Array(width * height * 4)
      at = 0
    }
  }
  return undefined
}
