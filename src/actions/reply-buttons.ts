/**
 * Names of the buttons under what staff are asked about a reply.
 */

/** Their value is the id of the reply. */
export const SEND_ASKED = 'send-asked'
export const KEEP_ASKED = 'keep-asked'
export const UNDO = 'undo-reply'
/** The value of these is `REPLY:VERSION`: they are about exactly those words. */
export const SEND_HELD = 'send-held'
export const DISCARD_HELD = 'discard-held'
export const APPROVE = 'approve-reply'
/** Whoever approves it was shown what came meanwhile. */
export const APPROVE_ALL_THE_SAME = 'approve-all-the-same'
/** These open forms; their value is `CASE:REPLY.VERSION`. */
export const CHANGE_REPLY = 'change-reply'
export const DECLINE = 'decline-reply'
export const SEND_AT_ONCE = 'send-at-once'
