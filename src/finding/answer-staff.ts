/**
 * What staff ask by command: `/moot find WORDS`, `/moot HB-1042`, `/moot mine`, `/moot stats [department] [30d]`,
 * `/moot panel invite [source]`, `/moot survey`, `/moot pair`, `/moot unpair`, `/moot help`. Whatever else was typed gets
 * the help.
 *
 * Nothing is written but who pairs their own chat. Who asks is looked up each time, also for each further part of an answer.
 */
import { reference, speakToStaff } from '../actions/context.ts'
import { WORKSPACE_URL } from '../core/adapter.ts'
import { cleanText } from '../core/clean-text.ts'
import type { Place } from '../core/place.ts'
import { joinRich, plain, type RichText } from '../core/rich-text.ts'
import type { StaffAnswer, StaffAsks } from '../core/staff-asks.ts'
import { recall } from '../store/memory.ts'
import { caseNumbered, casesOf, casesWith } from '../store/search.ts'
import { caseLine } from './case-line.ts'
import type { FindingWork } from './finding-work.ts'
import { listed, readPage } from './listed.ts'
import { type Onlooker, onlookerOf } from './onlooker.ts'
import { isAboutPairing, pairingAnswer } from './pairing.ts'
import { panelAnswer } from './panel-invite.ts'
import { statsAnswer } from './stats-answer.ts'
import { isAboutSurveys, surveyList } from './survey-list.ts'

/** The command, as the staff tool's manifest names it. */
const COMMAND = '/moot'

/** UTF-16 units of what is looked for. */
const MOST_ASKED = 200

/** Never throws: who asked is told that it did not work. */
export async function answerStaff(work: FindingWork, { user, asked }: StaffAsks): Promise<StaffAnswer> {
  const say = speakToStaff(work.place)
  try {
    const [verb = '', ...rest] = asked.words.trim().split(/\s+/)
    if (verb.toLowerCase() === 'panel' && asked.by === 'command') return await panelAnswer(work, user, rest)
    if (isAboutPairing(asked.words) && asked.by === 'command') return await pairingAnswer(work, user, asked.words)
    if (isAboutSurveys(asked.words)) return await surveyList(work, user, asked)
    const onlooker = await onlookerOf(work, user)
    if (!onlooker) return only(say('find.notYou'))
    const { page, words } = asked.by === 'button' ? readPage(asked.words) : { page: 0, words: asked.words }
    return await answerOf(work, onlooker, cleanText(words).trim().replaceAll(/\s+/g, ' ').slice(0, MOST_ASKED), page)
  } catch (error) {
    work.log.warn({ err: error }, 'what staff asked could not be answered')
    return only(say('find.notNow'))
  }
}

async function answerOf(work: FindingWork, onlooker: Onlooker, words: string, page: number): Promise<StaffAnswer> {
  const { db, place, now } = work
  const say = speakToStaff(place)
  const number = numberIn(place, words)
  if (number !== undefined) return oneCase(work, onlooker, number)
  const [verb = '', ...rest] = words.split(' ')
  switch (verb.toLowerCase()) {
    case 'find': {
      const sought = rest.join(' ')
      if (sought === '') return only(joinRich([say('find.noWords'), ...helpLines(place)], '\n'))
      const exact = numberIn(place, sought)
      if (exact !== undefined) return oneCase(work, onlooker, exact)
      const list = {
        title: say('find.found', { words: sought }),
        empty: say('find.nothing', { words: sought }),
        command: `find ${sought}`,
        read: part => casesWith(db, plainNumbers(place, sought), onlooker.seen, part, now()),
      } satisfies Parameters<typeof listed>[1]
      return listed(work, list, page)
    }
    case 'mine': {
      const list = {
        title: say('find.mine'),
        empty: say('find.mineNone'),
        command: 'mine',
        read: part => casesOf(db, onlooker.user, part, now()),
      } satisfies Parameters<typeof listed>[1]
      return listed(work, list, page)
    }
    case 'stats':
      return statsAnswer(work, onlooker, rest.join(' '))
    case '':
    case 'help':
      return only(joinRich([say('find.help'), ...helpLines(place)], '\n'))
    default:
      return only(joinRich([say('find.unknown', { words: verb }), ...helpLines(place)], '\n'))
  }
}

async function oneCase({ db, place, now }: FindingWork, { seen }: Onlooker, number: string): Promise<StaffAnswer> {
  const [found, workspace] = await Promise.all([caseNumbered(db, number, seen, now()), recall(db, WORKSPACE_URL)])
  if (found) return only(caseLine(place, found, workspace))
  return only(speakToStaff(place)('find.noCase', { reference: reference(place, number) }))
}

/** HB-1042, hb 1042, #1042, 1042. */
function numberIn({ reference: prefix }: Place, words: string): string | undefined {
  return new RegExp(String.raw`^(?:${prefix}[ -]?|#)?(\d{1,18})$`, 'i').exec(words)?.[1]
}

/** A case's words hold its number without the prefix. */
function plainNumbers({ reference: prefix }: Place, words: string): string {
  return words.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}])${prefix}-(?=\d)`, 'giu'), '')
}

function helpLines(place: Place): readonly RichText[] {
  const say = speakToStaff(place)
  const line = (typed: string, does: RichText) => {
    const command = {
      text: `${COMMAND} ${typed}`,
      spans: [{ kind: 'code', start: 0, end: COMMAND.length + 1 + typed.length }],
    } as const
    return joinRich([plain('• '), command, plain(' – '), does])
  }
  return [
    line('find …', say('find.helpFind')),
    line(reference(place, '1042'), say('find.helpCase')),
    line('mine', say('find.helpMine')),
    line('stats …', say('find.helpStats')),
    ...(place.panel ? [line('panel invite …', say('find.helpPanel'))] : []),
    ...(place.panel?.discordChannels.length ? [line('panel post', say('find.helpPanelPost'))] : []),
    ...(place.panel ? [line('survey', say('find.helpSurvey')), line('survey new', say('find.helpNewSurvey'))] : []),
    ...(place.panel ? [line('pair', say('pairing.help'))] : []),
    line('help', say('find.helpHelp')),
  ]
}

function only(text: RichText): StaffAnswer {
  return { text, buttons: [] }
}
