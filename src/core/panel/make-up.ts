/** People by what they told of themselves: by area or profile question, then by group. */
export type MakeUp = Readonly<Record<string, Readonly<Record<string, number>>>>
