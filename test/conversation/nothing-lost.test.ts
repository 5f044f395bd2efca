/**
 * Whatever happens between a question and its answer, restarts, other versions and days included: what was given is
 * kept until it is sent, or taken back in so many words; nothing is said twice; and there is always a way out.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flows } from '../../flows/index.ts'
import type { Flow } from '../../src/conversation/flow.ts'
import { createConversation } from '../../src/conversation/index.ts'
import type { WarmCase } from '../../src/core/case.ts'
import { type Act, act, isButton, isWait, press } from './any-act.ts'
import { aPerson, type Person } from './person.ts'
import { aTown } from './town.ts'

/** The same in every run; a fault that a seed found is mended, then another one may be tried by hand. */
const SEED = 20_261_123
const PLACE = aTown()
const WARM: readonly WarmCase[] = ['1', '2'].map(id => ({ id, reference: `HB-${id}`, kind: 'report', title: 'Bins' }))

/** What happens to a person, and to us. `version`: Folkmoot starts again with flows of this one. */
type Event = Act | { readonly kind: 'deploy'; readonly version: number }

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 20, arbitrary: act },
  { weight: 2, arbitrary: fc.constantFrom(1, 2).map(version => ({ kind: 'deploy' as const, version })) },
)

test('what was given is kept until it is sent or taken back; nothing is said twice; there is a way out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 40 }), fc.nat(2), async (events, warm) => {
      const ana = aPerson({ place: PLACE })
      ana.warmCases = WARM.slice(0, warm)
      for (const one of events) {
        const before = ana.state
        await happens(ana, one)
        expectKept(before, ana, one)
        expectSaidOnce(ana)
      }
      await ana.says('/cancel')
      await ana.says('/report')
      expect(ana.state?.dialogue).toMatchObject({ step: 'what' })
    }),
    { seed: SEED, numRuns: 400 },
  )
})

async function happens(ana: Person, one: Event): Promise<void> {
  if ('kind' in one && one.kind === 'deploy') {
    ana.converse = createConversation({
      place: PLACE,
      flows: flows.map(flow => inVersion(flow, one.version)),
      canGeocode: false,
      hasPins: () => true,
    })
    return
  }
  if (isWait(one)) {
    await ana.passes(one.hours)
    if (ana.last?.wakeAt && ana.last.wakeAt <= ana.now) await ana.wakes()
    return
  }
  await ana.does(isButton(one) ? press(ana, one.index) : one)
}

function inVersion(flow: Flow, version: number): Flow {
  return { ...flow, version, talkIn: place => ({ ...flow.talkIn(place), id: `${flow.name}@${version}` }) }
}

/** Said where somebody lost something on purpose, or is told that it could not be kept. */
const TAKEN_BACK =
  /^Cancelled\.|Thrown away\.|Borrado\.|we take no photos|Photos are removed|Cancelado|no se usan fotos/

/** Every answer of the dialogue before is in the one after, in the draft beside it, or sent. */
function expectKept(before: Person['state'], ana: Person, one: Event): void {
  const sent = ana.effects.some(({ kind }) => kind === 'openCase')
  if (sent || TAKEN_BACK.test(ana.heard)) return
  const given = answersIn(before?.dialogue)
  // Who skips a question after all takes its answer back: it is there, as skipped.
  const drafts = (ana.state?.drafts ?? []) as readonly { readonly dialogue: unknown }[]
  const now = [ana.state?.dialogue, ...drafts.map(({ dialogue }) => dialogue)].flatMap(one => Object.keys(givenIn(one)))
  expect(now, `${JSON.stringify(one)} → ${ana.heard}`).toEqual(expect.arrayContaining([...given]))
}

/** Names of the questions that have an answer; what was skipped or emptied has none. */
function answersIn(dialogue: unknown): readonly string[] {
  const given = givenIn(dialogue)
  const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0)
  return Object.keys(given).filter(name => !isEmpty(given[name]))
}

function givenIn(dialogue: unknown): Readonly<Record<string, unknown>> {
  const { given = {} } = (dialogue ?? {}) as { given?: Readonly<Record<string, unknown>> }
  return given
}

function expectSaidOnce(ana: Person): void {
  const said = (ana.last?.messages ?? []).flatMap(({ text }) => text.text.split('\n\n'))
  for (const [index, paragraph] of said.entries()) expect(paragraph).not.toBe(said[index + 1])
}
