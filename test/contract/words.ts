/**
 * Words that have gone wrong on their way through some chat: every one must be read at the other end as it was written.
 */
export const WORDS: Readonly<Record<string, string>> = {
  'right to left': 'يوجد حفرة كبيرة أمام منزلي رقم 12',
  'both directions in one line': 'Bus stop شارع الميناء near no. 5',
  hebrew: 'הפנס ברחוב לא עובד',
  'emoji of several code points': 'family 👨‍👩‍👧‍👦, flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿, hand 👍🏽, heart ❤️',
  'combining characters': 'Zürich, Việt Nam, क्षत्रिय, g̈ ñ̃',
  'outside the first plane': '𝒢𝓇𝑒𝑒𝓃 𠮷野家',
  'several lines': 'first line\nsecond line\n\nnew paragraph',
  'a template': '{{vars.user}} #{env} %s <%= x %>',
  'markup of a page': 'if 5 < 6 & 7 > 2 then <b>so</b>',
}

/** What would ping or format somewhere, if it were believed. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'pings of all networks': '@everyone @here <!channel> <@U0ADMIN> <@123456789012345678> <#C012345>',
  markdown: '*one* _two_ **three** __four__ ~five~ ~~six~~ `seven` ||eight|| [nine](http://ten.example)',
  'markdown at the start of a line': '# one\n> two\n- three\n1. four\n```\nfive\n```',
  'entities spelt out': '&lt;b&gt; &amp;amp; \\*six\\*',
  'one sort of mark without its other half': 'a * b _ c ~ d ` e < f > g | h \\',
}

/** Long text in paragraphs, with what must not be cut in two; at least `length` UTF-16 units, every word its own. */
export function longText(length: number): string {
  const pieces = ['عنوان', '👨‍👩‍👧‍👦', 'Việt', 'क्षत्रिय', 'street', '🏴󠁧󠁢󠁷󠁬󠁳󠁿']
  let text = ''
  for (let index = 0; text.length < length; index += 1) {
    const piece = pieces[index % pieces.length]
    text += `${piece}${index}${index % 40 === 39 ? '\n\n' : ' '}`
  }
  return text.trim()
}
