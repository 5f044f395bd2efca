/**
 * What the contract suite hands to an adapter: doors that write down what came in, and fail when told to.
 */
import type { Doors } from '../../src/core/adapter.ts'
import type { FormAnswer, FormChange, FormOption } from '../../src/core/desk-views.ts'
import type { RemoteFile } from '../../src/core/files.ts'
import type { DeskEvent, Inbound } from '../../src/core/inbound.ts'
import type { Point } from '../../src/core/point.ts'

export interface Recorder {
  readonly doors: Doors
  /** All that was received, in the order it was, redeliveries too. */
  readonly received: readonly Inbound[]
  /** The next so many are refused, as while the database is away. */
  refuseNext(times: number): void
  /** What every form is answered with from now on; before, it closes. */
  answerForms(answer: FormAnswer): void
  /** What happened in forms that stayed open. */
  readonly inForms: readonly DeskEvent[]
  /** What becomes of a form in which something happened; before, it stays as it is. */
  changeForms(change: (event: DeskEvent) => Promise<FormChange | undefined>): void
  /** What a search offers from now on; before, nothing. */
  offer(options: readonly FormOption[]): void
  /** How many were refused so far. */
  readonly refused: number
}

export function createRecorder(): Recorder {
  const received: Inbound[] = []
  const remembered = new Map<string, string>()
  let toRefuse = 0
  let refused = 0
  let answer: FormAnswer = { kind: 'close' }
  const inForms: DeskEvent[] = []
  let change: (event: DeskEvent) => Promise<FormChange | undefined> = async () => undefined
  let offered: readonly FormOption[] = []
  const quiet = () => undefined
  return {
    received,
    refuseNext: times => {
      toRefuse = times
    },
    answerForms: given => {
      answer = given
    },
    inForms,
    changeForms: given => {
      change = given
    },
    offer: options => {
      offered = options
    },
    get refused() {
      return refused
    },
    doors: {
      receive: async inbound => {
        if (toRefuse > 0) {
          toRefuse -= 1
          refused += 1
          throw new Error('the database is away')
        }
        received.push(inbound)
      },
      submit: async inbound => {
        if (toRefuse > 0) {
          toRefuse -= 1
          throw new Error('the database is away')
        }
        received.push(inbound)
        return answer
      },
      change: async event => {
        inForms.push(event)
        return change(event)
      },
      suggest: async event => {
        inForms.push(event)
        return offered
      },
      ask: async () => ({ text: { text: '', spans: [] }, buttons: [] }),
      home: async () => ({ carried: '', items: [] }),
      left: async () => {},
      exclusively: async (_name, signal, work) => work(signal),
      mayOpen: async () => ({ kind: 'open' }),
      opened: async () => {},
      known: async () => [],
      remember: {
        read: async name => remembered.get(name),
        write: async (name, value) => {
          remembered.set(name, value)
        },
      },
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    },
  }
}

/** What came in, whoever it was from. */
export type Heard =
  | {
      readonly kind: 'words'
      readonly text: string
      readonly files: readonly RemoteFile[]
      readonly point: Point | undefined
    }
  | { readonly kind: 'tap'; readonly token: string }
  | { readonly kind: 'edit'; readonly text: string }
  | { readonly kind: 'other' }

export function heardOf({ event }: Inbound): Heard {
  if (event.from === 'desk') {
    const { did } = event
    if (did.kind === 'wrote') return { kind: 'words', text: did.text.text, files: did.files, point: undefined }
    return did.kind === 'pressed' ? { kind: 'tap', token: did.value } : { kind: 'other' }
  }
  const { said } = event
  if (said.kind === 'message') {
    return { kind: 'words', text: said.text.text, files: said.files, point: said.place?.point }
  }
  if (said.kind === 'tap') return { kind: 'tap', token: said.token }
  if (said.kind === 'edit') return { kind: 'edit', text: said.text.text }
  return { kind: 'other' }
}

/** Their words, in the order the network gives them. */
export function wordsInOrder(received: readonly Inbound[]): readonly string[] {
  return inOrder(received).flatMap(inbound => {
    const heard = heardOf(inbound)
    return heard.kind === 'words' ? [heard.text] : []
  })
}

/** By position, each delivery once. */
export function inOrder(received: readonly Inbound[]): readonly Inbound[] {
  const once = new Map(received.map(inbound => [inbound.externalId, inbound]))
  return [...once.values()].sort((a, b) => Number(BigInt(a.position) - BigInt(b.position)))
}
