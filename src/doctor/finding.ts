/**
 * What the doctor says of one thing: fine, worth a look, or wrong, and then what to do about it.
 */
export type Finding =
  | { readonly level: 'fine'; readonly what: string }
  | { readonly level: 'warning' | 'wrong'; readonly what: string; readonly todo: string }

export function fine(what: string): Finding {
  return { level: 'fine', what }
}

/** It works, and may not for long. */
export function warning(what: string, todo: string): Finding {
  return { level: 'warning', what, todo }
}

export function wrong(what: string, todo: string): Finding {
  return { level: 'wrong', what, todo }
}
