import type { LoggerInterface } from 'vega'
import { compile } from 'vega-lite'
import { expect, test } from 'vitest'
import { COLOURS, chartSpec } from '../../src/charts/chart-spec.ts'
import type { BarPanel, Chart, ChartBar, ChartTone } from '../../src/core/chart.ts'

const bar: ChartBar = { label: 'Opened', value: 12, shown: '12', tone: 'plain' }
const bars: readonly BarPanel[] = [
  { title: 'Cases', bars: [bar, { label: 'Overdue', value: 3, shown: '3', tone: 'bad' }] },
  { title: 'Did it help?', bars: [{ label: 'Yes', value: 0, shown: '0', tone: 'good' }] },
]
const chart: Chart = { title: 'Streets: opened in the last 30 days', language: 'en', sheet: 'desk', panels: bars }

test('each bar stands under its label and beside its value: nothing is told by colour alone', () => {
  const text = JSON.stringify(chartSpec(chart))
  for (const { label, shown } of bars.flatMap(panel => panel.bars)) {
    expect(text).toContain(`"line":${JSON.stringify(label)}`)
    expect(text).toContain(`"shown":${JSON.stringify(shown)}`)
  }
  expect(text).not.toContain('legend')
})

test('what is too long for a line goes on in the next, word by word, and all of it is there', () => {
  const label = 'Should the buses in the evening run every 20 minutes instead of once an hour until 11?'
  const text = JSON.stringify(
    chartSpec({ ...chart, title: label, panels: [{ title: label, bars: [{ ...bar, label }] }] }),
  )
  const lines = [...text.matchAll(/"y":([\d.]+),"line":"([^"]+)"/g)].map(([, y, line]) => ({
    y: Number(y),
    line: line!,
  }))
  for (const { line } of lines) expect(line.length).toBeLessThanOrEqual(50)
  expect(lines.map(({ line }) => line).join(' ')).toBe([label, label, label].join(' '))
  const inPanel = lines.slice(-5).map(({ y }) => y)
  expect(inPanel).toEqual(inPanel.toSorted((one, other) => one - other))
})

const tenLines: Chart = {
  ...chart,
  panels: [
    {
      title: 'Where should the benches stand?',
      moments: ['1', '2', '4'],
      below: 'Wave',
      ticks: [0, 50, 100].map(value => ({ value, shown: `${value}%` })),
      lines: Array.from({ length: 10 }, (_, n) => ({
        label: `Option ${n}`,
        // The first has a gap, and so no stroke at all.
        points: [10, n === 0 ? null : 20, 30].map(value => (value === null ? null : { value, shown: `${value}%` })),
      })),
    },
  ],
}

test.each([
  ['bars', chart],
  ['lines', tenLines],
])('Vega-Lite takes %s without a word of warning', (_, drawn) => {
  const warned: unknown[] = []
  const hear = (...words: unknown[]) => {
    warned.push(words)
    return logger
  }
  const logger: LoggerInterface = {
    level: (() => logger) as LoggerInterface['level'],
    error: hear,
    warn: hear,
    info: () => logger,
    debug: () => logger,
  }
  compile(chartSpec(drawn), { logger })
  expect(warned).toEqual([])
})

test('ten lines are told apart by more than their colour, and each by its name', () => {
  const text = JSON.stringify(chartSpec(tenLines))
  for (let n = 0; n < 10; n += 1) expect(text).toContain(`"shown":"Option ${n}"`)
  const points = [...text.matchAll(/"type":"point","shape":"([^"]+)","size":\d+,"opacity":1,"fill":"([^"]+)"/g)]
  const looks = points.map(([, shape, fill]) => `${shape} ${fill === '#FFFFFF' ? 'hollow' : 'full'}`)
  expect(new Set(looks).size).toBe(10)
})

test('a line has no stroke over a gap', () => {
  const strokes = (spec: Chart) => JSON.stringify(chartSpec(spec)).split('"strokeWidth":3').length - 1
  expect(strokes(tenLines)).toBe(9)
})

test.each([
  ['en', 'left', false],
  ['fr', 'left', false],
  ['ar', 'right', true],
])('%s is drawn from its own side: %s', (language, align, reverse) => {
  const text = JSON.stringify(chartSpec({ ...chart, language }))
  expect(new Set(text.match(/"align":"\w+"/g))).toEqual(new Set([`"align":"${align}"`]))
  expect(new Set(text.match(/"reverse":\w+/g))).toEqual(new Set([`"reverse":${reverse}`]))
})

test.each(Object.keys(COLOURS) as ChartTone[])('%s stands out from the white behind it', tone => {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(COLOURS[tone].slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  // WCAG 2.2, 1.4.11
  expect(1.05 / (luminance + 0.05)).toBeGreaterThan(3)
})
