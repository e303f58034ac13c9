import type { CoverageReport } from './report-contract.ts'

/** What the curves follow, in their order. `share`: read as a part of `of`. */
export const FOLLOWED = [
  { id: 'actions-referencees', title: 'Actions référencées', share: false },
  { id: 'euros-etat', title: 'Part de l’État dont l’action est référencée', share: false },
  { id: 'structures-publiees', title: 'Structures avec un service publié', share: false },
  { id: 'services-publies', title: 'Services publiés', share: false },
  { id: 'fraicheur', title: 'Services confirmés depuis moins de 6 mois', share: true },
] as const
export type Followed = (typeof FOLLOWED)[number]['id']

/** The few figures of a kept report that its curves need. */
export interface Past {
  /** `YYYY-MM-DD` */
  date: string
  figures: Record<Followed, { value: number | null; of: number | null }>
}

export function pastOf(report: Pick<CoverageReport, 'date' | 'indicators'>): Past {
  const figure = (id: string) => {
    const found = report.indicators.find(one => one.id === id)
    return { value: found?.value ?? null, of: found?.of ?? null }
  }
  const fresh = figure('fraicheur')
  return {
    date: report.date,
    figures: {
      'actions-referencees': figure('actions-referencees'),
      'euros-etat': figure('euros-etat'),
      'structures-publiees': figure('structures-publiees'),
      // Its denominator is the number of services published.
      'services-publies': { value: fresh.of, of: null },
      fraicheur: fresh,
    },
  }
}

/** A month of the curve; `past` is null when no report was kept in it. */
export interface Month {
  /** `YYYY-MM` */
  month: string
  past: Past | null
}

/** The last report of each month from the first to the last, the months without any included. Pure. */
export function monthsOf(pasts: readonly Past[]): Month[] {
  const last = new Map<string, Past>()
  for (const past of pasts) {
    const month = past.date.slice(0, 7)
    const known = last.get(month)
    if (known === undefined || known.date <= past.date) last.set(month, past)
  }
  const known = [...last.keys()].sort()
  const [first, end] = [known[0], known.at(-1)]
  if (first === undefined || end === undefined) return []
  return monthsBetween(first, end).map(month => ({ month, past: last.get(month) ?? null }))
}

/** Every month from the first to the last, both `YYYY-MM`. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = next(month)) months.push(month)
  return months
}

function next(month: string): string {
  const [year = 0, at = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, at, 1)).toISOString().slice(0, 7)
}

/** «nov. 2026» */
export function monthWords(month: string): string {
  return new Intl.DateTimeFormat('fr-FR', { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T00:00:00Z`),
  )
}
