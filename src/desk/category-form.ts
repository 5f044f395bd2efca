/**
 * The form behind *Wrong category…*: what a case is about, and who takes it where that is not whoever takes such cases.
 */
import { CATEGORY } from '../actions/case-menu.ts'
import { changeCategory } from '../actions/change-category.ts'
import { inLanguage, reference, speakToStaff } from '../actions/context.ts'
import { caseOnCard } from '../store/case-on-card.ts'
import { type CaseForm, wrong } from './case-form.ts'
import { departmentField } from './transfer-form.ts'

export const categoryForm: CaseForm = {
  act: 'recategorise',
  firstField: 'category',
  async open({ db, place }, { about }) {
    const say = speakToStaff(place)
    const shown = await caseOnCard(db, about.id)
    const others = [...place.categories.values()].filter(({ key }) => key !== shown?.category)
    return {
      action: CATEGORY,
      value: `${about.id}:${about.department}`,
      title: say('desk.move.categoryTitle', { reference: reference(place, about.id) }).text,
      submit: say('desk.move.categorySave').text,
      cancel: say('button.cancel').text,
      fields: [
        {
          key: 'category',
          kind: 'choice',
          label: say('desk.move.category').text,
          required: true,
          options: others.map(({ key, name }) => ({ value: key, label: inLanguage(place, name, place.languages[0]) })),
        },
        {
          ...departmentField(place, ''),
          label: say('desk.move.follows').text,
          hint: say('desk.move.followsHint').text,
        },
      ],
    }
  },
  async submit(work, { about, by }, { seen, filled: { category = '', department } }) {
    const { db, place } = work
    const say = speakToStaff(place)
    const to = place.categories.get(category)
    const chosen = place.departments.get(department ?? '')
    const shown = await caseOnCard(db, about.id)
    if (about.department !== seen) return wrong({ category: say('desk.move.moved').text })
    if (!to) return wrong({ category: say('desk.move.noCategory').text })
    if (department !== undefined && !chosen) return wrong({ department: say('desk.move.noDepartment').text })
    if (to.key === shown?.category) return wrong({ category: say('desk.move.sameCategory').text })
    return async trx => {
      const wanted = { to, by, ...(chosen && { department: chosen }) }
      const messages = await changeCategory(trx, about, wanted, { place, now: work.now() })
      if (messages) return { messages }
      return { messages: [], answer: { kind: 'errors', errors: { category: say('desk.move.moved').text } } }
    }
  },
}
