import type { CoverageReport, Sourced } from './report-contract.ts'
import { day, decimal, euros, number, type ReportSheet, type SheetCell, text } from './sheet.ts'
import { TODO_KINDS, WHOSE } from './words.ts'

export function parcoursSheet({ parcours }: CoverageReport): ReportSheet {
  const of = (found: Sourced<string | number>): SheetCell[] => [found.value, found.from ?? '']
  const origin = text('origine', 12)
  return {
    id: 'parcours',
    name: 'Parcours',
    columns: [
      number('Fiche', 7),
      text('Nom', 50),
      text('Porteur', 34),
      text('Durée', 30),
      origin,
      text('Contenu', 60),
      origin,
      decimal('Heures par semaine', 18),
      origin,
      decimal('Heures en tout', 14),
      text('Modes', 24),
      text('Public cible', 50),
      origin,
      euros('Coût unitaire'),
      number('Places financées', 16),
      text('Territoire', 40),
      day('Début'),
      day('Fin'),
      text('Référencé', 10),
      text('Manque', 50),
    ],
    rows: parcours.map(row => [
      row.fiche,
      row.name,
      row.partner,
      ...of(row.duration),
      ...of(row.content),
      ...of(row.weekly_hours),
      row.total_hours.value,
      row.modes.value,
      ...of(row.public),
      row.unit_cost.value,
      row.places.value,
      row.territory.value,
      row.start,
      row.end,
      row.referenced ? 'oui' : 'non',
      row.gaps.join(', '),
    ]),
  }
}

export function bilanSheet({ bilan }: CoverageReport): ReportSheet {
  return {
    id: 'bilan',
    name: 'Bilan (annexe 3)',
    columns: [
      text('Nature de la dépense', 40),
      number('Fiche', 7),
      text('Ligne', 34),
      text('Ce que paie le montant', 22),
      text('Unité', 10),
      number('Nombre d’unités', 16),
      euros('Coût unitaire'),
      text('Période', 26),
      text('Objet de la dépense', 60),
      euros('Montant prévu'),
      euros('Dont État'),
      euros('Montant dépensé'),
      text('Dans DORA', 16),
    ],
    rows: bilan.map(b => [
      b.heading,
      b.fiche,
      b.line,
      b.nature,
      b.unit,
      b.units,
      b.unit_cost,
      b.period,
      b.object,
      b.planned_total,
      b.planned_state,
      null,
      b.referenced,
    ]),
  }
}

export function todoSheet({ todo }: CoverageReport): ReportSheet {
  return {
    id: 'a-faire',
    name: 'À faire',
    columns: [
      text('Partenaire', 34),
      text('Point', 24),
      text('Offre ou action', 50),
      text('Ce qu’il faut faire', 70),
      text('À qui d’agir', 16),
      euros('Part de l’État en jeu', 20),
      number('Déserts comblés', 16),
      decimal('Score en jeu'),
      text('Source', 24),
      text('Clé', 30),
    ],
    rows: todo.map(item => [
      item.partner_name,
      TODO_KINDS[item.kind],
      item.title,
      item.action,
      WHOSE[item.whose],
      item.state_euros,
      item.deserts,
      item.score,
      item.source,
      item.key,
    ]),
  }
}

export function countSheet(report: CoverageReport): ReportSheet {
  const lists: [string, { label: string; value: number }[]][] = [
    ['Statut dans DORA', report.statuses],
    ['État au dernier passage', report.states],
    ['Dernière confirmation', report.freshness],
    ['Score de qualité', report.quality.distribution],
    ['Critère manqué', report.quality.missed],
    ['Thématique', report.categories],
    ['Public', report.publics],
    ['Travail en attente', report.waiting],
  ]
  return {
    id: 'comptages',
    name: 'Comptages',
    columns: [text('Liste', 28), text('Classe', 50), number('Nombre')],
    rows: lists.flatMap(([title, rows]) => rows.map(({ label, value }): SheetCell[] => [title, label, value])),
  }
}
