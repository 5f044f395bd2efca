/**
 * Bolt's log lines in our log. Its debug lines hold whole payloads, words of people among them: they end here.
 */
import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../../src/core/adapter.ts'

/** @param log  Known once the adapter is started; what Bolt says before is dropped. */
export function boltLogger(log: () => Log | undefined): Logger {
  const say = (level: 'info' | 'warn') => (message?: unknown) => {
    const words = message instanceof Error ? message.name : typeof message === 'string' ? message : 'no message'
    log()?.[level]({ from: 'bolt' }, words)
  }
  return {
    debug: () => undefined,
    info: say('info'),
    warn: say('warn'),
    error: say('warn'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  }
}
