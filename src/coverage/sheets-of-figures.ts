import type { CoverageReport } from './report-contract.ts'
import { adding, day, decimal, euros, number, type ReportSheet, text } from './sheet.ts'
import { LINE_STATES, NATURES, WHOSE } from './words.ts'

export function indicatorSheet({ indicators }: CoverageReport): ReportSheet {
  return {
    id: 'indicateurs',
    name: 'Indicateurs',
    columns: [
      text('Indicateur', 30),
      decimal('Valeur', 10),
      decimal('Sur', 10),
      text('Unité', 9),
      text('En clair', 20),
      text('Détail', 30),
      text('Définition', 40),
      text('Formule', 34),
      text('Source', 24),
      text('Limites', 44),
    ],
    rows: indicators.map(one => [
      one.title,
      one.value,
      one.of,
      one.unit,
      one.display,
      one.parts.map(part => `${part.label} : ${part.value}`).join(' ; '),
      ...[one.definition, one.formula, one.source, one.limits],
    ]),
  }
}

export function ficheSheet({ fiches }: CoverageReport): ReportSheet {
  return {
    id: 'fiches',
    name: 'Fiches',
    columns: [
      number('Fiche', 7),
      text('Intitulé', 44),
      text('Rubrique du plan de financement', 28),
      adding(number('Offres')),
      adding(number('Référencées')),
      adding(number('Volets')),
      adding(number('Volets référencés')),
      adding(euros('Part de l’État')),
      adding(euros('Part du Département')),
      adding(euros('État, référencés')),
      adding(euros('État, en partie')),
      adding(euros('État, pas encore')),
      adding(euros('État, sans offre')),
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

export function lineSheet({ lines }: CoverageReport): ReportSheet {
  const titles = new Map(lines.map(line => [line.id, line.title]))
  return {
    id: 'actions',
    name: 'Actions',
    columns: [
      number('Fiche', 6),
      number('Volet', 6),
      text('Action', 40),
      text('Porteurs', 28),
      text('Nature', 12),
      adding(euros('Part de l’État', 12)),
      text('Montant commun avec', 26),
      text('Dans DORA', 12),
      text('Précision', 34),
      text('À qui d’agir', 13),
      text('Services', 36),
      text('Ligne', 24),
    ],
    rows: lines.map(line => [
      line.fiche,
      line.volet,
      line.title,
      line.partners.map(partner => partner.name).join(', '),
      NATURES[line.nature],
      line.counted_euros,
      line.shared_with.map(id => titles.get(id) ?? id).join(', '),
      line.offer ? LINE_STATES[line.state].word : 'sans objet',
      line.reason,
      line.whose ? WHOSE[line.whose] : '',
      line.services.map(service => `${service.name}${service.slug ? ` (${service.slug})` : ''}`).join(' ; '),
      line.id,
    ]),
  }
}

export function structureSheet({ structures }: CoverageReport): ReportSheet {
  return {
    id: 'structures',
    name: 'Structures',
    columns: [
      text('Structure', 40),
      day('Contactée le'),
      adding(number('Sources')),
      adding(number('Dans DORA')),
      adding(number('Publiés')),
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
