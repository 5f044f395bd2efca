/**
 * Three projects: what needs a database, what needs a browser, and everything else. Postgres starts only when a test
 * that needs it is among those to run.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Each file of tests is a process of its own: what one of them compiled the next need not.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'folkmoot-compiled')

/** Folders of tests that call `createDatabase`. */
const withDatabase = [
  'actions',
  'delivery',
  'desk',
  'doctor',
  'end-to-end',
  'export',
  'faults',
  'jobs',
  'places',
  'store',
  'turn',
  'web',
].map(room => `test/${room}/**/*.test.ts`)
const withBrowser = ['test/browser/**/*.test.ts']

export default defineConfig({
  test: {
    pool: 'forks',
    // Real servers and processes share two cores, but mostly wait for each other.
    maxWorkers: 3,
    testTimeout: 120_000,
    // Whether a change lands hangs on this: there, what failed is tried once more, and the report says so.
    retry: process.env.CI ? 1 : 0,
    // A deadline says that something does not come at all, never that a machine is slow.
    expect: { poll: { timeout: 20_000, interval: 20 } },
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: { name: 'plain', include: ['test/**/*.test.ts'], exclude: [...withDatabase, ...withBrowser] },
      },
      {
        extends: true,
        test: { name: 'database', include: withDatabase, globalSetup: 'test/support/global-setup.ts' },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: withBrowser,
          globalSetup: 'test/support/global-setup.ts',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
