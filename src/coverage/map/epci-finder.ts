import { officialGeography } from '../../reference/official-geography.ts'
import { geographyOf } from '../geography.ts'

/** EPCI of the département that a code belongs to: its own, a commune's, or that of a commune since taken in by another. Null: none of them. */
export function epciFinder(department: string): (code: string) => string | null {
  const { epci, epciOf } = geographyOf(department)
  const known = new Set(epci.map(({ code }) => code))
  const cog = officialGeography()
  return code => {
    if (known.has(code)) return code
    return epciOf.get(code) ?? epciOf.get(cog.successorOf(code)?.code ?? '') ?? null
  }
}
