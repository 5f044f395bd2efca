/**
 * Under what name a member's answers lie. Only who holds the key of the wave can tell whose they are.
 */
import { createHmac, randomBytes } from 'node:crypto'

/** Of a wave, made with it and destroyed some days after it closed. 32 bytes. */
export function newWaveKey(): Buffer {
  return randomBytes(32)
}

/** 16 bytes of an HMAC-SHA-256 (RFC 2104, truncated as its section 5 allows). */
export function pseudonymOf(memberId: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(`member ${memberId}`).digest().subarray(0, 16)
}
