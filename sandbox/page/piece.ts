/**
 * Formatted text as a tree: what the three networks' ways of writing are read into, and what is drawn from.
 */
export type Piece =
  | string
  | { readonly kind: Emphasis; readonly pieces: readonly Piece[] }
  | { readonly kind: 'link'; readonly url: string; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Piece[])[] }

export type Emphasis =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strike'
  | 'spoiler'
  | 'code'
  | 'pre'
  | 'quote'
  | 'heading'
  | 'mention'
