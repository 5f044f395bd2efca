/**
 * The inside of the thread that draws one chart; `draw-chart.ts` starts it, and ends it where it takes too long.
 *
 * What draws is some ten times as large as a chart: it is loaded in here alone, and goes with the thread.
 */
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { Resvg } from '@resvg/resvg-js'
import { parse, View } from 'vega'
import { compile } from 'vega-lite'
import type { Chart } from '../core/chart.ts'
import { isRightToLeft } from '../core/direction.ts'
import { chartSpec } from './chart-spec.ts'
import { FONT, fullWidth, SHEETS } from './lettering.ts'

const fonts = ['400Regular/IBMPlexSansArabic_400Regular.ttf', '700Bold/IBMPlexSansArabic_700Bold.ttf']

const chart = workerData as Chart
const sheet = SHEETS[chart.sheet]
const wide = fullWidth(sheet)
const view = new View(parse(compile(chartSpec(chart)).spec), { renderer: 'none' })
// Vega guesses how wide texts are, generously, and makes room on the side where they end: that is left out.
const svg = (await view.toSVG()).replace(
  /width="[\d.]+" height="([\d.]+)" viewBox="0 0 ([\d.]+) [\d.]+"/,
  (_, height: string, width: string) => {
    const left = isRightToLeft(chart.language) ? Number(width) - wide : 0
    return `width="${wide}" height="${height}" viewBox="${left} 0 ${wide} ${height}"`
  },
)
const drawn = new Resvg(svg, {
  fitTo: { mode: 'zoom', value: sheet.zoom },
  font: {
    loadSystemFonts: false,
    fontFiles: fonts.map(name => fileURLToPath(import.meta.resolve(`@expo-google-fonts/ibm-plex-sans-arabic/${name}`))),
    defaultFontFamily: FONT,
  },
}).render()
const png = new Uint8Array(drawn.asPng())
parentPort?.postMessage({ png, width: drawn.width, height: drawn.height })
