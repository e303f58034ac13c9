import { frenchDate } from '../common/french.ts'
import { labelOf } from '../reference/referentiels.ts'
import type { CoverageReport, Sourced } from './report-contract.ts'
import { typeset } from './typeset.ts'
import { LINE_STATES, NATURES, TODO_KINDS, WHOSE } from './words.ts'

export interface SheetColumn {
  header: string
  /** `date`: the cell is `YYYY-MM-DD`. `euros` and `decimal` may have two decimals. */
  kind: 'text' | 'number' | 'decimal' | 'euros' | 'date'
  /** Characters. */
  width: number
}

export type SheetCell = string | number | null

/** One table of the report, for every tabular form. */
export interface ReportSheet {
  /** For file names and options, e.g. `actions`. */
  id: string
  /** At most 31 characters, the limit of spreadsheets. */
  name: string
  columns: SheetColumn[]
  rows: SheetCell[][]
}

const text = (header: string, width = 24): SheetColumn => ({ header, kind: 'text', width })
const number = (header: string, width = 12): SheetColumn => ({ header, kind: 'number', width })
const decimal = (header: string, width = 12): SheetColumn => ({ header, kind: 'decimal', width })
const euros = (header: string, width = 16): SheetColumn => ({ header, kind: 'euros', width })
const day = (header: string): SheetColumn => ({ header, kind: 'date', width: 13 })

/** Every table of the report, «Lisez-moi» first. */
export function reportSheets(report: CoverageReport): ReportSheet[] {
  const sheets = [
    indicatorSheet(report),
    ficheSheet(report),
    lineSheet(report),
    structureSheet(report),
    areaSheet(report),
    cellSheet(report),
    desertSheet(report),
    parcoursSheet(report),
    bilanSheet(report),
    todoSheet(report),
    countSheet(report),
  ]
  return [readMe(report, sheets), ...sheets]
}

const CONTENTS: Record<string, string> = {
  indicateurs: 'Chaque chiffre du rapport, avec sa définition, sa formule, sa source et ses limites',
  fiches: 'Les fiches de la convention : offres référencées et euros de la part de l’État',
  actions: 'Chaque action : porteur, montant, état dans DORA, à qui d’agir',
  structures: 'Les structures qui portent une offre de la convention',
  territoires: 'Services publiés joignables par EPCI et par agence',
  couverture:
    'Le détail : territoire, thématique et public ; les cases vides n’y sont pas. « * » : toutes thématiques ou tous publics confondus',
  deserts: 'EPCI et thématiques sans service publié, ou à distance seulement',
  parcours: 'Rubriques de l’annexe 4, § 2-a ; les colonnes « origine » disent d’où vient chaque valeur',
  bilan: 'Éléments pour le bilan financier (annexe 3, volet 2) : montants prévus. La dépense réelle est à remplir',
  'a-faire': 'Ce qu’il reste à faire, le plus utile d’abord',
  comptages: 'Statuts, fraîcheur, qualité, thématiques, publics, travail en attente',
}

function readMe(report: CoverageReport, sheets: ReportSheet[]): ReportSheet {
  const rows: SheetCell[][] = [
    ['Rapport', 'Couverture de l’offre d’insertion dans DORA'],
    ['Territoire', `${report.territory} (${report.department})`],
    ['Date', frenchDate(report.date)],
    ['Convention', report.convention],
    ...report.headlines.map((line, i): SheetCell[] => [i === 0 ? 'L’essentiel' : '', line]),
    ['', ''],
    ...sheets.map((sheet): SheetCell[] => [sheet.name, CONTENTS[sheet.id] ?? '']),
    ['', ''],
    ['Référencée', 'Un service publié dans DORA répond à l’action, chez chacun de ses porteurs.'],
    ['Euros', 'Montants prévus par la convention ; chaque montant est compté une fois.'],
    [
      'Ce que le rapport ne voit pas',
      'Les services saisis à la main dans DORA que le robot n’a pas rapprochés d’une offre.',
    ],
    ['Petits nombres', 'Sous cinq services, un taux pour 10 000 habitants ne veut pas dire grand-chose.'],
    [
      'Agences',
      report.agencies_inferred
        ? 'Le rattachement des EPCI aux agences reste à confirmer.'
        : 'Rattachement des EPCI confirmé.',
    ],
  ]
  return {
    id: 'lisez-moi',
    name: 'Lisez-moi',
    columns: [text('Rubrique', 30), text('Contenu', 100)],
    rows: rows.map(row => row.map(cell => (typeof cell === 'string' ? typeset(cell) : cell))),
  }
}

function indicatorSheet({ indicators }: CoverageReport): ReportSheet {
  return {
    id: 'indicateurs',
    name: 'Indicateurs',
    columns: [
      text('Indicateur', 46),
      decimal('Valeur'),
      decimal('Sur'),
      text('Unité', 10),
      text('En clair', 26),
      text('Détail', 50),
      text('Définition', 60),
      text('Formule', 60),
      text('Source', 40),
      text('Limites', 60),
    ],
    rows: indicators.map(one => [
      one.title,
      one.value,
      one.of,
      one.unit,
      one.display,
      one.parts.map(part => `${part.label} : ${part.value}`).join(' ; '),
      ...[one.definition, one.formula, one.source, one.limits].map(typeset),
    ]),
  }
}

function ficheSheet({ fiches }: CoverageReport): ReportSheet {
  return {
    id: 'fiches',
    name: 'Fiches',
    columns: [
      number('Fiche', 7),
      text('Intitulé', 60),
      text('Rubrique du plan de financement', 40),
      number('Offres'),
      number('Référencées'),
      number('Volets'),
      number('Volets référencés'),
      euros('Part de l’État'),
      euros('Part du Département'),
      euros('État, référencés'),
      euros('État, en partie'),
      euros('État, pas encore'),
      euros('État, sans offre'),
    ],
    rows: fiches.map(f => [
      f.number,
      f.title,
      f.heading,
      f.offers,
      f.referenced,
      f.volets,
      f.volets_referenced,
      f.state_euros,
      f.department_euros,
      f.money.referenced,
      f.money.partial,
      f.money.missing,
      f.money.without_offer,
    ]),
  }
}

function lineSheet({ lines }: CoverageReport): ReportSheet {
  return {
    id: 'actions',
    name: 'Actions',
    columns: [
      number('Fiche', 7),
      number('Volet', 7),
      text('Ligne', 34),
      text('Action', 60),
      text('Porteurs', 34),
      text('Nature', 14),
      euros('Part de l’État'),
      text('Montant commun avec', 26),
      text('Dans DORA', 14),
      text('Précision', 50),
      text('À qui d’agir', 16),
      text('Services', 60),
    ],
    rows: lines.map(line => [
      line.fiche,
      line.volet,
      line.id,
      line.title,
      line.partners.map(partner => partner.name).join(', '),
      NATURES[line.nature],
      line.state_euros,
      line.shared_with.join(', '),
      line.offer ? LINE_STATES[line.state].word : 'sans objet',
      line.reason,
      line.whose ? WHOSE[line.whose] : '',
      line.services.map(service => `${service.name}${service.slug ? ` (${service.slug})` : ''}`).join(' ; '),
    ]),
  }
}

function structureSheet({ structures }: CoverageReport): ReportSheet {
  return {
    id: 'structures',
    name: 'Structures',
    columns: [
      text('Structure', 40),
      day('Contactée le'),
      number('Sources'),
      number('Dans DORA'),
      number('Publiés'),
      text('À jour', 8),
      euros('État, ses actions', 18),
      euros('État, référencé', 18),
      euros('État, pas encore visible', 22),
    ],
    rows: structures.map(s => [
      s.name,
      s.contacted,
      s.sources,
      s.in_dora,
      s.published,
      s.up_to_date ? 'oui' : 'non',
      s.state_euros,
      s.state_euros_referenced,
      s.state_euros_missing,
    ]),
  }
}

function areaSheet({ areas }: CoverageReport): ReportSheet {
  return {
    id: 'territoires',
    name: 'Territoires',
    columns: [
      text('Type', 8),
      text('Code', 14),
      text('Territoire', 46),
      number('Habitants'),
      number('Sur place'),
      number('Ailleurs'),
      number('À distance'),
      number('En tout'),
      decimal('Pour 10 000 habitants', 22),
    ],
    rows: areas.map(a => [
      a.kind,
      a.kind === 'epci' ? a.code : '',
      a.name,
      a.population,
      a.on_site,
      a.by_zone,
      a.remote,
      a.reachable,
      a.per_10000,
    ]),
  }
}

function cellSheet({ cells, areas }: CoverageReport): ReportSheet {
  const names = new Map(areas.map(area => [area.code, area]))
  return {
    id: 'couverture',
    name: 'Couverture',
    columns: [
      text('Type', 8),
      text('Territoire', 46),
      text('Thématique', 40),
      text('Public', 40),
      number('Sur place'),
      number('Ailleurs'),
      number('À distance'),
      number('En tout'),
      number('Dont ouverts à tous', 20),
      decimal('Pour 10 000 habitants', 22),
    ],
    rows: cells.map(cell => {
      const area = names.get(cell.area)
      const who = cell.public === '*' ? '*' : labelOf('publics', cell.public)
      const rate = area && area.population > 0 ? Math.round((cell.reachable * 100_000) / area.population) / 10 : null
      return [
        area?.kind ?? '',
        area?.name ?? cell.area,
        cell.category === '*' ? '*' : labelOf('categories', cell.category),
        who,
        cell.on_site,
        cell.by_zone,
        cell.remote,
        cell.reachable,
        cell.open_to_all,
        rate,
      ]
    }),
  }
}

function desertSheet({ deserts }: CoverageReport): ReportSheet {
  return {
    id: 'deserts',
    name: 'Déserts',
    columns: [
      text('EPCI', 46),
      text('Thématique', 40),
      text('Niveau', 22),
      number('Habitants'),
      number('Offres en attente', 18),
    ],
    rows: deserts.map(d => [
      d.area_name,
      d.category_name,
      d.level === 'rien' ? 'aucune offre' : 'à distance seulement',
      d.population,
      d.waiting,
    ]),
  }
}

function parcoursSheet({ parcours }: CoverageReport): ReportSheet {
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

function bilanSheet({ bilan }: CoverageReport): ReportSheet {
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

function todoSheet({ todo }: CoverageReport): ReportSheet {
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
      typeset(item.action),
      WHOSE[item.whose],
      item.state_euros,
      item.deserts,
      item.score,
      item.source,
      item.key,
    ]),
  }
}

function countSheet(report: CoverageReport): ReportSheet {
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
