/** What we use of libheif-js, whose own types describe the C interface. */
declare module 'libheif-js/wasm-bundle.js' {
  interface Pixels {
    readonly data: Uint8ClampedArray
    readonly width: number
    readonly height: number
  }

  class HeifImage {
    get_width(): number
    get_height(): number
    is_primary(): boolean
    /** Fills `target` with RGBA, upright; `done` gets null where it cannot be decoded. */
    display(target: Pixels, done: (filled: Pixels | null) => void): void
  }

  const libheif: {
    readonly HeifDecoder: new () => { decode(bytes: Uint8Array): readonly HeifImage[] }
  }
  export default libheif
}

/** As much of it as Node.js has and its types leave to the browser's. */
declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
}
