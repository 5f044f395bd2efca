/**
 * The types of the texts: which keys there are, and which values each of them wants.
 */
import type { en } from './en.ts'

/**
 * The same keys with other words.
 *
 * `Plurals`: the language's plural categories that whole numbers can have, where English has `one` and `other`. French
 * and Spanish have `many` for millions, which nothing here counts.
 * https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
 */
export type Translated<T, Plurals extends Intl.LDMLPluralRule = 'one' | 'other'> = {
  readonly [K in keyof T & string as InPlurals<K, Plurals>]: T[K] extends string ? string : Translated<T[K], Plurals>
}

type InPlurals<K extends string, Plurals extends string> = K extends `${infer Key}_one` | `${infer Key}_other`
  ? `${Key}_${Plurals}`
  : K

/** `report.what.ask`; a plural goes by its key without `_one`, `_other`. */
export type TextKey = keyof Texts & string

/** Keys of texts without values. */
export type PlainKey = { [K in TextKey]: HolesOf<K> extends never ? K : never }[TextKey]

/** What a text wants to be said with: `count` is a number, all else words. */
export type ValuesOf<K extends TextKey, Value> = {
  readonly [Hole in HolesOf<K>]: Hole extends 'count' ? number : Value
}

export type HolesOf<K extends TextKey> = Texts[K] extends infer T ? Holes<T> : never

type Texts = Flat<typeof en>

type Flat<T> = {
  [Path in PathsOf<T> as Singular<Path>]: TextAt<T, Path>
}

type PathsOf<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${PathsOf<T[K]>}`
}[keyof T & string]

type TextAt<T, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? TextAt<T[Head], Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : never

type Singular<Path extends string> = Path extends `${infer Key}_one` | `${infer Key}_other` ? Key : Path

type Holes<T> = T extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Holes<Rest> : never
