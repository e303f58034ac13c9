import type { CountRow, CoverageReport } from './report-contract.ts'

/** One small table of counts. */
export interface Counted {
  id: string
  title: string
  rows: readonly CountRow[]
  /** What is counted. */
  note: string
  /** Whether each thing is in exactly one row, so that the rows add up to how many there are. */
  parts: boolean
}

/** The counts of the report, in their order, for the page and the files alike. */
export function countLists(report: CoverageReport): Counted[] {
  const several = (what: string) => `Services publiés ; un service peut avoir plusieurs ${what}.`
  return [
    {
      id: 'statuts',
      title: 'Statut dans DORA',
      rows: report.statuses,
      note: 'Toutes les offres suivies, chacune dans un seul statut.',
      parts: true,
    },
    {
      id: 'etats',
      title: 'État au dernier passage',
      rows: report.states,
      note: 'Toutes les offres suivies, chacune dans un seul état.',
      parts: true,
    },
    {
      id: 'fraicheur',
      title: 'Ancienneté de la dernière confirmation par une personne',
      rows: report.freshness,
      note: 'Services publiés.',
      parts: true,
    },
    {
      id: 'qualite',
      title: 'Score de qualité',
      rows: report.quality.distribution,
      note: 'Services publiés, score officiel de data·inclusion appliqué à ce que DORA montre.',
      parts: true,
    },
    {
      id: 'criteres',
      title: 'Ce qui manque le plus souvent',
      rows: report.quality.missed,
      note: 'Services publiés ; un service peut manquer à plusieurs critères.',
      parts: false,
    },
    { id: 'thematiques', title: 'Thématiques', rows: report.categories, note: several('thématiques'), parts: false },
    { id: 'publics', title: 'Publics', rows: report.publics, note: several('publics'), parts: false },
    {
      id: 'attente',
      title: 'Ce qui attend quelqu’un, et qui',
      rows: report.waiting,
      note: 'Offres et refus qui attendent, chacun compté une fois.',
      parts: true,
    },
  ]
}
