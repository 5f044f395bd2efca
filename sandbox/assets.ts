/**
 * The page's files. TypeScript is served with its types stripped by Node itself: no build step.
 */
import { readdir, readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { extname, join } from 'node:path'

const folder = join(import.meta.dirname, 'page')

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
}

/** @param path  As in the address; `/` is the page. Undefined where the folder has no such file. */
export async function readAsset(
  path: string,
): Promise<{ readonly body: string; readonly mediaType: string } | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1)
  const mediaType = mediaTypes[extname(name)]
  // Only names that the folder has: nothing in an address leads out of it.
  if (!mediaType || !(await readdir(folder)).includes(name)) return undefined
  const text = await readFile(join(folder, name), 'utf8')
  return { body: name.endsWith('.ts') ? stripTypeScriptTypes(text) : text, mediaType }
}
