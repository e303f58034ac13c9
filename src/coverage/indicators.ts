import { frenchCount, frenchEuros, frenchNumber, frenchPercent } from '../common/french.ts'
import type { CoverageInput } from './contract.ts'
import { splitDepartmentMoney } from './money.ts'
import { countPlaces } from './places.ts'
import { daysBetween, FRESH_DAYS, isPublished } from './published.ts'
import type { CoverageReport, Indicator, MoneySplit } from './report-contract.ts'
import { isSetAside } from './set-aside.ts'

type Facts = Pick<
  CoverageReport,
  | 'lines'
  | 'fiches'
  | 'structures'
  | 'money'
  | 'statuses'
  | 'freshness'
  | 'quality'
  | 'waiting'
  | 'deserts'
  | 'parcours'
>

const LEDGER = 'Registre du robot, d’après ce que DORA a répondu'
const CONVENTION = 'Convention (config/convention.yaml) et registre du robot'
const OFFERS = 'Offres lues chez les partenaires, publiées dans DORA'
const outOf = (value: number, of: number) => `${frenchNumber(value)} sur ${frenchNumber(of)}`
const share = (value: number, of: number) => (of === 0 ? 'sans objet' : frenchPercent(value / of))

/** Every figure of the report, with what it means, how it is made, where it comes from and what it does not say. */
export function indicators(input: CoverageInput, facts: Facts): Indicator[] {
  return [
    ...conventionFigures(input, facts),
    ...structureFigures(input, facts),
    ...serviceFigures(input, facts),
    ...workFigures(input, facts),
  ]
}

function conventionFigures(input: CoverageInput, { lines, fiches, money, parcours }: Facts): Indicator[] {
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
      source: CONVENTION,
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
      source: CONVENTION,
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
      source: CONVENTION,
      limits: `La convention ne chiffre pas les places de ${frenchNumber(unknown)} offres sur ${frenchNumber(parcours.length)} ; DORA n’a pas de champ pour les places.`,
    },
  ]
}

/** Offers whose places are given neither alone nor with others. */
function unknownPlaces({ convention }: CoverageInput, parcours: CoverageReport['parcours']): number {
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
    of: money.total,
    unit: 'euros',
    display: `${frenchEuros(money.referenced)} sur ${frenchEuros(money.total)}`,
    parts: [
      { label: 'Référencés', value: money.referenced },
      { label: 'En partie', value: money.partial },
      { label: 'Pas encore', value: money.missing },
      { label: 'Sans offre à référencer', value: money.without_offer },
    ],
    definition,
    formula: 'Somme des montants dont toutes les lignes sont référencées ÷ somme de tous les montants.',
    source: CONVENTION,
    limits: `${limits} Montants prévus, non dépensés.`,
  }
}

function structureFigures(input: CoverageInput, { structures }: Facts): Indicator[] {
  const listed = structures.length
  const tracked = input.contacts !== undefined
  const figure = (id: string, title: string, value: number | null, definition: string, limits: string): Indicator => ({
    id,
    title,
    value,
    of: listed,
    unit: 'nombre',
    display: value === null ? 'non suivi' : outOf(value, listed),
    parts: [],
    definition,
    formula: 'Nombre de structures concernées ÷ nombre de structures de la liste.',
    source: CONVENTION,
    limits,
  })
  const contacted = structures.filter(structure => structure.contacted !== null).length
  return [
    figure(
      'structures-contactees',
      'Structures contactées',
      tracked ? contacted : null,
      'Structures offreuses que le gestionnaire a jointes au moins une fois.',
      tracked ? 'Ce que le gestionnaire a noté.' : 'Personne ne tient encore cette liste dans l’outil.',
    ),
    figure(
      'structures-dans-dora',
      'Structures avec un service dans DORA',
      structures.filter(structure => structure.in_dora > 0).length,
      'Structures dont au moins une offre a un service dans DORA, quel que soit son statut.',
      'Une structure connue de DORA sans service suivi par le robot n’est pas comptée.',
    ),
    figure(
      'structures-publiees',
      'Structures avec un service publié',
      structures.filter(structure => structure.published > 0).length,
      'Structures dont au moins un service est publié.',
      'La liste est celle des porteurs nommés par la convention.',
    ),
    figure(
      'structures-a-jour',
      'Structures à jour',
      structures.filter(structure => structure.up_to_date).length,
      `Structures dont tous les services publiés ont été confirmés par une personne depuis moins de ${FRESH_DAYS} jours.`,
      'Une relecture par le robot n’est pas une confirmation.',
    ),
  ]
}

function serviceFigures(input: CoverageInput, facts: Facts): Indicator[] {
  const published = input.offers.filter(isPublished)
  const n = published.length
  const count = (test: (service: (typeof published)[number]['offer']['service']) => boolean) =>
    published.filter(({ offer }) => test(offer.service)).length
  const figure = (
    id: string,
    title: string,
    value: number,
    parts: Indicator['parts'],
    texts: Pick<Indicator, 'definition' | 'formula' | 'limits'>,
  ): Indicator => ({
    id,
    title,
    value,
    of: n,
    unit: 'part',
    display: `${share(value, n)} (${outOf(value, n)})`,
    parts,
    source: OFFERS,
    ...texts,
  })
  const fresh = published.filter(
    offer => offer.confirmedAt !== null && daysBetween(offer.confirmedAt, input.date) <= FRESH_DAYS,
  )
  const hours = published.flatMap(({ offer }) => offer.service.volume_horaire_hebdomadaire ?? [])
  const delays = published.flatMap(offer =>
    offer.publishedAt ? [Math.max(0, daysBetween(offer.firstSeen, offer.publishedAt))] : [],
  )
  const good = published.filter(offer => offer.offer.score >= 0.8).length
  return [
    {
      id: 'services-par-statut',
      title: 'Offres suivies, par statut dans DORA',
      value: input.offers.length,
      of: null,
      unit: 'nombre',
      display: frenchNumber(input.offers.length),
      parts: facts.statuses.map(({ label, value }) => ({ label, value })),
      definition: 'Offres lues chez les partenaires et utilisables, selon le statut de leur service dans DORA.',
      formula: 'Chaque offre est dans un seul statut ; leur somme est le nombre d’offres.',
      source: LEDGER,
      limits:
        'Les services de DORA que le robot ne suit pas n’y sont pas. Un service publié dont l’offre a été retirée n’est plus compté comme publié ailleurs.',
    },
    figure(
      'fraicheur',
      'Services confirmés par une personne depuis moins de 6 mois',
      fresh.length,
      facts.freshness.map(({ label, value }) => ({ label, value })),
      {
        definition: 'Services publiés que le partenaire, ou une personne dans DORA, a confirmés récemment.',
        formula: `Nombre de services confirmés depuis ${FRESH_DAYS} jours au plus ÷ nombre de services publiés.`,
        limits: 'Les écritures du robot ne comptent pas comme des confirmations.',
      },
    ),
    figure(
      'qualite',
      'Services dont le score de qualité atteint 0,80',
      good,
      facts.quality.distribution.map(({ label, value }) => ({ label, value })),
      {
        definition:
          'Score officiel de data·inclusion, moyenne de dix critères au plus. DORA masque les services d’autres sources sous 0,80.',
        formula: 'Nombre de services dont le score est d’au moins 0,80 ÷ nombre de services publiés.',
        limits: 'Le score mesure si la fiche est remplie, pas si le service est bon.',
      },
    ),
    figure(
      'mobilisables-professionnels',
      'Services mobilisables par les professionnels',
      count(s => s.mobilisable_par?.includes('professionnels') ?? false),
      [],
      {
        definition: 'Services publiés qu’un professionnel peut demander pour une personne.',
        formula:
          'Nombre de services dont «\u00A0mobilisable par\u00A0» contient les professionnels ÷ nombre de services publiés.',
        limits: 'Un champ vide compte comme non.',
      },
    ),
    figure(
      'mobilisables-usagers',
      'Services mobilisables par les usagers',
      count(s => s.mobilisable_par?.includes('usagers') ?? false),
      [],
      {
        definition: 'Services publiés qu’une personne peut demander elle-même.',
        formula:
          'Nombre de services dont «\u00A0mobilisable par\u00A0» contient les usagers ÷ nombre de services publiés.',
        limits: 'Certains services s’adressent aux professionnels seulement, à dessein.',
      },
    ),
    figure(
      'orientables',
      'Services vers lesquels on peut orienter',
      count(s => (s.modes_mobilisation?.length ?? 0) > 0 && hasContact(s)),
      [],
      {
        definition: 'Services publiés qui disent comment les mobiliser et donnent un moyen de le faire.',
        formula: 'Nombre de services avec un mode de mobilisation et un contact ÷ nombre de services publiés.',
        limits: 'Dit que l’orientation est possible, pas qu’elle aboutit.',
      },
    ),
    figure('contact', 'Services avec un contact', count(hasContact), [], {
      definition: 'Services publiés avec un téléphone, un courriel ou un lien.',
      formula: 'Nombre de services avec au moins un moyen de contact ÷ nombre de services publiés.',
      limits: 'Le contact n’est pas essayé.',
    }),
    {
      id: 'heures-hebdomadaires',
      title: 'Heures d’activité par semaine, médiane des services qui les donnent',
      value: median(hours),
      of: null,
      unit: 'heures',
      display: hours.length === 0 ? 'aucun service ne les donne' : `${frenchNumber(median(hours) ?? 0)}\u00A0h`,
      parts: [],
      definition: `Heures hebdomadaires des services publiés, à rapprocher des 15 à 20 h d’activité. À 15 h ou plus : ${frenchCount(hours.filter(h => h >= 15).length, 'service')} ; en tout ${frenchNumber(sum(hours))} h par semaine.`,
      formula: 'Médiane des volumes horaires hebdomadaires connus.',
      source: OFFERS,
      limits: `${frenchNumber(n - hours.length)} services sur ${frenchNumber(n)} ne donnent pas leur volume horaire.`,
    },
    {
      id: 'delai-publication',
      title: 'Délai de la première lecture à la publication, médiane',
      value: median(delays),
      of: null,
      unit: 'jours',
      display:
        delays.length === 0
          ? 'aucune publication datée'
          : `${frenchNumber(median(delays) ?? 0)}\u00A0jour${(median(delays) ?? 0) >= 2 ? 's' : ''}`,
      parts: [],
      definition:
        'Temps entre la première lecture d’une offre par le robot et la publication de son service dans DORA.',
      formula: 'Médiane des délais, en jours entiers ; une publication antérieure à la lecture compte pour zéro.',
      source: LEDGER,
      limits: `${frenchNumber(delays.length)} services publiés sur ${frenchNumber(n)} ont une date de publication connue.`,
    },
  ]
}

const hasContact = (service: { telephone: string | null; courriel: string | null; lien_mobilisation: string | null }) =>
  Boolean(service.telephone || service.courriel || service.lien_mobilisation)

function workFigures(input: CoverageInput, { waiting, deserts }: Facts): Indicator[] {
  const conflicts = input.offers.filter(offer => offer.state === 'conflict').length
  const setAside = input.rejections.filter(isSetAside).length
  const pending = sum(waiting.map(row => row.value))
  const nothing = deserts.filter(desert => desert.level === 'rien').length
  const simple = (
    id: string,
    title: string,
    value: number | null,
    parts: Indicator['parts'],
    texts: Pick<Indicator, 'definition' | 'formula' | 'source' | 'limits'>,
  ): Indicator => ({
    id,
    title,
    value,
    of: null,
    unit: 'nombre',
    display: value === null ? 'non suivi' : frenchNumber(value),
    parts,
    ...texts,
  })
  return [
    simple('corrections', 'Corrections faites par les partenaires', input.corrections?.length ?? null, [], {
      definition: 'Corrections que les partenaires ont proposées ou faites, depuis l’origine.',
      formula: 'Nombre de corrections enregistrées jusqu’à la date du rapport.',
      source: 'Registre du robot',
      limits: input.corrections
        ? 'Les corrections faites directement dans DORA ne sont pas toujours attribuées.'
        : 'Ces corrections ne sont pas encore enregistrées.',
    }),
    simple('conflits', 'Conflits', conflicts, [], {
      definition:
        'Offres dont un champ a été changé à la fois par une personne dans DORA et par le partenaire. DORA est gardé tel quel.',
      formula: 'Nombre d’offres en conflit à leur dernier passage.',
      source: LEDGER,
      limits: 'Un conflit ne bloque pas les autres champs.',
    }),
    simple(
      'travail-en-attente',
      'Travail en attente',
      pending,
      waiting.map(({ label, value }) => ({ label, value })),
      {
        definition: 'Offres et fiches refusées qui attendent quelqu’un.',
        formula: 'Nombre d’offres et de refus en attente, chacun compté une fois, par responsable.',
        source: LEDGER,
        limits: `Une offre sans source n’y est pas ; elle est dans la liste à faire. ${frenchCount(setAside, 'page écartée à dessein', 'pages écartées à dessein')} (autre département, homonyme, page sans offre) n’y ${setAside < 2 ? 'est' : 'sont'} pas non plus.`,
      },
    ),
    simple(
      'deserts',
      'Couples territoire–thématique sans offre en présence',
      deserts.length,
      [
        { label: 'Rien du tout', value: nothing },
        { label: 'À distance seulement', value: deserts.length - nothing },
      ],
      {
        definition:
          'Pour chaque EPCI et chaque thématique, absence de service publié où l’on est reçu ou dont la zone couvre l’EPCI.',
        formula: 'Nombre de couples EPCI × thématique sans service en présence.',
        source: 'Services publiés suivis par le robot ; EPCI du code officiel géographique',
        limits:
          'Ne connaît que les offres suivies : un service saisi à la main par une autre structure n’est pas vu. À lire comme une question, pas comme un constat.',
      },
    ),
  ]
}

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)

/** Null for an empty list; the mean of the two middle values for an even one. */
export function median(numbers: number[]): number | null {
  if (numbers.length === 0) return null
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const high = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2
}
