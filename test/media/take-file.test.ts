import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SendError } from '../../src/core/send-error.ts'
import type { FetchFile } from '../../src/media/fetch-within.ts'
import { createMediaStore, type MediaStore } from '../../src/media/store.ts'
import { type FilePolicy, takeFile } from '../../src/media/take-file.ts'
import { canvas, docx, odt, withTraces, zip } from './samples.ts'

let folder: string
let store: MediaStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-take-'))
  store = createMediaStore(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const { signal } = new AbortController()
function take(bytes: Uint8Array | string, name: string | undefined, policy: FilePolicy = 'any') {
  return takeFile({ fetch: async () => Buffer.from(bytes), policy, store, name, signal })
}
const photo = () => withTraces(canvas(30, 20)).jpeg().toBuffer()

describe('pictures', () => {
  test('a resident’s picture is cleaned and stored, and loses its name', async () => {
    const taken = await take(await photo(), 'Ana at home.jpeg', 'picture')
    expect(taken).toMatchObject({
      kept: true,
      file: { mediaType: 'image/jpeg', name: 'photo.jpg', width: 30, height: 20 },
    })
    if (!taken.kept) return
    const stored = Buffer.from(await store.open(taken.file.sha256))
    expect(stored.length).toBe(taken.file.bytes)
    expect(stored.includes('SECRET')).toBe(false)
  })

  test.each([
    ['JPEG', () => photo()],
    ['JPEG without a header of its own', () => canvas(30, 20).jpeg({ mozjpeg: true }).toBuffer()],
    ['PNG', () => canvas(30, 20, 0.5).png().toBuffer()],
  ])('a resident’s %s sent twice is two files, with the same picture in both', async (_, made) => {
    const bytes = await made()
    const twice = [await take(bytes, undefined, 'picture'), await take(bytes, undefined, 'picture')]
    const files = twice.map(taken => (taken.kept ? taken.file : undefined)!)
    expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(2)
    const stored = await Promise.all(files.map(({ sha256 }) => store.open(sha256)))
    expect(stored.map(({ length }) => length)).toEqual(files.map(file => file.bytes))
    const read = (one: Uint8Array) => sharp(one, { failOn: 'warning' })
    const [first, second] = await Promise.all(stored.map(one => read(one).raw().toBuffer()))
    expect(first).toEqual(second)
    for (const one of stored) expect((await read(one).metadata()).exif).toBeUndefined()
  })

  test('a picture of staff is cleaned too, and keeps its name', async () => {
    const taken = await take(await photo(), 'Mended kerb.JPEG')
    expect(taken).toMatchObject({ kept: true, file: { name: 'Mended kerb.jpg' } })
    if (taken.kept) expect(Buffer.from(await store.open(taken.file.sha256)).includes('SECRET')).toBe(false)
  })

  test('a picture that cannot be cleaned is not kept as a document either', async () => {
    const broken = (await canvas(500, 500).jpeg().toBuffer()).subarray(0, -500)
    for (const policy of ['picture', 'any'] as const) {
      expect(await take(broken, 'photo.txt', policy)).toEqual({ kept: false, why: 'cannotClean' })
    }
  })

  test('a resident’s document is no picture', async () => {
    expect(await take('%PDF-1.7\n', 'photo.jpg', 'picture')).toEqual({ kept: false, why: 'notAPicture' })
  })
})

describe('documents of staff', () => {
  const office = 'application/vnd.openxmlformats-officedocument'
  test.each([
    ['PDF', '%PDF-1.7\n%âãÏÓ\n', 'plan.pdf', 'application/pdf', 'plan.pdf'],
    ['PDF under a wrong name', '%PDF-1.7\n', 'plan.exe', 'application/pdf', 'plan.pdf'],
    ['PDF without a name', '%PDF-1.7\n', undefined, 'application/pdf', 'file.pdf'],
    ['docx', docx(), 'letter.docx', `${office}.wordprocessingml.document`, 'letter.docx'],
    ['odt', odt(), 'letter.odt', 'application/vnd.oasis.opendocument.text', 'letter.odt'],
    ['text', 'Hello, ¿qué tal?', 'note.txt', 'text/plain', 'note.txt'],
    [
      'CSV in an old encoding',
      Buffer.from('name;street\nJos\xe9;Acacia', 'latin1'),
      'list.CSV',
      'text/csv',
      'list.csv',
    ],
    ['calendar', 'BEGIN:VCALENDAR\nEND:VCALENDAR', 'meeting.ics', 'text/calendar', 'meeting.ics'],
    ['a path in the name', 'x', '../../etc/passwd.txt', 'text/plain', 'etc passwd.txt'],
    ['an override in the name', 'x', 'plan\u202efdp.txt', 'text/plain', 'planfdp.txt'],
    ['an Arabic name', 'x', 'خريطة.txt', 'text/plain', 'خريطة.txt'],
    ['a very long name', 'x', `${'a'.repeat(500)}.txt`, 'text/plain', `${'a'.repeat(80)}.txt`],
    ['nothing but dots in the name', 'x', '....txt', 'text/plain', 'file.txt'],
  ])('%s is kept as it is', async (_, bytes, name, mediaType, storedName) => {
    const taken = await take(bytes, name)
    expect(taken).toMatchObject({ kept: true, file: { mediaType, name: storedName, bytes: Buffer.from(bytes).length } })
    if (taken.kept) expect(Buffer.from(await store.open(taken.file.sha256))).toEqual(Buffer.from(bytes))
  })

  test.each([
    ['HTML', '<!doctype html><script>alert(1)</script>', 'page.html'],
    ['Slack’s login page under the name of a text', '\n\n<!DOCTYPE html><html>', 'report.txt'],
    ['HTML within a text', 'hello <script src=x>', 'report.txt'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'plan.svg'],
    ['a script', '#!/bin/sh\nrm -rf /', 'run.txt'],
    ['PostScript under the name of a text', '%!PS-Adobe-3.0\nshowpage', 'plan.txt'],
    ['a script by name', 'echo hello', 'run.bat'],
    ['text without a name', 'hello', undefined],
    ['a program', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), 'setup.pdf'],
    ['a program for Linux', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1'), 'tool.txt'],
    ['an archive', zip({ 'a.exe': 'MZ' }), 'files.zip'],
    ['an archive under the name of a document', zip({ 'a.exe': 'MZ' }), 'letter.docx'],
    ['a document with macros', docx('application/vnd.ms-word.document.macroEnabled.main+xml'), 'letter.docx'],
    ['zeros', Buffer.alloc(100), 'zeros.txt'],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'moving.gif'],
  ])('%s is refused', async (_, bytes, name) => {
    expect(await take(bytes, name)).toEqual({ kept: false, why: 'cannotClean' })
  })
})

describe('fetching', () => {
  const takeBy = (fetch: FetchFile, more: { bytes?: number; signal?: AbortSignal } = {}) =>
    takeFile({ fetch, policy: 'picture', store, signal, ...more })

  test('what is declared too large is not fetched; what turns out too large is not kept', async () => {
    const fetch = vi.fn<FetchFile>(async ({ maxBytes }) => new Uint8Array(maxBytes + 1))
    expect(await takeBy(fetch, { bytes: 21 * 1024 * 1024 })).toEqual({ kept: false, why: 'tooLarge' })
    expect(fetch).not.toHaveBeenCalled()
    expect(await takeBy(fetch, { bytes: 10 })).toEqual({ kept: false, why: 'tooLarge' })
  })

  test('what the network will never give is refused, what it may give later is thrown', async () => {
    const failing = (code: SendError['code']) => takeBy(() => Promise.reject(new SendError(code, 'no')))
    expect(await failing('REJECTED')).toEqual({ kept: false, why: 'cannotFetch' })
    expect(await failing('BLOCKED')).toEqual({ kept: false, why: 'cannotFetch' })
    await expect(failing('THROTTLED')).rejects.toThrow(SendError)
    await expect(failing('UNREACHABLE')).rejects.toThrow(SendError)
  })

  test('a fetch that takes too long may be tried again', async () => {
    const timer = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort(new Error('late')))
    try {
      const taking = takeBy(async ({ signal: own }) => {
        own.throwIfAborted()
        return new Uint8Array()
      })
      await expect(taking).rejects.toMatchObject({ name: 'SendError', retryable: true })
    } finally {
      timer.mockRestore()
    }
  })

  test('a fetch that is called off, and a fault of ours, come through as they are', async () => {
    const off = AbortSignal.abort(new Error('stopping'))
    const taking = takeBy(
      async ({ signal: own }) => {
        own.throwIfAborted()
        return new Uint8Array()
      },
      { signal: off },
    )
    await expect(taking).rejects.toThrow('stopping')
    await expect(takeBy(() => Promise.reject(new TypeError('fault')))).rejects.toThrow(TypeError)
  })
})
