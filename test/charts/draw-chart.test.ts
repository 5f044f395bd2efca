import sharp from 'sharp'
import { expect, test } from 'vitest'
import { drawChart } from '../../src/charts/draw-chart.ts'
import { fullWidth, SHEETS } from '../../src/charts/lettering.ts'
import type { Chart } from '../../src/core/chart.ts'

const chart = (title: string, value = 12, language = 'en'): Chart => ({
  title,
  language,
  sheet: 'desk',
  panels: [{ title: 'Cases', bars: [{ label: 'Opened', value, shown: `${value}`, tone: 'plain' }] }],
})
const draw = async (...of: Parameters<typeof chart>) => Buffer.from((await drawChart(chart(...of))).png)

test('a chart is a PNG on white, of the same width whatever it says', async () => {
  for (const language of ['en', 'ar']) {
    const { png, width, height } = await drawChart(chart('Streets', 12, language))
    const { format, ...found } = await sharp(png).metadata()
    expect({ format, width: found.width, height: found.height }).toEqual({ format: 'png', width, height })
    expect(width).toBe(SHEETS.desk.zoom * fullWidth(SHEETS.desk))
    const corner = await sharp(png).extract({ left: 0, top: 0, width: 1, height: 1 }).raw().toBuffer()
    expect([...corner.subarray(0, 3)]).toEqual([255, 255, 255])
  }
})

test('the same figures give the same bytes, others give others', async () => {
  const [one, again, other] = [await draw('Streets'), await draw('Streets'), await draw('Streets', 13)]
  expect(one.equals(again)).toBe(true)
  expect(one.equals(other)).toBe(false)
})

test('Latin and Arabic letters are drawn, not boxes in their places', async () => {
  // What the font lacks looks alike: of these letters it has none.
  expect((await draw('漢字')).equals(await draw('仮名'))).toBe(true)
  for (const [one, other] of [
    ['ÉÑ', 'ŒÇ'],
    ['إدارة', 'إنارة'],
  ] as const) {
    expect((await draw(one, 12, 'ar')).equals(await draw(other, 12, 'ar'))).toBe(false)
  }
})

const FULL: Readonly<Record<string, string>> = {
  en: 'WHAT WOULD THAT MEAN FOR THE HOUSEHOLDS OF OUR TOWNS AND VILLAGES? '.repeat(2),
  ar: 'ماذا يعني ذلك للأسر في بلداتنا وقرانا وأحيائنا القديمة والجديدة؟ '.repeat(2),
  fr: `${'W'.repeat(20)} ${'Inconstitutionnellement'.repeat(6)}`,
}

test.each(Object.keys(FULL))('nothing is cut off, however long it is: %s', async language => {
  const words = FULL[language]!
  const bars = [{ label: words, value: 1, shown: '1', tone: 'plain' }] as const
  const { png } = await drawChart({ title: words, language, sheet: 'desk', panels: [{ title: words, bars }] })
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  const inked = (column: number) => Array.from({ length: info.height }, (_, row) => data[row * info.width + column]!)
  for (const edge of [0, 20, info.width - 20, info.width - 1]) expect(Math.min(...inked(edge))).toBe(255)
})
