import { labelOf } from '../reference/referentiels.ts'
import type { CoverageReport } from './report-contract.ts'
import { day, decimal, euros, number, type ReportSheet, text } from './sheet.ts'
import { LINE_STATES, NATURES, WHOSE } from './words.ts'

export function indicatorSheet({ indicators }: CoverageReport): ReportSheet {
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

export function lineSheet({ lines }: CoverageReport): ReportSheet {
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

export function structureSheet({ structures }: CoverageReport): ReportSheet {
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

export function areaSheet({ areas }: CoverageReport): ReportSheet {
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

export function cellSheet({ cells, areas }: CoverageReport): ReportSheet {
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

export function desertSheet({ deserts }: CoverageReport): ReportSheet {
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
