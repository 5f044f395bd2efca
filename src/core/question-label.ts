/**
 * A question as the label of its answer: what is asked, without what is said about how to answer, and without the mark
 * that ends it. "Is there a number on the post? Please type it." → "Is there a number on the post".
 */
export function questionLabel(question: string): string {
  const end = /[?!؟](?=\s)|\.(?=\s+[\p{Lu}¿¡])/u.exec(question)
  const asked = end ? question.slice(0, end.index) : question
  return asked.replace(/[\s?:.!؟]+$/u, '')
}
