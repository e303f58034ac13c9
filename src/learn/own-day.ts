import { fold } from '../common/text.ts'

/** Words of a label or of a column that announce a day of the page, of the answer to a form or of an inscription, and none of the offer. */
const OWN =
  /^horodat|^timestamp$|\b(?:mise?s?|mis) a jour|\bmaj\b|\b(?:actualise|modifi|verifi|publi|paru|parution|cree|creation|saisie|saisi|depot|depose|envoi|envoye|soumis|reponse|ajout)\p{L}*|\b(?:limite|butoir|cloture)\b|\b(?:inscri|candidat)\p{L}*|reunion d information|information collective/u

/** Whether what is announced so is no day of the offer: «Horodateur», «Date de mise à jour», «Date limite d’inscription». */
export const isOwnDay = (label: string): boolean => OWN.test(fold(label.replaceAll('_', ' ')))
