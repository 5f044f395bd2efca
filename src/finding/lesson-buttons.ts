/**
 * Name of the buttons of the lessons. Their value is the lesson that is to be shown, or what is to be done.
 */
export const LESSON = 'lesson'
