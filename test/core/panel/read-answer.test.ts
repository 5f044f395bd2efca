import { describe, expect, test } from 'vitest'
import { readAmount, readMark } from '../../../src/core/panel/read-answer.ts'

describe('amounts', () => {
  test.each([
    ['7', 7],
    ['٧', 7],
    ['۷', 7],
    ['1,5', 1.5],
    ['twelve', 12],
    ['Doce', 12],
    ['zéro', 0],
    ['once', 11],
    ['إحدى عشرة', 11],
    ['ثلاثة', 3],
    ['thirteen', undefined],
    ['seven of them', undefined],
    ['', undefined],
  ])('%s → %s', (typed, amount) => expect(readAmount(typed)).toBe(amount))
})

describe('number words from nought to twelve', () => {
  test.each([
    ['en', 'zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve'],
    ['es', 'cero, uno, dos, tres, cuatro, cinco, seis, siete, ocho, nueve, diez, once, doce'],
    ['es, feminine', 'cero, una'],
    ['fr', 'zéro, un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze'],
    ['fr, without accents, feminine', 'zero, une'],
    ['ar', 'صفر, واحد, اثنان, ثلاثة, أربعة, خمسة, ستة, سبعة, ثمانية, تسعة, عشرة, أحد عشر, اثنا عشر'],
    ['ar, feminine', 'صفر, واحدة, اثنتان, ثلاث, أربع, خمس, ست, سبع, ثمان, تسع, عشر, إحدى عشرة, اثنتا عشرة'],
    ['ar, as people type', 'صفر, واحد, اثنين, ثلاثه, اربعه, خمسه, سته, سبعه, ثمانيه, تسعه, عشره, احد عشر, اثنى عشر'],
  ])('%s', (_, words) => {
    for (const [amount, word] of words.split(', ').entries())
      for (const typed of [word, word.toUpperCase(), `${word}!`])
        expect([typed, readAmount(typed)]).toEqual([typed, amount])
  })
})

describe('a mark out of five', () => {
  test.each([
    ['4', 4],
    ['4.', 4],
    ['four', 4],
    ['4/5', 4],
    ['4 / 5', 4],
    ['4 of 5', 4],
    ['4 out of 5', 4],
    ['cuatro de cinco', 4],
    ['4 sobre 5', 4],
    ['4 sur 5', 4],
    ['QUATRE SUR CINQ', 4],
    ['أربعة من خمسة', 4],
    ['٤/٥', 4],
    ['۴', 4],
    ['4️⃣', 4],
    ['٤ من ٥', 4],
    ['⭐⭐⭐', 3],
    ['★★☆☆☆', 2],
    ['0', undefined],
    ['6', undefined],
    ['4 of 10', undefined],
    ['3.5', undefined],
    ['-1', undefined],
    ['good', undefined],
    ['', undefined],
  ])('%s → %s', (typed, mark) => expect(readMark(typed, 5)).toBe(mark))
})
