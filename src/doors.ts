/**
 * The doors through which networks hand over what happened there: kept and counted before it is acknowledged.
 */
import type { Doors } from './core/adapter.ts'
import type { Desk } from './desk/desk.ts'
import type { DeskWork } from './desk/desk-work.ts'
import { answerOpenForms } from './desk/open-form.ts'
import { newSurveyForm } from './desk/panel/survey-forms.ts'
import { answerStaff } from './finding/answer-staff.ts'
import type { FindingWork } from './finding/finding-work.ts'
import { staffHome } from './finding/staff-home.ts'
import type { Db } from './store/database.ts'
import { createInbox } from './store/inbox.ts'
import type { Metrics } from './web/metrics.ts'

export interface DoorsParts {
  readonly db: Db
  readonly metrics: Pick<Metrics, 'inbound'>
  readonly desk: Desk | undefined
  /** As it is for each event; absent where there is no staff tool. */
  readonly work: (() => DeskWork) | undefined
  readonly finding: Pick<FindingWork, 'health' | 'draw' | 'qr' | 'send'>
  readonly wake: (lanes: readonly string[]) => void
  readonly left: Doors['left']
}

export function openDoors({
  db,
  metrics,
  desk,
  work,
  finding: toFind,
  wake,
  left,
}: DoorsParts): Pick<Doors, 'receive' | 'submit' | 'change' | 'suggest' | 'ask' | 'home' | 'left'> {
  const insert = createInbox(db)
  const noDesk = async () => {
    throw new Error('there is a form and no desk')
  }
  const forms = work ? answerOpenForms(work) : { change: noDesk, suggest: noDesk }
  const finding = work && ((): FindingWork => ({ ...work(), ...toFind, newSurvey: newSurveyForm }))
  return {
    ...forms,
    left,
    ask: async asks => (finding ? answerStaff(finding(), asks) : noDesk()),
    home: async asks => (finding ? staffHome(finding(), asks) : noDesk()),
    async receive(inbound) {
      try {
        const fresh = await insert(inbound)
        metrics.inbound(inbound.network, fresh ? 'new' : 'again')
        if (fresh) wake([inbound.lane])
      } catch (error) {
        metrics.inbound(inbound.network, 'failed')
        throw error
      }
    },
    async submit(inbound) {
      if (!desk) throw new Error(`${inbound.network} has forms and no desk`)
      const answer = await desk.submit(inbound)
      metrics.inbound(inbound.network, 'new')
      return answer
    },
  }
}
