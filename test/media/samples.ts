/**
 * Files to take, made here: no camera, no office.
 */
import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

export function canvas(width: number, height: number, alpha = 1): Sharp {
  return sharp({ create: { width, height, channels: alpha < 1 ? 4 : 3, background: { r: 200, g: 0, b: 0, alpha } } })
}

/** All that a phone writes into a photo: where, when, with what, and the colours of its screen. */
export function withTraces(picture: Sharp): Sharp {
  return picture
    .withExif({
      IFD0: { Make: 'SECRETPHONE', Software: 'SECRETSOFT' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '50/1 43/1 12/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 52/1 48/1' },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><SECRETXMP/></x:xmpmeta>')
    .withIccProfile('p3')
}

/** A PNG that declares a size and has almost no bytes. */
export async function pngBomb(width: number, height: number): Promise<Buffer> {
  const png = await canvas(1, 1).png().toBuffer()
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

export async function jpegBomb(width: number, height: number): Promise<Buffer> {
  const jpeg = await canvas(1, 1).jpeg().toBuffer()
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  jpeg.writeUInt16BE(height, frame + 5)
  jpeg.writeUInt16BE(width, frame + 7)
  return jpeg
}

/** An animated WebP of one colour a frame, with its canvas as declared. */
export async function webpBomb(width: number, height: number): Promise<Buffer> {
  const webp = await animation()
  webp.writeUIntLE(width - 1, 24, 3)
  webp.writeUIntLE(height - 1, 27, 3)
  return webp
}

/** Two frames, red and blue. */
export async function animation(): Promise<Buffer> {
  const [red, blue] = await Promise.all(
    ['red', 'blue'].map(background =>
      sharp({ create: { width: 8, height: 8, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  )
  return sharp([red as Buffer, blue as Buffer], { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer()
}

/** A zip archive of stored entries, as office files are. */
export function zip(entries: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(bytes.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), bytes])
    const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), shared, Buffer.alloc(14), Buffer.from(name)])
    central.writeUInt32LE(offset, 42)
    parts.push(local)
    directory.push(central)
    offset += local.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'

/** A word processor's file, with macros where `main` says so. */
export function docx(main = `${OFFICE}.wordprocessingml.document.main+xml`): Buffer {
  return zip({
    '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    'word/document.xml': '<document/>',
  })
}

export function odt(): Buffer {
  return zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<content/>' })
}
