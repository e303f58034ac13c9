import type { CoverageReport, LineAccount, ParcoursRow } from './report-contract.ts'

/** What the first version did not say. */
type First = Omit<
  CoverageReport,
  'schema' | 'lines' | 'parcours' | 'services' | 'sources' | 'map' | 'convention_end'
> & {
  schema: 'dora-sync/coverage/1'
  lines: Omit<LineAccount, 'counted_euros'>[]
  parcours: Omit<ParcoursRow, 'rhythm' | 'per_session' | 'ceiling' | 'places_text' | 'cofunders'>[]
}

/** A report that an older version kept, as today's is read: what it did not say is empty, and the euros of a line are found in its amounts. Pure. */
export function upgraded(kept: CoverageReport | First): CoverageReport {
  if (kept.schema === 'dora-sync/coverage/2') return kept
  const amounts = new Map(kept.bilan.map(row => [row.line.split(' + ')[0] ?? row.line, row.planned_state]))
  return {
    ...kept,
    schema: 'dora-sync/coverage/2',
    lines: kept.lines.map(line => ({ ...line, counted_euros: amounts.get(line.id) ?? 0 })),
    parcours: kept.parcours.map(row => ({
      ...row,
      rhythm: null,
      per_session: null,
      ceiling: null,
      places_text: null,
      cofunders: [],
    })),
    services: [],
    sources: [],
    map: [],
    convention_end: '',
  }
}
