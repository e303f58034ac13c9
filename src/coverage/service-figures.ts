import { frenchCount, frenchNumber } from '../common/french.ts'
import { rowsOf } from './alike.ts'
import { daysText } from './catalogue-columns.ts'
import type { CountedFields } from './counted-fields.ts'
import { type Facts, median, outOf, SOURCES, shareOf, sum } from './figure.ts'
import type { AnyInput } from './input.ts'
import { publicScore, publicService } from './public-service.ts'
import { countOf, daysBetween, FRESH_DAYS, isPublished, publishedAlikes, seenByPublic } from './published.ts'
import type { Indicator } from './report-contract.ts'

/** The part of the published that is known not to be seen. */
export const UNSEEN = 'Publié, mais pas visible'

/** Statuses, freshness, quality, mobilisation, hours and delay of the services. */
export function serviceFigures(input: AnyInput, facts: Facts): Indicator[] {
  const published = publishedAlikes(input)
  const n = countOf(published)
  const count = (test: (service: CountedFields) => boolean) =>
    countOf(published.filter(([like]) => test(publicService(like))))
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
    display: `${shareOf(value, n)} (${outOf(value, n)})`,
    parts,
    source: SOURCES.offers,
    ...texts,
  })
  const seen = { yes: 0, no: 0, unknown: 0 }
  for (const [like, times] of published) seen[seenByPublic(like, input.date)] += times
  const fresh = countOf(
    published.filter(([{ confirmedAt }]) => confirmedAt !== null && daysBetween(confirmedAt, input.date) <= FRESH_DAYS),
  )
  const hours = hoursOf(input)
  const delays = published.flatMap(([{ firstSeen, publishedAt }, times]) =>
    publishedAt ? new Array<number>(times).fill(Math.max(0, daysBetween(firstSeen, publishedAt))) : [],
  )
  const good = countOf(published.filter(([like]) => publicScore(like, input.date) >= 0.8))
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
      source: SOURCES.ledger,
      limits:
        'Les services de DORA que le robot ne suit pas n’y sont pas. Un service publié dont l’offre a été retirée n’est plus compté comme publié ailleurs.',
    },
    figure(
      'visibles',
      'Services publiés que le public voit',
      seen.yes,
      [
        { label: 'Visible du public', value: seen.yes },
        { label: UNSEEN, value: seen.no },
        { label: 'Pas encore su', value: seen.unknown },
      ],
      {
        definition:
          'Services publiés que la recherche de DORA et data·inclusion montrent : date de fin pas encore passée, structure qui a un membre et qui n’est pas obsolète.',
        formula: 'Nombre de services visibles ÷ nombre de services publiés.',
        limits:
          'Vu au dernier passage de chaque source. « Pas encore su » : DORA ne dit pas à ce compte si la structure a un membre, ou aucun passage n’a eu lieu depuis.',
      },
    ),
    figure(
      'fraicheur',
      'Services confirmés par une personne depuis moins de 6 mois',
      fresh,
      facts.freshness.map(({ label, value }) => ({ label, value })),
      {
        definition:
          'Services publiés qu’une personne a confirmés récemment : le partenaire par « C’est toujours exact », le partenaire au téléphone (appel noté par le gestionnaire), ou quelqu’un en enregistrant la fiche dans DORA.',
        formula: `Nombre de services confirmés depuis ${FRESH_DAYS} jours au plus ÷ nombre de services publiés.`,
        limits:
          'Ni la date que la page affiche, ni les écritures du robot ne sont des confirmations. Ce qu’une personne a enregistré dans DORA avant que le robot ne suive la fiche n’est pas compté.',
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
        limits:
          'Calculé sur ce que DORA montre, pas sur la page du partenaire. Le score mesure si la fiche est remplie, pas si le service est bon.',
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
          'Nombre de services dont « mobilisable par » contient les professionnels ÷ nombre de services publiés.',
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
        formula: 'Nombre de services dont « mobilisable par » contient les usagers ÷ nombre de services publiés.',
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
      display: hours.length === 0 ? 'aucun service ne les donne' : `${frenchNumber(median(hours) ?? 0)} h`,
      parts: [],
      definition: `Heures hebdomadaires des services publiés, à rapprocher des 15 à 20 h d’activité. À 15 h ou plus : ${frenchCount(hours.filter(h => h >= 15).length, 'service')} ; en tout ${frenchNumber(sum(hours))} h par semaine.`,
      formula: 'Médiane des volumes horaires hebdomadaires connus.',
      source: SOURCES.offers,
      limits: silentHours(n - hours.length, n),
    },
    {
      id: 'delai-publication',
      title: 'Délai de la première lecture à la publication, médiane',
      value: median(delays),
      of: null,
      unit: 'jours',
      display: delayText(median(delays)),
      parts: [],
      definition:
        'Temps entre la première lecture d’une offre par le robot et la publication de son service dans DORA.',
      formula: 'Médiane des délais, en jours entiers ; une publication antérieure à la lecture compte pour zéro.',
      source: SOURCES.ledger,
      limits: `${frenchCount(delays.length, 'service publié', 'services publiés')} sur ${frenchNumber(n)} ${delays.length < 2 ? 'a' : 'ont'} une date de publication connue.`,
    },
  ]
}

function silentHours(silent: number, published: number): string {
  if (published === 0) return 'Aucun service n’est publié.'
  if (silent === 0) return 'Chaque service publié donne le sien.'
  return `${frenchCount(silent, 'service')} sur ${frenchNumber(published)} ne ${silent < 2 ? 'donne pas son' : 'donnent pas leur'} volume horaire.`
}

/** Hours a week of the published services that say them, one by one in their order: a sum of fractions depends on it. */
function hoursOf({ offers, date }: AnyInput): number[] {
  const said: number[] = []
  for (const { like } of rowsOf(offers)) {
    const { volume_horaire_hebdomadaire: hours } = publicService(like)
    if (hours !== null && hours !== undefined && isPublished(like, date)) said.push(hours)
  }
  return said
}

const hasContact = (service: { telephone: string | null; courriel: string | null; lien_mobilisation: string | null }) =>
  Boolean(service.telephone || service.courriel || service.lien_mobilisation)

function delayText(days: number | null): string {
  return days === null ? 'aucune publication datée' : daysText(days)
}
