/** A report in Arabic, typed as people type it: digits, dates, choices, a point. */
import { expect, test } from 'vitest'
import { aPerson, type Person } from '../conversation/person.ts'
import { aTown } from '../conversation/town.ts'

function salma(): Person {
  const person = aPerson({ place: aTown({ languages: ['en', 'ar'] }) })
  person.language = 'ar'
  return person
}

test('numbers, dates, choices and coordinates in Arabic digits', async () => {
  const ana = salma()
  await ana.says('الإبلاغ عن مشكلة')
  expect(ana.heard).toBe('ما المشكلة؟ يُرجى وصفها بكلمات قليلة.')
  await ana.says('شجرة مائلة')
  await ana.says('Tree')
  await ana.says('١٢٫٥')
  await ana.says('أمس')
  await ana.says('٢')
  await ana.says('تم')
  await ana.says('تخط')
  await ana.says('٠٫٥، ٠٫٥')
  await ana.says('تخطٍّ')
  expect(ana.heard).toBe(
    [
      'هل هذا صحيح؟',
      '',
      '\u200fالمشكلة: شجرة مائلة',
      '\u200fالفئة: \u2068Tree\u2069',
      '\u200f\u2068How high is it\u2069: \u206812.5\u2069',
      '\u200f\u2068Since when\u2069: \u206822/11/2026\u2069',
      '\u200f\u2068What may it hit\u2069: \u2068\u2068A house\u2069\u2069',
      '\u200f\u2068Anything else\u2069: –',
      '\u200fالمكان: \u2068\u20680.50000, 0.50000\u2069 (\u2068North\u2069)\u2069',
      '\u200fالصور: –',
      '',
      'يمكن للجيران قراءة الوصف ورؤية المكان والصور. وكل ما عدا ذلك يراه الموظفون وحدهم.',
    ].join('\n'),
  )
  await ana.says('ارسال البلاغ')
  expect(ana.sent).toMatchObject({
    language: 'ar',
    answers: [
      { key: 'height', value: '12.5' },
      { key: 'seen', value: '2026-11-22' },
      { key: 'dangers', value: ['house'] },
    ],
    where: { point: { latitude: 0.5, longitude: 0.5 } },
  })
})

test.each(['٢٠/١١/٢٠٢٦', '٢٠-١١-٢٠٢٦', '۲۰/۱۱/۲۰۲۶', '20/11/2026', '٢٠/١١/٢٦'])('the day %s', async day => {
  const ana = salma()
  await ana.says('/report', 'شجرة مائلة', 'Tree', '٣', day)
  expect(ana.heard).toBe('What may it hit?')
})

test('a reference stays whole on a button and in a sentence, and its button can be typed', async () => {
  const ana = salma()
  ana.warmCases = ['1042', '1050'].map(id => ({ id, reference: `HB-${id}`, kind: 'report', title: 'حفرة' }))
  await ana.says('ما الجديد؟')
  expect(ana.buttons.slice(0, 2)).toEqual(['\u2068HB-1042\u2069: حفرة', '\u2068HB-1050\u2069: حفرة'])
  await ana.says('HB-1050')
  expect(ana.heard).toBe('أُضيف إلى \u2068HB-1050\u2069.')
})
