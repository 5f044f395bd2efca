/**
 * Draws a chart as a PNG, in a thread of its own: nothing else waits for it, what it needs of memory goes with it, and one
 * that takes too long ends with its thread.
 */
import { Worker } from 'node:worker_threads'
import type { Chart, ChartPanel } from '../core/chart.ts'
import type { StoredFile } from '../core/files.ts'
import type { MediaStore } from '../media/store.ts'
import { turnstile } from '../media/turnstile.ts'

export interface DrawnChart {
  readonly png: Uint8Array
  /** Pixels. */
  readonly width: number
  readonly height: number
}

const TIMEOUT_MS = 15_000

const oneAtATime = turnstile(1)

/** @throws {Error} where it takes too long. */
export async function drawChart(chart: Chart): Promise<DrawnChart> {
  return oneAtATime(() => drawInThread(chart))
}

/** A name for people who save it. */
const NAME = 'folkmoot.png'

/** Drawn, and kept like every other file. @throws {Error} where that takes too long, or it cannot be kept. */
export async function drawnAndKept(chart: Chart, store: MediaStore): Promise<StoredFile> {
  const { png, width, height } = await drawChart(chart)
  const sha256 = await store.put(png)
  return { sha256, mediaType: 'image/png', bytes: png.length, name: NAME, width, height, alt: inWords(chart) }
}

/** What the picture shows, for who cannot see it. */
function inWords({ title, panels }: Chart): string {
  return [title, ...panels.map(panel => `${panel.title}: ${figuresOf(panel).join('; ')}`)].join('. ')
}

function figuresOf(panel: ChartPanel): readonly string[] {
  if ('bars' in panel) return panel.bars.map(({ label, shown }) => `${label} ${shown}`)
  const { lines, moments } = panel
  return lines.map(({ label, points }) => {
    const values = points.flatMap((point, n) => (point ? [`${moments[n]}: ${point.shown}`] : []))
    return `${label} (${values.join(', ')})`
  })
}

async function drawInThread(chart: Chart): Promise<DrawnChart> {
  const worker = new Worker(new URL('./draw-worker.ts', import.meta.url), { workerData: chart })
  const late = setTimeout(() => void worker.terminate(), TIMEOUT_MS)
  try {
    return await new Promise<DrawnChart>((drawn, failed) => {
      worker.once('message', drawn)
      worker.once('error', failed)
      worker.once('exit', code => failed(new Error(`drawing a chart ended without one (${code})`)))
    })
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}
