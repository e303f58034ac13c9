import { frenchDate, frenchNumber, frenchPercent } from '../common/french.ts'
import { daysText } from './catalogue-columns.ts'
import { type Facts, outOf, shareOf } from './figure.ts'
import type { Indicator } from './report-contract.ts'

const SOURCE = 'Recensement du département dans DORA, quel que soit l’auteur des fiches'

/** What DORA holds of the département, whoever wrote it. Before the first census nothing is known of it, and nothing is said. */
export function catalogueFigures({ catalogue }: Pick<Facts, 'catalogue'>): Indicator[] {
  if (catalogue === null) return []
  const { taken, structures, orphans, structures_seen, services, published, visible, unknown, upToDate, read, seen } =
    catalogue
  const { quality = NONE, delay = NONE } = catalogue
  const all = seen.followed + seen.others + seen.elsewhere
  const told = `Recensé le ${frenchDate(taken)}.`
  const unread = services - read
  return [
    {
      id: 'services-vus',
      title: 'Services que le public trouve',
      value: all,
      of: null,
      unit: 'nombre',
      display: frenchNumber(all),
      parts: [
        { label: 'Suivis par le robot', value: seen.followed },
        { label: 'Autres dans DORA', value: seen.others },
        ...(seen.elsewhere > 0 ? [{ label: 'Autres sources', value: seen.elsewhere }] : []),
      ],
      definition:
        'Services que la recherche de DORA montre : ceux que le robot suit, les autres fiches de DORA, et ceux d’autres sources quand elles sont lues.',
      formula: 'Chaque service est compté une fois, selon qui le tient.',
      source: SOURCE,
      limits: [told, unreadWords(unread), unknownWords(unknown)].filter(words => words !== '').join(' '),
    },
    {
      id: 'structures-dora',
      title: 'Structures du département dont le public voit un service',
      value: structures_seen,
      of: structures,
      unit: 'part',
      display: `${shareOf(structures_seen, structures)} (${outOf(structures_seen, structures)})`,
      parts: [
        { label: 'Avec un service visible', value: structures_seen },
        { label: 'Sans membre dans DORA', value: orphans },
        { label: 'Sans service visible, pour une autre raison', value: structures - structures_seen - orphans },
      ],
      definition: 'Structures du département que DORA connaît, et celles dont le public voit au moins un service.',
      formula: 'Nombre de structures avec un service visible ÷ nombre de structures.',
      source: SOURCE,
      limits: `${told} Une structure sans membre ne montre aucun de ses services.`,
    },
    {
      id: 'services-dora',
      title: 'Services publiés dans DORA que le public voit, tous auteurs',
      value: visible,
      of: published,
      unit: 'part',
      display: `${shareOf(visible, published)} (${outOf(visible, published)})`,
      parts: [
        { label: 'Visible du public', value: visible },
        { label: 'Publié, mais pas visible', value: published - visible - unknown },
        { label: 'Pas encore su', value: unknown },
      ],
      definition:
        'Services publiés du département, et ceux que la recherche montre : date de fin pas encore passée, structure qui a un membre et qui n’est pas obsolète.',
      formula: 'Nombre de services visibles ÷ nombre de services publiés.',
      source: SOURCE,
      limits: told,
    },
    {
      id: 'services-dora-a-jour',
      title: 'Services publiés dans DORA et à jour, tous auteurs',
      value: upToDate,
      of: published,
      unit: 'part',
      display: `${shareOf(upToDate, published)} (${outOf(upToDate, published)})`,
      parts: [],
      definition:
        'Services publiés modifiés depuis moins longtemps que le délai que chacun s’est donné (six mois s’il n’est pas lu).',
      formula: 'Nombre de services à jour ÷ nombre de services publiés.',
      source: SOURCE,
      limits: `${told} Une modification par un robot compte aussi : DORA ne dit pas qui a relu.`,
    },
    {
      id: 'qualite-dora',
      title: 'Qualité des services publiés dans DORA, tous auteurs, médiane',
      value: quality.median,
      of: null,
      unit: 'score',
      display: quality.median === null ? 'pas encore lue' : frenchPercent(quality.median),
      parts: [],
      definition: `Score officiel de data·inclusion : une fiche complète et bien remplie, rien de la valeur du service. À 80 % ou plus : ${outOf(quality.good, quality.counted)}.`,
      formula: 'Médiane des scores des services publiés, chacun au jour où sa fiche a été lue en entier.',
      source: SOURCE,
      limits: `${told} ${knownOf(quality.counted, published)} Là où DORA ne montre pas les contacts à ce compte, le score est celui du reste de la fiche.`,
    },
    {
      id: 'delai-dora',
      title: 'Délai de la création d’une fiche à sa publication dans DORA, tous auteurs, médiane',
      value: delay.median,
      of: null,
      unit: 'jours',
      display: delay.median === null ? 'pas encore lu' : daysText(delay.median),
      parts: [],
      definition:
        'Temps entre la création de la fiche d’un service publié et son dernier passage à « publié », d’après les dates de DORA. Rien du temps passé avant la création.',
      formula: 'Médiane des délais, en jours entiers.',
      source: SOURCE,
      limits: `${told} ${knownOf(delay.counted, published)} Une fiche dépubliée puis republiée compte jusqu’à sa republication ; une publication antérieure à la création n’est pas comptée.`,
    },
  ]
}

function unreadWords(unread: number): string {
  if (unread === 0) return 'Tous les services ont été lus en entier.'
  return unread < 2
    ? '1 n’a pas encore été lu en entier : ni son territoire ni sa thématique ne sont connus.'
    : `${frenchNumber(unread)} n’ont pas encore été lus en entier : ni leur territoire ni leur thématique ne sont connus.`
}

/** Nothing hides them, and nobody knows that they are seen. */
const unknownWords = (unknown: number) =>
  unknown === 0
    ? ''
    : `Un service est compté tant que rien ne dit qu’il est caché : de ${frenchNumber(unknown)} dans DORA, on ne sait pas encore ${unknown < 2 ? 's’il se voit' : 's’ils se voient'}.`

const NONE = { median: null, counted: 0, good: 0 }

/** Of how many it is known, and of how many it is not. */
const knownOf = (counted: number, published: number) =>
  `Connu pour ${outOf(counted, published)} ; inconnu pour ${frenchNumber(published - counted)}.`
