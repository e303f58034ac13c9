import { geographyOf } from '../geography.ts'

/** EPCI of the département that a code belongs to: its own, a commune's, or that of a commune since taken in by another. Null: none of them. */
export function epciFinder(department: string): (code: string) => string | null {
  const { epci, epciOf } = geographyOf(department)
  const known = new Set(epci.map(({ code }) => code))
  return code => (known.has(code) ? code : (epciOf.get(code) ?? null))
}
