import type { LoggerInterface } from 'vega'
import { compile } from 'vega-lite'
import { expect, test } from 'vitest'
import { COLOURS, chartSpec } from '../../src/charts/chart-spec.ts'
import type { Chart, ChartTone } from '../../src/core/chart.ts'

const bar = { label: 'Opened', value: 12, shown: '12', tone: 'plain' } as const
const chart: Chart = {
  title: 'Streets: opened in the last 30 days',
  language: 'en',
  panels: [
    {
      title: 'Cases',
      bars: [bar, { label: 'Overdue', value: 3, shown: '3', tone: 'bad' }],
    },
    { title: 'Did it help?', bars: [{ label: 'Yes', value: 0, shown: '0', tone: 'good' }] },
  ],
}

test('each bar stands under its label and beside its value: nothing is told by colour alone', () => {
  const text = JSON.stringify(chartSpec(chart))
  for (const { label, shown } of chart.panels.flatMap(panel => panel.bars)) {
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

test('Vega-Lite takes it without a word of warning', () => {
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
  compile(chartSpec(chart), { logger })
  expect(warned).toEqual([])
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
