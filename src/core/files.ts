/**
 * Files, before and after they came to us.
 */
import type { Point } from './point.ts'

/** A file that still lies with a network. `ref` is what its adapter needs to fetch it; opaque to everybody else. */
export interface RemoteFile {
  readonly ref: string
  readonly name?: string
  /** As the network says; never trusted. */
  readonly mediaType?: string
  readonly bytes?: number
}

/** A file that we keep. Its bytes lie in the media store under `sha256`. */
export interface StoredFile {
  /** Hex digest of the stored bytes, the key in the media store. */
  readonly sha256: string
  readonly mediaType: string
  readonly bytes: number
  readonly name: string
  /** Pixels, for pictures. */
  readonly width?: number
  readonly height?: number
  /** What is to be seen, in plain words, for who cannot see it. */
  readonly alt?: string
}

/** Why a file was not kept. */
export type FileRefusal = 'tooLarge' | 'notAPicture' | 'cannotClean' | 'cannotFetch'

/** What became of a file on its way in. `takenAt`: where the camera says a picture was taken; never kept with the file. */
export type TakenFile =
  | { readonly kept: true; readonly file: StoredFile; readonly takenAt?: Point }
  | { readonly kept: false; readonly why: FileRefusal }
