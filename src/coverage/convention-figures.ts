import { frenchCount, frenchEuros, frenchNumber } from '../common/french.ts'
import { type Facts, outOf, SOURCES, sum } from './figure.ts'
import type { AnyInput } from './input.ts'
import { splitDepartmentMoney } from './money.ts'
import { countPlaces } from './places.ts'
import type { CoverageReport, Indicator, MoneySplit } from './report-contract.ts'

/** Actions, volets, euros and places of the convention. */
export function conventionFigures(input: AnyInput, { lines, fiches, money, parcours }: Facts): Indicator[] {
  const offers = lines.filter(line => line.offer)
  const by = (state: string) => offers.filter(line => line.state === state).length
  const volets = sum(fiches.map(fiche => fiche.volets))
  const { funded, referenced: shown } = countPlaces(input.convention, lines)
  const unknown = unknownPlaces(input, parcours)
  const department = splitDepartmentMoney(input.convention, lines)
  return [
    {
      id: 'actions-referencees',
      title: 'Actions référencées',
      value: by('referenced'),
      of: offers.length,
      unit: 'nombre',
      display: outOf(by('referenced'), offers.length),
      parts: [
        { label: 'Référencées', value: by('referenced') },
        { label: 'En partie', value: by('partial') },
        { label: 'En attente', value: by('waiting') },
        { label: 'Absentes', value: by('absent') },
      ],
      definition: 'Offres de la convention qui ont un service publié dans DORA, chez chacun de leurs porteurs.',
      formula: 'Nombre de lignes de la convention référencées ÷ nombre de lignes qui sont des offres.',
      source: SOURCES.convention,
      limits:
        'Une ligne est un volet porté par un partenaire. Un service saisi à la main que le robot n’a pas rapproché n’est pas compté.',
    },
    {
      id: 'volets-references',
      title: 'Volets entièrement référencés',
      value: sum(fiches.map(fiche => fiche.volets_referenced)),
      of: volets,
      unit: 'nombre',
      display: outOf(sum(fiches.map(fiche => fiche.volets_referenced)), volets),
      parts: [],
      definition: 'Volets des fiches dont toutes les offres sont référencées ; une fiche sans volet compte pour un.',
      formula: 'Nombre de volets dont chaque ligne est référencée ÷ nombre de volets.',
      source: SOURCES.convention,
      limits: 'Un volet à plusieurs porteurs reste incomplet tant qu’un seul manque.',
    },
    euros(
      'euros-etat',
      'Part de l’État dont l’action est référencée',
      money,
      'Euros de l’État qui paient des offres toutes référencées.',
      'Chaque montant est compté une fois. Un montant commun à plusieurs volets n’est compté que si tous sont référencés.',
    ),
    euros(
      'euros-departement',
      'Part du Département dont l’action est référencée',
      department,
      'Euros du Département qui paient des offres toutes référencées.',
      'La convention ne donne cette part que par fiche ; elle est répartie comme celle de l’État (parité de l’article 3.3).',
    ),
    {
      id: 'places',
      title: 'Places financées dont l’action est référencée',
      value: shown,
      of: funded,
      unit: 'nombre',
      display: outOf(shown, funded),
      parts: [
        { label: 'Référencées', value: shown },
        { label: 'Pas encore', value: funded - shown },
      ],
      definition: 'Places que la convention chiffre, et dont l’action est référencée dans DORA.',
      formula: 'Somme des places des lignes référencées ÷ somme des places chiffrées.',
      source: SOURCES.convention,
      limits: `${unknown === 0 ? 'La convention chiffre les places de toutes les offres' : `La convention ne chiffre pas les places de ${frenchCount(unknown, 'offre')} sur ${frenchNumber(parcours.length)}`} ; DORA n’a pas de champ pour les places.`,
    },
  ]
}

/** Offers whose places are given neither alone nor with others. */
function unknownPlaces({ convention }: AnyInput, parcours: CoverageReport['parcours']): number {
  const shared = new Set(
    convention.fiches.flatMap(f => f.shared.flatMap(found => (found.places === null ? [] : found.lines))),
  )
  return parcours.filter(row => row.places.value === null && !shared.has(row.line)).length
}

function euros(id: string, title: string, money: MoneySplit, definition: string, limits: string): Indicator {
  return {
    id,
    title,
    value: money.referenced,
    of: money.total - money.without_offer,
    unit: 'euros',
    display: `${frenchEuros(money.referenced)} sur ${frenchEuros(money.total - money.without_offer)}`,
    parts: [
      { label: 'Référencés', value: money.referenced },
      { label: 'En partie', value: money.partial },
      { label: 'Pas encore', value: money.missing },
    ],
    definition,
    formula: 'Somme des montants dont toutes les lignes sont référencées ÷ somme des montants qui paient des offres.',
    source: SOURCES.convention,
    limits: `${limits}${money.without_offer === 0 ? '' : ` ${frenchEuros(money.without_offer)} ne paient pas d’offre et sont à part.`} Montants prévus, non dépensés.`,
  }
}
