import { randomUUID } from 'node:crypto'

/** Makes a new opaque identifier, e.g. `run_0c1f…`. Never contains «:» (BullMQ forbids it in job ids). */
export type NewId = (prefix: string) => string

export const randomIds: NewId = prefix => `${prefix}_${randomUUID().replaceAll('-', '')}`

/** `run_000001`, `run_000002` … for tests: repeatable and readable. */
export function sequentialIds(): NewId {
  let n = 0
  return prefix => {
    n += 1
    return `${prefix}_${String(n).padStart(6, '0')}`
  }
}
