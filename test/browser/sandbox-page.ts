/**
 * The sandbox as its visitor has it: the real `sandbox/main.ts` as a process, and its page in Chromium.
 */
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFailed, vi } from 'vitest'
import { type Running, run, surroundings } from '../support/processes.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Kept by git for nobody: what the page looked like in the last run. */
const pictures = join(root, 'test-results')

interface StartedSandbox extends AsyncDisposable {
  readonly url: string
  readonly process: Running
}

/**
 * Starts the sandbox and waits for the line that says where it is.
 *
 * @param undoSeconds  How long replies wait before they go. Default: the example town's 10.
 */
async function startSandbox({ undoSeconds }: { undoSeconds?: number } = {}): Promise<StartedSandbox> {
  const dataDir = await mkdtemp(join(tmpdir(), 'folkmoot-sandbox-'))
  // As root, Postgres runs as another user, who has to get in.
  await chmod(dataDir, 0o711)
  const place = undoSeconds === undefined ? {} : { PLACE_FILE: await townThatWaits(join(dataDir, 'town'), undoSeconds) }
  const env = { ...surroundings, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', ...place }
  const sandbox = run(process.execPath, [join(root, 'sandbox/main.ts')], { env, cwd: root })
  const stop = async () => {
    process.kill(sandbox.pid, 'SIGTERM')
    await sandbox.ended
    await rm(dataDir, { recursive: true, force: true })
  }
  const address = () => /sandbox is at (\S+)/.exec(sandbox.output())?.[1]
  try {
    await vi.waitFor(() => expect(address(), sandbox.output()).toBeDefined(), { timeout: 60_000, interval: 50 })
  } catch (error) {
    await stop()
    throw error
  }
  return { url: address()!, process: sandbox, [Symbol.asyncDispose]: stop }
}

/** The example town, in which a reply waits for so long. @returns Its place file. */
async function townThatWaits(folder: string, undoSeconds: number): Promise<string> {
  await cp(join(root, 'example'), folder, { recursive: true })
  const file = join(folder, 'place.yaml')
  const text = await readFile(file, 'utf8')
  const waiting = text.replace(/undoSeconds: \d+/, `undoSeconds: ${undoSeconds}`)
  await writeFile(file, waiting)
  return file
}

/** As root Chromium has no sandbox of its own; nothing here leaves this machine. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** One sandbox and one browser for all tests of a file. */
export function sandboxOfFile(options: Parameters<typeof startSandbox>[0] = {}) {
  let sandbox: StartedSandbox
  let browser: Browser
  beforeAll(async () => {
    ;[sandbox, browser] = await Promise.all([startSandbox(options), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await sandbox?.[Symbol.asyncDispose]()
  })
  return { visit: (look?: Look) => visit(browser, sandbox.url, look) }
}

interface Look {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
}

export interface Visitor {
  readonly page: Page
  /** What the browser complained of: errors, and what the Content-Security-Policy stopped. */
  readonly complaints: readonly string[]
  /** Puts a picture of the page into `test-results`. */
  picture(name: string): Promise<void>
}

export async function visit(
  browser: Browser,
  url: string,
  { width = 1440, height = 900, dark = false }: Look = {},
): Promise<Visitor> {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  })
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', line => line.type() === 'error' && complaints.push(line.text()))
  await page.goto(url)
  await reads(page.locator('#worker'), /runs/)
  const picture = async (name: string) => {
    await mkdir(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`) })
  }
  onTestFailed(() => picture('failed'))
  return { page, complaints, picture }
}

/** Waits until the newest of these messages says this. */
export async function hears(messages: Locator, words: RegExp): Promise<void> {
  await reads(messages.last(), words)
}

/** Waits until this says so. */
export async function reads(place: Locator, words: RegExp): Promise<void> {
  await expect.poll(() => place.textContent(), { timeout: 30_000 }).toMatch(words)
}

export interface Resident {
  readonly messages: Locator
  writes(words: string): Promise<void>
  /** The newest button with this label, or the newest select's option. */
  taps(label: string): Promise<void>
}

/** @param pane  The accessible name of the pane. */
export function resident(page: Page, pane: RegExp, field: string): Resident {
  const region = page.getByRole('region', { name: pane })
  return {
    messages: region.locator('.theirs'),
    writes: async words => {
      const box = region.getByRole('textbox', { name: field })
      await box.fill(words)
      await box.press('Enter')
    },
    taps: async label => {
      const newest = region.locator('.theirs').last()
      const button = newest.getByRole('button', { name: label })
      const option = newest.getByRole('option', { name: label })
      await button.or(option).first().waitFor({ state: 'attached', timeout: 30_000 })
      if ((await button.count()) > 0) return button.last().click()
      await newest.getByRole('combobox').selectOption({ label })
      await newest.getByRole('button', { name: 'Choose' }).click()
    },
  }
}

/** Chooses from the menu beside a resident's words. */
export async function attach(page: Page, pane: string, what: string): Promise<void> {
  await page.getByRole('region', { name: pane }).getByRole('button', { name: 'Attach' }).click()
  await page.getByRole('menuitem', { name: what }).click()
}
