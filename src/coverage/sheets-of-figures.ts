import { frenchCount, frenchNumber } from '../common/french.ts'
import type { CoverageReport, LineAccount, ReceivedCount, StructureAccount } from './report-contract.ts'
import { adding, day, decimal, euros, number, type ReportSheet, sheetOf, text } from './sheet.ts'
import { isAnswerTold } from './structures.ts'
import { LINE_STATES, NATURES, WHOSE } from './words.ts'

export function indicatorSheet({ indicators }: CoverageReport): ReportSheet {
  return sheetOf({ id: 'indicateurs', name: 'Indicateurs' }, indicators, [
    [text('Indicateur', 30), one => one.title],
    [decimal('Valeur', 10), one => one.value],
    [decimal('Sur', 10), one => one.of],
    [text('Unité', 9), one => one.unit],
    [text('En clair', 20), one => one.display],
    [text('Détail', 30), one => one.parts.map(part => `${part.label} : ${part.value}`).join(' ; ')],
    [text('Définition', 40), one => one.definition],
    [text('Formule', 34), one => one.formula],
    [text('Source', 24), one => one.source],
    [text('Limites', 44), one => one.limits],
  ])
}

export function ficheSheet({ fiches }: CoverageReport): ReportSheet {
  return sheetOf({ id: 'fiches', name: 'Fiches' }, fiches, [
    [number('Fiche', 7), f => f.number],
    [text('Intitulé', 44), f => f.title],
    [text('Rubrique du plan de financement', 28), f => f.heading],
    [adding(number('Offres')), f => f.offers],
    [adding(number('Référencées')), f => f.referenced],
    [adding(number('Volets')), f => f.volets],
    [adding(number('Volets référencés')), f => f.volets_referenced],
    [adding(euros('Part de l’État')), f => f.state_euros],
    [adding(euros('Part du Département')), f => f.department_euros],
    [adding(euros('État, référencés')), f => f.money.referenced],
    [adding(euros('État, en partie')), f => f.money.partial],
    [adding(euros('État, pas encore')), f => f.money.missing],
    [adding(euros('État, sans offre')), f => f.money.without_offer],
  ])
}

export function lineSheet({ lines, received, areas }: CoverageReport): ReportSheet {
  const places = new Map(areas.map(({ code, name }) => [code, name]))
  const byLine = Map.groupBy(received ?? [], count => count.line)
  const titles = new Map(lines.map(line => [line.id, line.title]))
  return sheetOf({ id: 'actions', name: 'Actions' }, lines, [
    [number('Fiche', 6), line => line.fiche],
    [number('Volet', 6), line => line.volet],
    [text('Action', 40), line => line.title],
    [text('Porteurs', 28), line => line.partners.map(partner => partner.name).join(', ')],
    [text('Nature', 12), line => NATURES[line.nature]],
    [adding(euros('Part de l’État', 12)), line => line.counted_euros],
    [text('Montant commun avec', 26), line => line.shared_with.map(id => titles.get(id) ?? id).join(', ')],
    [text('Dans DORA', 12), line => (line.offer ? LINE_STATES[line.state].word : 'sans objet')],
    [text('Précision', 34), line => line.reason],
    [text('À qui d’agir', 13), line => (line.whose ? WHOSE[line.whose] : '')],
    [
      text('Services', 36),
      line => line.services.map(service => `${service.name}${service.slug ? ` (${service.slug})` : ''}`).join(' ; '),
    ],
    ...(received === null
      ? []
      : [
          [
            text('Reçoit à', 36),
            (line: LineAccount) => (byLine.get(line.id) ?? []).map(each => receivedWords(each, places)).join(' ; '),
          ] as const,
        ]),
    [text('Ligne', 24), line => line.id],
  ])
}

/** «CA Vitré Communauté (1 publié, 1 en attente)» */
function receivedWords({ epci, published, waiting }: ReceivedCount, places: ReadonlyMap<string, string>): string {
  const told = [
    ...(published > 0 ? [frenchCount(published, 'publié')] : []),
    ...(waiting > 0 ? [`${frenchNumber(waiting)} en attente`] : []),
  ]
  return `${places.get(epci) ?? epci} (${told.join(', ')})`
}

export function structureSheet({ structures }: CoverageReport): ReportSheet {
  return sheetOf({ id: 'structures', name: 'Structures' }, structures, [
    [text('Structure', 40), s => s.name],
    [day('Contactée le'), s => s.contacted],
    ...(structures.some(isAnswerTold)
      ? [[day('A répondu le'), (s: StructureAccount) => s.answered ?? null] as const]
      : []),
    [adding(number('Sources')), s => s.sources],
    [adding(number('Dans DORA')), s => s.in_dora],
    [adding(number('Publiés')), s => s.published],
    [text('À jour', 8), s => (s.published === 0 ? '–' : s.up_to_date ? 'oui' : 'non')],
    [euros('État, ses actions', 18), s => s.state_euros],
    [euros('État, référencé', 18), s => s.state_euros_referenced],
    [euros('État, pas encore visible', 22), s => s.state_euros_missing],
  ])
}
