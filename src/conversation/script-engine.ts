/**
 * Botkit, held to what it does well: scripts, threads and the stack of dialogues.
 *
 * Each step of a script is a thread with one question. Botkit decides nothing about words: it is never shown what
 * a person wrote (so nothing of it can be expanded or taken for a pattern), and what it "sends" is the name of the
 * step to be asked. The place in a script is kept by the step's name, and the stack is set up afresh for each input.
 *
 * Only `botkit/lib/conversation.js` is used, not its controller, which listens on a port, drops the promises of its
 * middleware (a throw then ends the process) and sends before it saves.
 */
import { ActivityTypes, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder-core'
import { DialogContext, DialogContextError, DialogSet } from 'botbuilder-dialogs'
import type { Botkit } from 'botkit'
import { BotkitConversation } from 'botkit/lib/conversation.js'

export interface Script {
  /** Name and version, `report@1`. */
  readonly id: string
  /** Names of the steps; the first is not special. */
  readonly steps: readonly string[]
}

/** Where an answer leads: the step to ask next, which may be the same again, or the end. */
export type Decide = (step: string) => string | typeof END

export const END = Symbol('end')

export interface ScriptEngine {
  has(script: string, step: string): boolean
  /** Begins a script at a step. Resolves to the step that Botkit asks. */
  begin(script: string, step: string): Promise<string>
  /**
   * Answers the question of `step`; `decide` is called once, by Botkit's handler of that question.
   *
   * @returns The step that Botkit asks now; nothing when the script has ended.
   * @throws whatever `decide` throws.
   */
  answer(script: string, step: string, decide: Decide): Promise<string | undefined>
}

/** Compiles the scripts; done once, at start. */
export function startScriptEngine(scripts: readonly Script[]): ScriptEngine {
  const dialogSet = new DialogSet()
  const steps = new Map(scripts.map(script => [script.id, new Set(script.steps)]))
  const controller = controllerOf(dialogSet)
  const memory = memoryOf(dialogSet)
  for (const script of scripts) dialogSet.add(compile(script, controller))

  /** Runs Botkit over a stack and tells what it asked. */
  const run = async (stack: Stack, decide: Decide | undefined, act: (dialogs: DialogContext) => Promise<unknown>) => {
    const context = new TurnContext(MOUTH, ACTIVITY)
    const said: string[] = []
    context.turnState.set(SAID, said)
    context.turnState.set(BOTKIT_MESSAGE, decide)
    context.turnState.set(MEMORY, memory)
    const dialogs = new DialogContext(dialogSet, context, { dialogStack: stack })
    await act(dialogs).catch(unwrap)
    return { said, running: dialogs.stack.length > 0 }
  }

  return {
    has: (script, step) => steps.get(script)?.has(step) ?? false,

    async begin(script, step) {
      const { said } = await run([], undefined, dialogs => dialogs.beginDialog(script, { thread: step }))
      return asked(said, steps.get(script))
    },

    async answer(script, step, decide) {
      // As Botkit leaves it behind once the prompt on top of the stack has taken its answer.
      const stack: Stack = [{ id: script, state: { options: {}, values: {}, stepIndex: 0, thread: step } }]
      const { said, running } = await run(stack, decide, dialogs => dialogs.continueDialog())
      return running || said.length > 0 ? asked(said, steps.get(script)) : undefined
    },
  }
}

type Stack = { id: string; state: object }[]

/** Under this key of the turn's state Botkit finds what it hands to handlers as the message. */
const BOTKIT_MESSAGE = 'botkitMessage'
const SAID = 'said'
/** Under this key botbuilder-dialogs looks for the scopes of its memory, and makes all of them anew where there is nothing. */
const MEMORY = 'DialogStateManagerConfiguration'
const ENDED = '@ended'

/** The same for every input: only its type is looked at, and that it has a text. */
const ACTIVITY = {
  type: ActivityTypes.Message,
  channelId: 'folkmoot',
  serviceUrl: '',
  from: { id: 'person', name: '' },
  recipient: { id: 'place', name: '' },
  conversation: { id: 'talk', isGroup: false, conversationType: '', name: '' },
  text: 'answer',
}

/** Takes down what Botkit says. Never throws: Botkit would print the error and go on to the next line. */
class Mouth extends BotAdapter {
  async sendActivities(context: TurnContext, activities: { text?: string }[]): Promise<ResourceResponse[]> {
    const said: string[] = context.turnState.get(SAID)
    return activities.map(activity => {
      said.push(activity.text ?? '')
      return { id: '' }
    })
  }

  async updateActivity(): Promise<void> {
    throw new Error('cannot update a message from a script: the outbox does that')
  }

  async deleteActivity(): Promise<void> {
    throw new Error('cannot delete a message from a script: the outbox does that')
  }

  async continueConversation(): Promise<void> {
    throw new Error('cannot continue a conversation from a script: a turn does that')
  }

  override async continueConversationAsync(): Promise<void> {
    throw new Error('cannot continue a conversation from a script: a turn does that')
  }
}

const MOUTH = new Mouth()

/** What a `BotkitConversation` wants of its controller, and no more. */
function controllerOf(dialogSet: DialogSet): Botkit {
  const worker = {}
  const send = {
    run: (bot: unknown, message: unknown, done: (error: unknown, bot: unknown, message: unknown) => void) =>
      done(undefined, bot, message),
  }
  const controller = { dialogSet, spawn: async () => worker, middleware: { send } }
  return controller as unknown as Botkit
}

/** The memory scopes, made once: they hold nothing between turns, and making them costs more than a step. */
function memoryOf(dialogSet: DialogSet): unknown {
  const context = new TurnContext(MOUTH, ACTIVITY)
  new DialogContext(dialogSet, context, { dialogStack: [] })
  return context.turnState.get(MEMORY)
}

function compile(script: Script, controller: Botkit): BotkitConversation {
  const conversation = new BotkitConversation(script.id, controller)
  for (const step of script.steps) {
    conversation.addQuestion(
      { text: [step] },
      async (_words, convo, _bot, message) => {
        const decide: Decide = message as unknown as Decide
        const next = decide(step)
        await convo.gotoThread(next === END ? ENDED : next)
      },
      null,
      step,
    )
  }
  conversation.addAction('complete', ENDED)
  return conversation
}

/** The one question that Botkit asked. Anything else it said is an error that it swallowed. */
function asked(said: readonly string[], steps: ReadonlySet<string> | undefined): string {
  const step = said[0]
  if (step === undefined || !steps?.has(step)) {
    throw new Error('cannot go on with the script: it did not ask one of its own questions')
  }
  return step
}

/** The cause itself: Botkit's wrapper carries the whole context along, which is nothing for a log. */
function unwrap(error: unknown): never {
  throw error instanceof DialogContextError ? error.error : error
}
