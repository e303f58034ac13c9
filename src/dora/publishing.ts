import type { DoraServiceFields } from './port.ts'

export interface Missing {
  field: keyof DoraServiceFields
  /** One French sentence: what misses, and when it is asked. */
  message: string
}

/**
 * What the site's form asks before a service is published, and the API does not check. A résumé that is not there at all is one that DORA computes.
 * A `fiche de prescription` also wants a file, which the bot never has: that mode cannot be published from here.
 */
export function missingToPublish(fields: Partial<DoraServiceFields>): Missing[] {
  const missing: Missing[] = []
  const need = (field: keyof DoraServiceFields, present: boolean, message: string): void => {
    if (!present) missing.push({ field, message })
  }
  need('name', filled(fields.name), 'Le nom manque.')
  need('shortDesc', fields.shortDesc === undefined || filled(fields.shortDesc), 'Le résumé manque.')
  need('kind', filled(fields.kind), 'Le type de service manque.')
  const categories = fields.categories ?? []
  const locations = fields.locationKinds ?? []
  need('categories', categories.length > 0, 'Aucune catégorie de besoin.')
  for (const category of categories)
    need(
      'subcategories',
      (fields.subcategories ?? []).some(value => value.startsWith(`${category}--`)),
      `Aucun besoin précis dans la catégorie « ${category} ».`,
    )
  need('locationKinds', locations.length > 0, 'Le mode d’accueil (sur place ou à distance) manque.')
  if (locations.includes('en-presentiel')) {
    need('cityCode', filled(fields.cityCode), 'L’accueil est sur place : la commune manque.')
    need('address1', filled(fields.address1), 'L’accueil est sur place : l’adresse manque.')
    need('postalCode', filled(fields.postalCode), 'L’accueil est sur place : le code postal manque.')
  }
  need('diffusionZoneType', filled(fields.diffusionZoneType), 'La zone d’intervention manque.')
  if (filled(fields.diffusionZoneType) && fields.diffusionZoneType !== 'country')
    need('diffusionZoneDetails', filled(fields.diffusionZoneDetails), 'Le territoire de la zone manque.')
  need('updateFrequency', filled(fields.updateFrequency), 'La fréquence d’actualisation manque.')
  if (fields.feeCondition === 'payant')
    need('feeDetails', filled(fields.feeDetails), 'Le service est payant : le détail des frais manque.')
  const modes = [...(fields.beneficiariesAccessModes ?? []), ...(fields.coachOrientationModes ?? [])]
  const renewed = fields.mobilisationModes ?? []
  need('coachOrientationModes', modes.length > 0 || renewed.length > 0, 'Aucune façon de mobiliser le service.')
  if (modes.includes('telephoner') || renewed.includes('telephoner'))
    need('contactPhone', filled(fields.contactPhone), 'On mobilise par téléphone : le numéro manque.')
  if (
    modes.some(mode => mode.startsWith('envoyer-un-mail') || mode === 'formulaire-dora') ||
    renewed.includes('envoyer-un-courriel')
  )
    need('contactEmail', filled(fields.contactEmail), 'On mobilise par courriel : l’adresse manque.')
  needForm('beneficiariesAccessModes')
  needForm('coachOrientationModes')
  if (modes.includes('envoyer-un-mail-avec-une-fiche-de-prescription'))
    need('coachOrientationModes', false, 'La fiche de prescription est un fichier, à joindre sur le site de DORA.')
  return missing

  function needForm(key: 'beneficiariesAccessModes' | 'coachOrientationModes'): void {
    if (fields[key]?.includes('completer-le-formulaire-dadhesion')) {
      need(`${key}ExternalFormLink`, filled(fields[`${key}ExternalFormLink`]), 'Le lien du formulaire manque.')
      need(`${key}ExternalFormLinkText`, filled(fields[`${key}ExternalFormLinkText`]), 'Le texte du lien manque.')
    }
    if (fields[key]?.includes('autre'))
      need(`${key}Other`, filled(fields[`${key}Other`]), 'L’autre façon de mobiliser n’est pas décrite.')
  }
}

function filled(value: string | null | undefined): boolean {
  return typeof value === 'string' && value.trim() !== ''
}
