/**
 * Where an input belongs: to the question that waits, to a case, or to nothing yet.
 */
import type { Said, Unreadable } from '../core/inbound.ts'
import { PANEL } from '../core/panel/panel-act.ts'
import { plain, type RichText } from '../core/rich-text.ts'
import type { AboutCase, Heard } from '../core/turn.ts'
import { asideAsk, askAside, chosenCase, heldOf, holdAside, START_AGAIN, typedAside } from './asides.ts'
import { answerCaseAside, dropOldCaseAside, isCaseAside, tellCase } from './case-asides.ts'
import { CASES } from './case-tokens.ts'
import { readToken } from './choice-code.ts'
import { advance, begin, cancel, takeUp } from './dialogues.ts'
import { draftOptions, dropDraft, newestDraft } from './drafts.ts'
import { isAlarm, warningFor } from './emergency.ts'
import { hearCommand } from './hear-command.ts'
import { type Input, inputOf, isEmpty, mergeHeld, NOTHING, withoutText } from './input.ts'
import { askLanguage, LANGUAGE, setLanguage } from './languages.ts'
import { talkNamed, typedAnytime, typedTalk, welcome } from './menu.ts'
import { BACK, CANCEL, navigation, sceneOf } from './move.ts'
import { showCase, showCases, typedReference } from './my-cases.ts'
import { PRIVACY, showPrivacy } from './notice.ts'
import { hasOption, typedOption } from './options.ts'
import { hearTypedSetting, showPanel } from './panel/hear-panel.ts'
import { underWay } from './panel/own-survey.ts'
import { hearTypedPairing } from './panel/pair.ts'
import { cancelSideQuestion, isCancelWord } from './panel/side-question.ts'
import { hearSurveyTap, isSurveyTap } from './panel/survey-tap.ts'
import { hearSurveyWords, offersAnswer } from './panel/survey-words.ts'
import { addToCase, hearDeleted, hearEdit, replyToCase } from './pass-on.ts'
import { hearHelped, hearHelpedWord, isBeside, labelledAnswer, tappedAnswer, wordedAnswer } from './questions.ts'
import { takesNoNumbers } from './shown-view.ts'
import type { Aside } from './talk-state.ts'
import { keep, noteRefused, showMenu, showWhereWeAre, type Turn } from './turn.ts'
import { hearWish, isWish } from './wishes.ts'

/** A second tap on a button within this time is a double tap, and nothing is said to it. */
const DOUBLE_TAP_MS = 2_000
/** From so many words on, what is said out of the blue is more than a greeting. */
const SENTENCE_WORDS = 4

/** @param pauseMs  Since the person was last heard. */
export async function hear(turn: Turn, heard: Heard, pauseMs: number): Promise<void> {
  const { said } = heard.event
  dropOldCaseAside(turn, pauseMs)
  switch (said.kind) {
    case 'message':
      return hearMessage(turn, inputOf(heard), said.leftOut, said.replyTo === undefined ? undefined : heard.about)
    case 'tap':
      return hearTap(turn, said, pauseMs)
    case 'command':
      return hearCommand(turn, said.name.toLowerCase(), plain(said.argument.trim()), said.messageId)
    case 'unsupported':
      return showUnreadable(turn, said.what)
    case 'edit':
      return hearEdit(turn, said.messageId, said.text, heard.about)
    case 'deleted':
      return hearDeleted(turn, said.messageId, heard.about)
    case 'left':
    case 'returned':
      turn.effects.push({ kind: 'setReachable', reachable: said.kind === 'returned' })
  }
}

/**
 * @param leftOut  What stood beside its words and is none that we take: that is said, and the words count.
 * @param about  The case that the message replies to.
 */
async function hearMessage(
  turn: Turn,
  input: Input,
  leftOut: Unreadable | undefined,
  about: AboutCase | undefined,
): Promise<void> {
  if (input.text && hearTypedPairing(turn, input.text.text)) return
  const anytime = typedAnytime(turn, input.text)
  if (anytime === CASES) return showCases(turn, 0)
  if (anytime === PANEL) return showPanel(turn)
  if (anytime) return anytime === PRIVACY ? showPrivacy(turn) : askLanguage(turn)
  if (isEmpty(input)) return showUnreadable(turn, leftOut ?? 'other')
  if (leftOut) turn.notes.push(turn.world.say(`unreadable.${leftOut}`))
  const { view = [] } = turn.state
  const seen = typedOption(input.text, { ...NO_QUESTION, choices: [view], numbered: !takesNoNumbers(view) }, [])
  if (seen !== undefined && isWish(turn, seen)) return hearWish(turn, seen)
  if ((isTypedCancel(turn, input.text) || isCancelWord(input.text)) && cancelSideQuestion(turn)) return
  if (!about) return hearInput(turn, input)
  replyToCase(turn, about, input)
  warn(turn, input)
}

/** Says what to do instead, and where we are. */
function showUnreadable(turn: Turn, what: Unreadable): void {
  const words = turn.world.say(`unreadable.${what}`)
  showWhereWeAre(turn, words, words)
}

async function hearInput(turn: Turn, input: Input): Promise<void> {
  const { aside } = turn.state
  if (!aside) return route(turn, input)
  const option = typedAside(turn, aside, input.text)
  if (option) return answerAside(turn, aside, option)
  if (isCaseAside(aside)) tellCase(turn, aside, input)
  else holdAside(turn, aside, input)
  warn(turn, input)
}

/** The emergency number beside whatever else is said. */
function warn(turn: Turn, { text }: Input): void {
  turn.hint = warningFor(turn, text) ?? turn.hint
}

/** @param warned  True where the person has seen the emergency number and goes on. */
async function route(turn: Turn, input: Input, warned = false): Promise<void> {
  const { state, world, house } = turn
  const { text } = input
  if (!warned && isAlarm(turn, text)) {
    keep(turn, { warnedAt: world.now.toISOString() })
    return askAside(turn, 'emergency', [heldOf(turn, input)])
  }
  if (state.dialogue) return advance(turn, input)
  const talk = typedTalk(turn, text)
  // A number may as well answer a survey.
  if (talk && !isNumber(text)) return begin(turn, talk)
  const draft = typedOption(text, { ...NO_QUESTION, choices: [draftOptions(turn)] }, [])
  if (draft !== undefined) return hearWish(turn, draft)
  const cancels = isTypedCancel(turn, text) && !isOfferedElsewhere(turn, text)
  if (turn.wants) return
  if (cancels) return cancel(turn)
  if (hearTypedSetting(turn, text)) return
  if (hearSurveyWords(turn, input)) return
  if (talk) return begin(turn, talk)
  const asked = wordedAnswer(turn, text)
  if (asked) return addToCase(turn, asked.id, input)
  if (hearHelpedWord(turn, text)) return
  const reference = typedReference(turn, text)
  if (reference !== undefined) return showCase(turn, reference)

  const [only, ...others] = turn.input.warmCases
  if (only && others.length === 0) return addToCase(turn, only.id, input)
  if (only) return askAside(turn, 'whichCase', [heldOf(turn, input)])
  const first = house.talks[0]
  if (first && (input.place || input.photos.length > 0 || warned)) return begin(turn, first, input)
  // More than a greeting: nobody should have to write it twice.
  if (text && text.text.split(/\s+/).length >= SENTENCE_WORDS) {
    return askAside(turn, 'whichFlow', [heldOf(turn, input)])
  }
  noteRefused(turn, input.refused)
  showMenu(turn, welcome(turn))
}

function isTypedCancel({ world }: Turn, text: RichText | undefined): boolean {
  return typedOption(text, NO_QUESTION, [{ code: CANCEL, label: world.say('button.cancel').text }]) !== undefined
}

/** Where no dialogue waits, a survey or staff may have offered these very words as an answer. */
function isOfferedElsewhere(turn: Turn, text: RichText | undefined): boolean {
  if (text && offersAnswer(turn, text)) return true
  return underWay(turn) === undefined && labelledAnswer(turn, text) !== undefined
}

function isNumber(text: RichText | undefined): boolean {
  return text !== undefined && /^\p{Nd}/u.test(text.text)
}

type Tap = Extract<Said, { readonly kind: 'tap' }>

const NO_QUESTION = { text: plain(''), choices: [] }

async function hearTap(turn: Turn, { token, words }: Tap, pauseMs: number): Promise<void> {
  const { aside, dialogue, tapped } = turn.state
  const talk = talkNamed(turn, token)
  if (talk) return begin(turn, talk)
  if (isWish(turn, token)) return hearWish(turn, token)
  if (token === LANGUAGE) return askLanguage(turn)
  if (token === PRIVACY) return showPrivacy(turn)

  if (isSurveyTap(token)) return hearSurveyTap(turn, token, words, pauseMs)
  if (isBeside(token)) return hearBeside(turn, token, pauseMs)

  const { prompt = -1, code = '' } = readToken(token) ?? {}
  if (aside && prompt >= aside.since && hasOption(code, asideAsk(turn, aside), [])) {
    keep(turn, { tapped: token })
    return answerAside(turn, aside, code)
  }
  if (!aside && dialogue && prompt >= dialogue.since && isOffered(turn, code)) {
    keep(turn, { tapped: token })
    return advance(turn, NOTHING, code)
  }
  if (token === tapped && pauseMs < DOUBLE_TAP_MS) return
  showWhereWeAre(turn, turn.world.say('talk.movedOn'), turn.world.say('menu.oldButton'))
}

/** What works whatever is talked about, and leaves it where it is. */
function hearBeside(turn: Turn, token: string, pauseMs: number): void {
  if (token === turn.state.tapped && pauseMs < DOUBLE_TAP_MS) return
  keep(turn, { tapped: token })
  const answered = tappedAnswer(turn, token)
  if (answered) addToCase(turn, answered.about.id, { ...NOTHING, text: plain(answered.answer) })
  else if (!hearHelped(turn, token)) turn.notes.push(turn.world.say('question.over'))
}

function isOffered({ house, state: { dialogue }, world }: Turn, code: string): boolean {
  const talk = house.talks.find(({ id }) => id === dialogue?.id)
  const step = dialogue && talk?.step(dialogue.step)
  if (!dialogue || !talk || !step) return false
  const buttons = navigation(talk, step, dialogue, world).filter(({ shown }) => shown)
  return hasOption(code, step.ask(sceneOf(dialogue, world)), buttons)
}

async function answerAside(turn: Turn, aside: Aside, option: string): Promise<void> {
  const held = mergeHeld(aside.held)
  const draft = newestDraft(turn)
  if (isCaseAside(aside))
    return option === CANCEL ? answerCaseAside(turn, aside, BACK) : answerCaseAside(turn, aside, option)
  if (option === CANCEL) return cancel(turn)
  if (aside.kind === LANGUAGE) return answerLanguage(turn, aside, option, held)
  keep(turn, { aside: undefined })
  turn.hint = undefined
  if (aside.kind === 'emergency') return route(turn, held, true)
  if (aside.kind === 'takeUp') {
    if (option !== START_AGAIN && draft) {
      takeUp(turn, draft)
      const pieces = withoutText(held)
      return turn.state.dialogue && !isEmpty(pieces) ? advance(turn, pieces) : undefined
    }
    dropDraft(turn, draft)
    return isEmpty(held) ? showMenu(turn, welcome(turn)) : route(turn, held)
  }
  if (aside.kind === 'whichFlow') {
    const talk = talkNamed(turn, option)
    return talk ? begin(turn, talk, held) : undefined
  }
  const chosen = chosenCase(turn, option)
  return chosen ? addToCase(turn, chosen.id, held) : askAside(turn, 'whichFlow', aside.held)
}

/** Goes on where the question about the language came in between. */
async function answerLanguage(turn: Turn, { over }: Aside, option: string, held: Input): Promise<void> {
  keep(turn, { aside: over })
  if (option !== BACK) setLanguage(turn, option)
  if (isEmpty(held)) return showWhereWeAre(turn, undefined, turn.world.say('menu.choose'))
  return hearInput(turn, held)
}
