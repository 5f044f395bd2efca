/**
 * The frame of a contract test: a driver, doors that write down, and no complaints at the end.
 */
import { expect } from 'vitest'
import type { Attempt } from '../../src/core/adapter.ts'
import type { StoredFile } from '../../src/core/files.ts'
import type { Outbound } from '../../src/core/outbound.ts'
import type { Driver, Network } from './adapter-contract.ts'
import { createRecorder, type Recorder } from './recording-doors.ts'

/** How long something may take to get from one end to the other. */
export const WITHIN = { timeout: 20_000, interval: 10 }

export async function withDriver<Message extends Outbound>(
  network: Network<Message>,
  test: (driver: Driver<Message>, recorder: Recorder) => Promise<void>,
): Promise<void> {
  const recorder = createRecorder()
  await using driver = await network.setUp(recorder.doors)
  await test(driver, recorder)
  expect(driver.standIn.complaints).toEqual([])
}

/** Bytes of a document that nobody takes for a picture or a page. */
export function documentBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(0x20)
  bytes.set(Buffer.from('%PDF-1.4\n'))
  return bytes
}

export const DOCUMENT_SHA256 = 'd'.repeat(64)

export function storedDocument(name: string, bytes: number): StoredFile {
  return { sha256: DOCUMENT_SHA256, mediaType: 'application/pdf', bytes, name }
}

let keys = 0

/** A first attempt with a key of its own. */
export function firstAttempt(files: Readonly<Record<string, Uint8Array>> = {}): Attempt {
  keys += 1
  return {
    key: `contract-${process.pid}-${keys}`,
    mayHaveArrived: false,
    queuedAt: new Date(),
    open: async sha256 => {
      const bytes = files[sha256]
      if (!bytes) throw new Error(`no file ${sha256}`)
      return bytes
    },
  }
}

/** Plans a message and makes its calls, each as it would come back from the outbox. */
export async function deliver<Message extends Outbound>(
  { adapter }: Driver<Message>,
  message: Message,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<readonly string[]> {
  const ids: string[] = []
  for (const part of adapter.plan(message).parts) {
    const stored = JSON.parse(JSON.stringify(part))
    expect(stored.call).toEqual(part.call)
    ids.push(await adapter.send(stored, firstAttempt(files)))
  }
  return ids
}
