import { officialGeography } from '../reference/official-geography.ts'

/** Name of a place of a zone, by its code; null when the code is none. */
export function placeName(code: string): string | null {
  const geography = officialGeography()
  return geography.department(code)?.name ?? geography.epci(code)?.name ?? geography.commune(code)?.name ?? null
}
