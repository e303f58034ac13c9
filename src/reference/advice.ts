import { frenchCount, frenchNumber } from '../common/french.ts'
import { codePoints } from './field-rules.ts'
import type { Service } from './records.ts'
import { type CriterionName, meanScore, qualityScore } from './score.ts'

/** One way of making a service better, for the person who writes it. */
export interface Advice {
  criterion: CriterionName
  /** Fields to fill or change. */
  fields: string[]
  /** French: what to write. */
  message: string
  /** What the score would gain, in [0, 1], two decimals. */
  gain: number
}

/** A date this fresh is not worth a word. The exact-180-day hole of the official score falls inside, so nobody is sent after it. */
const FRESH_DAYS = 185
const DAY_MS = 86_400_000

/**
 * For each criterion that a service does not meet: what to write, and how much the score would gain; best first.
 * @param today day `YYYY-MM-DD`
 */
export function adviceFor(service: Service, { today }: { today: string }): Advice[] {
  const { score, criteria } = qualityScore(service, { today })
  return criteria
    .flatMap(({ name, value }) => {
      if (value === null || value >= 1 || (name === 'date_maj_recente' && isFresh(service.date_maj, today))) return []
      const better = criteria.map(one => (one.name === name ? { name, value: 1 } : one))
      const gain = Number((meanScore(better) - score).toFixed(2))
      return gain > 0 ? [{ criterion: name, ...words(name, service), gain }] : []
    })
    .sort((a, b) => b.gain - a.gain)
}

/** «+ 13 points», of a note that is said in percents. @param gain in [0, 1] */
export function frenchGain(gain: number): string {
  return `+ ${frenchCount(gain * 100, 'point')}`
}

function isFresh(day: string | null, today: string): boolean {
  return day !== null && Math.abs(Date.parse(today) - Date.parse(day)) / DAY_MS <= FRESH_DAYS
}

function words(name: CriterionName, service: Service): { fields: string[]; message: string } {
  switch (name) {
    case 'adresse_bien_definie':
      return {
        fields: ['adresse'],
        message: 'Donner l’adresse (numéro et rue) : le service reçoit sur place, et rien ne dit où.',
      }
    case 'modes_mobilisation_bien_definis':
      return mobilisation(service)
    case 'au_moins_un_public':
      return {
        fields: ['publics'],
        message: 'Dire à qui le service s’adresse, un public au moins (« Tous publics » s’il est ouvert à tous).',
      }
    case 'au_moins_une_thematique':
      return { fields: ['thematiques'], message: 'Choisir la thématique, une au moins, à laquelle le service répond.' }
    case 'au_moins_un_moyen_de_contact':
      return {
        fields: ['courriel', 'telephone', 'lien_mobilisation'],
        message: 'Donner un moyen de contact : un courriel, un téléphone ou un lien de mobilisation.',
      }
    case 'courriel_bien_defini':
      return {
        fields: ['courriel'],
        message: 'Donner l’adresse de courriel : le service se mobilise par courriel, et il n’y en a pas.',
      }
    case 'date_maj_recente':
      return {
        fields: ['date_maj'],
        message:
          'Relire la fiche et confirmer qu’elle est toujours vraie : elle n’a pas été confirmée depuis plus de six mois.',
      }
    case 'frais_bien_definis':
      return fees(service)
    case 'description_bien_definie':
      return description(codePoints(service.description))
    case 'telephone_bien_defini':
      return {
        fields: ['telephone'],
        message: 'Donner le numéro de téléphone : le service se mobilise par téléphone, et il n’y en a pas.',
      }
  }
}

function mobilisation(service: Service): { fields: string[]; message: string } {
  const how = 'comment mobiliser le service (téléphoner, envoyer un courriel, se présenter, utiliser un lien)'
  const who = 'qui peut le mobiliser (les usagers, les professionnels)'
  if (service.modes_mobilisation !== null) return { fields: ['mobilisable_par'], message: `Dire ${who}.` }
  if (service.mobilisable_par !== null) return { fields: ['modes_mobilisation'], message: `Dire ${how}.` }
  return { fields: ['modes_mobilisation', 'mobilisable_par'], message: `Dire ${how} et ${who}.` }
}

function fees(service: Service): { fields: string[]; message: string } {
  return service.frais === null
    ? { fields: ['frais'], message: 'Dire si le service est gratuit ou payant.' }
    : { fields: ['frais_precisions'], message: 'Dire combien coûte le service et pour qui, puisqu’il est payant.' }
}

function description(length: number): { fields: string[]; message: string } {
  const now = `elle en compte ${frenchNumber(length, 0)}`
  const message =
    length < 200
      ? `Allonger la description de ${frenchCount(200 - length, 'caractère')} au moins : elle doit en compter entre 200 et 1 999, ${now}.`
      : `Raccourcir la description d’au moins ${frenchCount(length - 1999, 'caractère')} : elle doit en compter entre 200 et 1 999, ${now}.`
  return { fields: ['description'], message }
}
