import { html } from 'hono/html'
import { frenchPercent } from '../../common/french.ts'
import type { Service } from '../../reference/records.ts'
import { type CriterionName, meanScore, qualityScore } from '../../reference/score.ts'
import type { Html } from '../layout.ts'

const ADVICE: Record<CriterionName, string> = {
  adresse_bien_definie: 'Donner l’adresse où l’on est reçu.',
  modes_mobilisation_bien_definis: 'Dire comment on demande l’offre, et qui peut le faire (usager, professionnel).',
  au_moins_un_public: 'Dire à qui l’offre s’adresse.',
  au_moins_une_thematique: 'Choisir au moins une thématique.',
  au_moins_un_moyen_de_contact: 'Donner un téléphone, un courriel ou un lien pour demander l’offre.',
  courriel_bien_defini: 'Donner le courriel auquel écrire.',
  date_maj_recente: 'Confirmer que l’offre est toujours exacte.',
  frais_bien_definis: 'Dire si l’offre est gratuite, et sinon combien elle coûte.',
  description_bien_definie: 'Décrire l’offre en 200 à 2\u00A0000 caractères.',
  telephone_bien_defini: 'Donner le numéro auquel téléphoner.',
}

/** The official score, and the advice that raises it most, first. */
export function scorePart(service: Service, today: string): Html {
  const { score, criteria } = qualityScore(service, { today })
  const gains = criteria
    .filter(criterion => criterion.value !== null && criterion.value < 1)
    .map(criterion => ({
      advice: ADVICE[criterion.name],
      gain: meanScore(criteria.map(each => (each === criterion ? { ...each, value: 1 } : each))) - score,
    }))
    .filter(each => each.gain > 0)
    .sort((a, b) => b.gain - a.gain)
  return html`<p>Note de qualité&nbsp;: <strong>${frenchPercent(score)}</strong> <meter min="0" max="1" low="0.5" high="0.8" optimum="1" value="${score}">${frenchPercent(score)}</meter></p>
${
  gains.length === 0
    ? html`<p>Rien à améliorer&nbsp;: tous les critères sont remplis.</p>`
    : html`<p>Pour l’améliorer, du plus utile au moins utile&nbsp;:</p><ol>${gains.map(each => html`<li>${each.advice} <span class="quiet">(+${frenchPercent(each.gain)})</span></li>`)}</ol>`
}`
}
