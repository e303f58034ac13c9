import { parisDay } from '../common/paris-day.ts'
import { countLists } from './count-lists.ts'
import type { CoverageReport } from './report-contract.ts'
import { adding, day, decimal, euros, number, type ReportSheet, type SheetCell, sheetOf, text } from './sheet.ts'
import { STATUSES, TODO_KINDS, WHOSE } from './words.ts'

export function parcoursSheet({ parcours }: CoverageReport): ReportSheet {
  const origin = text('origine', 10)
  return sheetOf({ id: 'parcours', name: 'Parcours' }, parcours, [
    [number('Fiche', 7), row => row.fiche],
    [text('Nom', 32), row => row.name],
    [text('Porteur', 20), row => row.partner],
    [text('Durée', 14), row => row.duration.value],
    [origin, row => row.duration.from ?? ''],
    [text('Contenu', 40), row => row.content.value],
    [origin, row => row.content.from ?? ''],
    [decimal('Heures par semaine', 18), row => row.weekly_hours.value],
    [origin, row => row.weekly_hours.from ?? ''],
    [decimal('Heures en tout', 14), row => row.total_hours.value],
    [text('Modes', 12), row => row.modes.value],
    [text('Public cible', 30), row => row.public.value],
    [origin, row => row.public.from ?? ''],
    [euros('Coût unitaire'), row => row.unit_cost.value],
    [adding(number('Places financées', 16)), row => row.places.value],
    [
      text('Places par session', 16),
      row =>
        row.per_session === null
          ? null
          : row.per_session.min === row.per_session.max
            ? String(row.per_session.max)
            : `${row.per_session.min} à ${row.per_session.max}`,
    ],
    [euros('Aide au plus, par personne', 16), row => row.ceiling],
    [text('Ce que dit le texte', 26), row => row.places_text],
    [text('Co-financeurs', 20), row => row.cofunders.join(', ')],
    [text('Territoire', 22), row => row.territory.value],
    [day('Début'), row => row.start],
    [day('Fin'), row => row.end],
    [text('Référencé', 10), row => (row.referenced ? 'oui' : 'non')],
    [text('Manque', 22), row => row.gaps.join(', ')],
  ])
}

export function bilanSheet({ bilan }: CoverageReport): ReportSheet {
  return sheetOf({ id: 'bilan', name: 'Bilan (annexe 3)' }, bilan, [
    [text('Nature de la dépense', 28), b => b.heading],
    [number('Fiche', 7), b => b.fiche],
    [text('Ligne', 26), b => b.line],
    [text('Ce que paie le montant', 22), b => b.nature],
    [text('Unité', 10), b => b.unit],
    [number('Nombre d’unités', 16), b => b.units],
    [euros('Coût unitaire'), b => b.unit_cost],
    [text('Période', 26), b => b.period],
    [text('Objet de la dépense', 46), b => b.object],
    [adding(euros('Montant prévu')), b => b.planned_total],
    [adding(euros('Dont État')), b => b.planned_state],
    [euros('Montant dépensé'), () => null],
    [text('Dans DORA', 16), b => b.referenced],
  ])
}

export function todoSheet({ todo }: CoverageReport): ReportSheet {
  return sheetOf({ id: 'a-faire', name: 'À faire' }, todo, [
    [text('Partenaire', 34), item => item.partner_name],
    [text('Point', 24), item => TODO_KINDS[item.kind]],
    [text('Offre ou action', 36), item => item.title],
    [text('Ce qu’il faut faire', 56), item => item.action],
    [text('À qui d’agir', 16), item => WHOSE[item.whose]],
    [euros('Part de l’État en jeu', 20), item => item.state_euros],
    [number('Déserts comblés', 16), item => item.deserts],
    [decimal('Score en jeu'), item => item.score],
    [text('Source', 24), item => item.source],
    [text('Clé', 20), item => item.key],
  ])
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
export function serviceSheet(
  { services, lines, areas }: CoverageReport,
  address?: (slug: string) => string,
): ReportSheet {
  const titles = new Map(lines.map(line => [line.id, line.title]))
  const places = new Map(areas.map(({ code, name }) => [code, name]))
  return sheetOf({ id: 'services', name: 'Services', ...(address ? { link: 10 } : {}) }, services, [
    [text('Service', 44), row => row.name],
    [text('Structure', 30), row => row.structure],
    [text('Partenaire', 30), row => row.partner_name],
    [text('Actions', 40), row => row.lines.map(id => titles.get(id) ?? id).join(' ; ')],
    [text('Reçoit à', 30), row => (row.epci === null ? null : (places.get(row.epci) ?? row.epci))],
    [text('Statut', 14), row => STATUSES[row.status]],
    [text('Compté publié', 10), row => (row.published ? 'oui' : 'non')],
    [day('Confirmé le'), row => row.confirmed],
    [decimal('Score', 8), row => row.score],
    [text('Thématiques', 34), row => row.categories.join(', ')],
    [text('Adresse dans DORA', 50), row => (row.slug === null ? null : (address?.(row.slug) ?? row.slug))],
  ])
}

export function sourceSheet({ sources }: CoverageReport): ReportSheet {
  return sheetOf({ id: 'lectures', name: 'Lectures' }, sources, [
    [text('Source', 44), source => source.name],
    [text('Partenaire', 34), source => source.partner_name],
    [
      day('Dernière lecture'),
      source => (source.last_success === null ? null : parisDay(new Date(source.last_success))),
    ],
    [text('État', 30), source => source.standing],
    [text('En retard', 10), source => (source.late ? 'oui' : 'non')],
    [adding(number('Offres')), source => source.offers],
    [adding(number('Publiées')), source => source.published],
  ])
}
