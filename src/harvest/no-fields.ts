import type { RawValue } from './connector.ts'

/** Fields still empty, where a column may have any name: «__proto__» and «constructor» are names like others. */
export function noFields(): Record<string, RawValue[]> {
  return Object.create(null)
}
