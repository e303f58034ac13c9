import { frenchDate } from '../common/french.ts'
import { whoseSentence } from './origins.ts'
import type { CoverageReport } from './report-contract.ts'
import { type ReportSheet, type SheetCell, text } from './sheet.ts'
import { ficheSheet, indicatorSheet, lineSheet, structureSheet } from './sheets-of-figures.ts'
import { areaSheet, catalogueSheet, cellSheet, desertSheet } from './sheets-of-territory.ts'
import { bilanSheet, countSheet, parcoursSheet, serviceSheet, sourceSheet, todoSheet } from './sheets-of-work.ts'

/** Every table of the report, «Lisez-moi» first. @param serviceAddress of a service in DORA, by its slug; without it, slugs only */
export function reportSheets(report: CoverageReport, serviceAddress?: (slug: string) => string): ReportSheet[] {
  const sheets = [
    indicatorSheet(report),
    ficheSheet(report),
    lineSheet(report),
    structureSheet(report),
    serviceSheet(report, serviceAddress),
    sourceSheet(report),
    areaSheet(report),
    cellSheet(report),
    desertSheet(report),
    parcoursSheet(report),
    bilanSheet(report),
    todoSheet(report),
    countSheet(report),
    ...(report.catalogue === null ? [] : [catalogueSheet(report.catalogue)]),
  ]
  return [readMe(report, sheets), ...sheets]
}

const CONTENTS: Record<string, string> = {
  indicateurs: 'Chaque chiffre du rapport, avec sa définition, sa formule, sa source et ses limites',
  fiches: 'Les fiches de la convention : offres référencées et euros de la part de l’État',
  actions: 'Chaque action : porteur, montant, état dans DORA, à qui d’agir',
  structures: 'Les structures qui portent une offre de la convention',
  services: 'Les services un par un, avec leur adresse dans DORA',
  lectures: 'Quand chaque source a été lue, et ce qui est en retard',
  territoires: 'Services joignables par EPCI et par agence',
  couverture:
    'Le détail : territoire, thématique et public ; les cases vides n’y sont pas. « * » : toutes thématiques ou tous publics confondus',
  deserts: 'EPCI, thématiques et publics sans service sur place : rien nulle part, ou joignable d’ailleurs',
  parcours: 'Rubriques de l’annexe 4, § 2-a ; les colonnes « origine » disent d’où vient chaque valeur',
  bilan: 'Éléments pour le bilan financier (annexe 3, volet 2) : montants prévus. La dépense réelle est à remplir',
  'a-faire': 'Ce qu’il reste à faire, le plus utile d’abord',
  catalogue: 'Ce que DORA tient du département, au dernier recensement de chaque mois',
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
    [
      'Euros',
      'Montants prévus par la convention ; chaque montant est compté une fois. Commun à plusieurs actions, il est sur la première.',
    ],
    ['Ce que comptent les territoires', whoseSentence(report)],
    [
      'Petits nombres',
      'Le taux pour 10 000 habitants ne compte que ce qui est sur place ; sous cinq services, il ne veut pas dire grand-chose.',
    ],
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
    rows,
  }
}
