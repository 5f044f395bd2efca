import { describe, expect, test } from 'vitest'
import { type Changes, changed, problemsOf, town } from './small-town.ts'

describe('what is wrong is told with its path', () => {
  test.each<[string, Changes, unknown[]]>([
    ['a missing name', { name: undefined }, ['name: is missing']],
    ['an unknown key', { colour: 1 }, ['colour: unknown key']],
    ['an unknown key deep down', { 'categories.pothole.icon': 1 }, ['categories.pothole.icon: unknown key']],
    [
      'a reference in small letters',
      { reference: 'sv' },
      ['reference: must be 1 to 8 capital letters and digits, a letter first'],
    ],
    ['no such time zone', { timeZone: 'Europe/Atlantis' }, ['timeZone: must be a time zone as in Europe/London']],
    ['an offset for a time zone', { timeZone: '+01:00' }, ['timeZone: must be a time zone as in Europe/London']],
    ['no language', { languages: [] }, ['languages: must name at least one language, the default first']],
    ['a language twice', { languages: ['en', 'en'] }, ['languages: names a language twice']],
    [
      'a language that is none',
      { languages: ['english language'] },
      ['languages.0: must be a language tag as in en or pt-BR'],
    ],
    ['no hours', { hours: {} }, ['hours: must have at least one day, since clocks run in these hours']],
    [
      'a day that is none',
      { hours: { monday: '09:00-17:00' } },
      ['hours.monday: must be a day or a span of days as in sat or mon-fri'],
    ],
    [
      'a day twice',
      { hours: { 'mon-fri': '09:00-17:00', wed: '10:00-11:00' } },
      ['hours.wed: names wed a second time'],
    ],
    [
      'hours that end before they begin',
      { hours: { mon: '17:00-09:00' } },
      ['hours.mon: must be times as in "09:00-17:00", the later one last'],
    ],
    [
      'hours that are none',
      { hours: { mon: '9-5' } },
      ['hours.mon: must be times as in "09:00-17:00", the later one last'],
    ],
    ['a holiday that is no day', { holidays: ['2026-02-30'] }, ['holidays.0: must be a date as in 2026-12-25']],
    [
      'quiet hours that are none',
      { panel: { channel: 'C0PANEL', quietHours: 'at night' } },
      ['panel.quietHours: must be two times as in "20:00-09:00"'],
    ],
    [
      'keys that go before the traces of answers do',
      { panel: { channel: 'C0PANEL', keyDays: 9 } },
      ['panel.keyDays: must be at least 10 days: so long traces of answers are kept elsewhere'],
    ],
    [
      'members asked more than they have patience for',
      { panel: { channel: 'C0PANEL', profile: ['age', 'home', 'work', 'pets'].map(asked) } },
      ['panel.profile: members are asked 4 things with area and interests; at most 3'],
    ],
    [
      'members asked for what has a meaning of its own',
      { panel: { channel: 'C0PANEL', profile: [asked('area')] } },
      ['panel.profile.0.key: "area" has a meaning of its own in surveys'],
    ],
    ['nobody in charge', { admins: [] }, ['admins: must name at least one']],
    [
      'a name for a Slack user',
      { trainees: ['@tom'] },
      ['trainees.0: must be the id of a Slack user (U…, W…) or user group (S…)'],
    ],
    [
      'a name for a channel',
      { 'departments.desk.channel': '#desk' },
      ['departments.desk.channel: must be the id of a Slack channel (C… or G…), not its name'],
    ],
    [
      'an emergency number without quotes',
      { 'emergency.number': 112 },
      ['emergency.number: must be text in quotes as in "112"'],
    ],
    ['a front desk that is none', { frontDesk: 'dessk' }, ['frontDesk: no department "dessk"']],
    [
      'a key with a space',
      { 'departments.a b': town().departments.desk },
      ['departments.a b: must begin with a-z and have up to 40 of A-Z, a-z, 0-9, _ and -'],
    ],
    [
      'more departments than one list holds',
      {
        departments: {
          ...town().departments,
          ...Object.fromEntries(
            Array.from({ length: 100 }, (_, n) => [`d${n}`, { ...town().departments.desk, name: `Department ${n}` }]),
          ),
        },
      },
      ['departments: must be at most 100: staff choose among them in one list'],
    ],
    [
      'no time to answer in',
      { 'departments.desk.firstReplyHours': 0 },
      ['departments.desk.firstReplyHours: must be more than 0 working hours'],
    ],
    [
      'half a day',
      { 'departments.desk.fixDays': 0.5 },
      ['departments.desk.fixDays: must be a whole number of working days'],
    ],
    [
      'no such department',
      { 'categories.pothole.department': 'highwayz' },
      ['categories.pothole.department: no department "highwayz"'],
    ],
    [
      'a department of another kind',
      { 'categories.pothole.department': 7 },
      ['categories.pothole.department: must be the key of a department, or one per area with a default'],
    ],
    [
      'routes without a default',
      { 'categories.other.department': {} },
      ['categories.other.department.default: is missing, for places in no area'],
    ],
    [
      'a route from an area that is not there',
      { 'categories.other.department': { North: 'desk', default: 'desk' } },
      ['categories.other.department.North: no area "North" in the areas file'],
    ],
    [
      'a route to nobody',
      { 'categories.other.department': { default: 'x' } },
      ['categories.other.department.default: no department "x"'],
    ],
    [
      'a name without the default language',
      { 'categories.other.name': { es: 'Otro' } },
      ['categories.other.name: is missing in en, the default language'],
    ],
    ['an empty name', { 'categories.other.name': { en: ' ' } }, ['categories.other.name.en: is empty']],
    [
      'a name too long for a button',
      { 'categories.other.name': 'x'.repeat(81) },
      ['categories.other.name: must have at most 80 characters, it stands on a button'],
    ],
    ['a name that is a number', { 'categories.other.name': 5 }, ['categories.other.name: must be of type string']],
    [
      'a tag that is none',
      { 'categories.other.name': { en: 'Other', 'e s': 'Otro' } },
      ['categories.other.name.e s: is not a language tag as in en or pt-BR'],
    ],
    [
      'a name that is taken',
      { 'categories.other.name': 'POTHOLE' },
      ['categories.other.name.en: "POTHOLE" is the name of pothole already'],
    ],
    [
      'names by which people leave the panel, where there is one',
      {
        'categories.other.name': { en: 'Low', es: 'Baja' },
        'categories.pothole.questions.0.options.1.name': { en: 'Stop' },
        'departments.desk.name': { en: 'Alto' },
        panel: {
          channel: 'C0PANEL',
          interests: [{ key: 'bus', name: { en: 'Bus stop', es: 'Pare' } }],
          profile: [
            {
              key: 'pay',
              ask: 'How do you pay?',
              options: [
                { key: 'a', name: 'Cancel' },
                { key: 'b', name: { en: 'Basta' } },
              ],
            },
          ],
        },
      },
      [
        ['departments.desk.name', 'Alto'],
        ['categories.pothole.questions.0.options.1.name', 'Stop'],
        ['categories.other.name', 'Baja'],
        ['panel.interests.0.name', 'Pare'],
        ['panel.profile.0.options.1.name', 'Basta'],
      ].map(
        ([path, word]) => `${path}: "${word}" is a word by which people leave the panel; residents could not type it`,
      ),
    ],
    [
      'a visibility that is none',
      { 'categories.other.visibility': 'open' },
      ['categories.other.visibility: must be one of public, private'],
    ],
    [
      'a choice without options',
      { 'categories.pothole.questions.0.options': undefined },
      ['categories.pothole.questions.0.options: must be at least two for a choice'],
    ],
    [
      'options where none can be',
      { 'categories.pothole.questions.0.kind': 'text' },
      ['categories.pothole.questions.0.options: are for choice and choices only, this is a text'],
    ],
    [
      'a question twice',
      { 'categories.pothole.questions.1': town().categories.pothole.questions[0] },
      ['categories.pothole.questions: key "deep" is there twice'],
    ],
    [
      'an option twice',
      { 'categories.pothole.questions.0.options.1.key': 'a' },
      ['categories.pothole.questions.0.options: key "a" is there twice'],
    ],
    [
      'approval for a category that is not there',
      { replies: { approval: { categories: ['x'], departments: ['y'] } } },
      ['replies.approval.departments.0: no department "y"', 'replies.approval.categories.0: no category "x"'],
    ],
    [
      'a template twice',
      { replies: { templates: Array(2).fill({ key: 'a', kind: 'thanks', name: 'A', text: 'A' }) } },
      ['replies.templates: key "a" is there twice'],
    ],
    [
      'a template of no kind, with a name that stands for nothing',
      { replies: { templates: [{ key: 'a', kind: 'cheers', name: 'A', text: { en: 'Hi {nmae} of {place}' } }] } },
      [
        expect.stringMatching(/^replies.templates.0.kind: must be one of thanks, tellUsMore/),
        'replies.templates.0.text.en: {nmae} is none of name, reference, category, department, due',
        'replies.templates.0.text.en: {place} is none of name, reference, category, department, due',
      ],
    ],
    [
      'a kind of reply to approve that there is not',
      { replies: { approval: { kinds: ['rude'] } } },
      [expect.stringMatching(/^replies.approval.kinds.0: must be one of thanks/)],
    ],
    [
      'areas that are not there',
      { areas: 'nowhere.geojson' },
      [expect.stringMatching(/^areas: nowhere.geojson: cannot be read: ENOENT/)],
    ],
    [
      'several things',
      { name: 1, reference: '?' },
      ['name: must be of type string', 'reference: must be 1 to 8 capital letters and digits, a letter first'],
    ],
  ])('%s', async (_, changes, problems) => {
    expect(await problemsOf(changed(changes))).toEqual(problems)
  })

  test('where languages are wrong, names are not blamed for it', async () => {
    expect(await problemsOf({ ...town(), languages: 'en' })).toEqual(['languages: must be of type array'])
  })
})

function asked(key: string) {
  return { key, ask: `Your ${key}?`, options: ['a', 'b'].map(option => ({ key: option, name: option.toUpperCase() })) }
}
