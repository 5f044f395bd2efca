/**
 * The staff's desk under load: a morning with 10,000 open cases, and many cards at once in one channel while staff write.
 */
import type { EmbeddedPostgres } from '../src/postgres/embedded.ts'
import { CARDS, type CardFigures, measureCards } from './many-cards.ts'
import { measureOpenCases, type OpenCaseFigures } from './open-cases.ts'
import { quantile } from './quantile.ts'

const MANY = 10_000
const FEW = 100

export async function measureDesk(postgres: EmbeddedPostgres): Promise<void> {
  reportOpenCases(await measureOpenCases(postgres, FEW), await measureOpenCases(postgres, MANY))
  reportCards(await measureCards(postgres))
}

function reportOpenCases(few: OpenCaseFigures, many: OpenCaseFigures): void {
  console.log(`\n${MANY.toLocaleString('en')} open cases in one department; beside it ${FEW}, and the ratio`)
  compare('digest, median', many.digest, few.digest, 0.5)
  compare('digest, longest', many.digest, few.digest, 1)
  compare('App Home, median', many.home, few.home, 0.5)
  compare('App Home, longest', many.home, few.home, 1)
  const [first, last] = many.memoryMb
  line('memory after the first home, the last', `${first.toFixed(0)} MB, ${last.toFixed(0)} MB`)
}

function reportCards(cards: CardFigures): void {
  console.log(`\n${CARDS} cases at once in one channel, Slack's rate limits kept`)
  line('all cards there after', `${cards.seconds.toFixed(0)} s, each once`)
  line('cards below one of a later case', `${cards.overtaken}`)
  line('calls that Slack refused', `${cards.refused} of ${cards.calls}`)
  line('peak memory', `${cards.memoryMb.toFixed(0)} MB`)
  console.log(`${cards.delivered.length} replies meanwhile; beside them ${cards.deliveredQuietly.length} afterwards`)
  compare('reply → delivered, median', cards.delivered, cards.deliveredQuietly, 0.5)
  compare('reply → delivered, p99', cards.delivered, cards.deliveredQuietly, 0.99)
  line('reply → ✅, median, p99', `${ms(cards.marked, 0.5)}, ${ms(cards.marked, 0.99)}`)
}

/** The figure, that of the reference, and the first by the second. */
function compare(what: string, times: readonly number[], reference: readonly number[], q: number): void {
  const ratio = quantile(sorted(times), q) / quantile(sorted(reference), q)
  line(what, `${ms(times, q)}, ${ms(reference, q)}, ${ratio.toFixed(2)}`)
}

function line(what: string, figures: string): void {
  console.log(`  ${what.padEnd(40)}${figures}`)
}

function ms(times: readonly number[], q: number): string {
  return `${quantile(sorted(times), q).toFixed(0)} ms`
}

function sorted(times: readonly number[]): readonly number[] {
  return times.toSorted((a, b) => a - b)
}
