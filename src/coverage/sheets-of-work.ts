import { parisDay } from '../common/paris-day.ts'
import { countLists } from './count-lists.ts'
import type { CoverageReport, Sourced } from './report-contract.ts'
import { adding, day, decimal, euros, number, type ReportSheet, type SheetCell, text } from './sheet.ts'
import { STATUSES, TODO_KINDS, WHOSE } from './words.ts'

export function parcoursSheet({ parcours }: CoverageReport): ReportSheet {
  const of = (found: Sourced<string | number>): SheetCell[] => [found.value, found.from ?? '']
  const origin = text('origine', 10)
  return {
    id: 'parcours',
    name: 'Parcours',
    columns: [
      number('Fiche', 7),
      text('Nom', 32),
      text('Porteur', 20),
      text('Durée', 14),
      origin,
      text('Contenu', 40),
      origin,
      decimal('Heures par semaine', 18),
      origin,
      decimal('Heures en tout', 14),
      text('Modes', 12),
      text('Public cible', 30),
      origin,
      euros('Coût unitaire'),
      adding(number('Places financées', 16)),
      text('Places par session', 16),
      euros('Aide au plus, par personne', 16),
      text('Ce que dit le texte', 26),
      text('Co-financeurs', 20),
      text('Territoire', 22),
      day('Début'),
      day('Fin'),
      text('Référencé', 10),
      text('Manque', 22),
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
      row.per_session === null
        ? null
        : row.per_session.min === row.per_session.max
          ? String(row.per_session.max)
          : `${row.per_session.min} à ${row.per_session.max}`,
      row.ceiling,
      row.places_text,
      row.cofunders.join(', '),
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
      text('Nature de la dépense', 28),
      number('Fiche', 7),
      text('Ligne', 26),
      text('Ce que paie le montant', 22),
      text('Unité', 10),
      number('Nombre d’unités', 16),
      euros('Coût unitaire'),
      text('Période', 26),
      text('Objet de la dépense', 46),
      adding(euros('Montant prévu')),
      adding(euros('Dont État')),
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
      text('Offre ou action', 36),
      text('Ce qu’il faut faire', 56),
      text('À qui d’agir', 16),
      euros('Part de l’État en jeu', 20),
      number('Déserts comblés', 16),
      decimal('Score en jeu'),
      text('Source', 24),
      text('Clé', 20),
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
  return {
    id: 'comptages',
    name: 'Comptages',
    columns: [text('Liste', 40), text('Classe', 50), number('Nombre'), number('En tout')],
    rows: countLists(report).flatMap(({ title, rows, parts }) => {
      const whole = parts ? rows.reduce((sum, row) => sum + row.value, 0) : null
      return rows.map(({ label, value }): SheetCell[] => [title, label, value, whole])
    }),
  }
}

/** The services one by one. @param address of a service in DORA, by its slug */
export function serviceSheet({ services, lines }: CoverageReport, address?: (slug: string) => string): ReportSheet {
  const titles = new Map(lines.map(line => [line.id, line.title]))
  return {
    id: 'services',
    name: 'Services',
    columns: [
      text('Service', 44),
      text('Structure', 30),
      text('Partenaire', 30),
      text('Actions', 40),
      text('Statut', 14),
      text('Compté publié', 10),
      day('Confirmé le'),
      decimal('Score', 8),
      text('Thématiques', 34),
      text('Adresse dans DORA', 50),
    ],
    rows: services.map(row => [
      row.name,
      row.structure,
      row.partner_name,
      row.lines.map(id => titles.get(id) ?? id).join(' ; '),
      STATUSES[row.status],
      row.published ? 'oui' : 'non',
      row.confirmed,
      row.score,
      row.categories.join(', '),
      row.slug === null ? null : (address?.(row.slug) ?? row.slug),
    ]),
    ...(address ? { link: 9 } : {}),
  }
}

export function sourceSheet({ sources }: CoverageReport): ReportSheet {
  return {
    id: 'lectures',
    name: 'Lectures',
    columns: [
      text('Source', 44),
      text('Partenaire', 34),
      day('Dernière lecture'),
      text('État', 30),
      text('En retard', 10),
      adding(number('Offres')),
      adding(number('Publiées')),
    ],
    rows: sources.map(source => [
      source.name,
      source.partner_name,
      source.last_success === null ? null : parisDay(new Date(source.last_success)),
      source.standing,
      source.late ? 'oui' : 'non',
      source.offers,
      source.published,
    ]),
  }
}
