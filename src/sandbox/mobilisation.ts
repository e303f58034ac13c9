import type { Mobilisation, StoredService } from './stored.ts'

export const MOBILISATION_FIELDS = [
  'mobilisationModes',
  'mobilisableBy',
  'mobilisationDetails',
  'mobilisationLink',
] as const

const LINK = 'utiliser-lien-mobilisation'

export const MOBILISATION_MODES = [
  { value: 'envoyer-un-courriel', label: 'Envoyer un courriel' },
  { value: 'se-presenter', label: 'Se présenter' },
  { value: 'telephoner', label: 'Téléphoner' },
  { value: LINK, label: 'Utiliser le lien de mobilisation' },
]
export const MOBILISABLE_BY = [
  { value: 'professionnels', label: 'Professionnels' },
  { value: 'usagers', label: 'Usagers' },
]

const NEW_MODES: Record<string, string> = {
  'envoyer-un-mail': 'envoyer-un-courriel',
  'envoyer-un-mail-avec-une-fiche-de-prescription': 'envoyer-un-courriel',
  telephoner: 'telephoner',
  'se-presenter': 'se-presenter',
  'completer-le-formulaire-dadhesion': LINK,
  'formulaire-dora': LINK,
}

/** The eight old fields in the new terms, as DORA derives them at each write; empty is null. */
export function mobilisationOf(service: StoredService): Mobilisation {
  if (service.mobilisation !== null) return service.mobilisation
  const coach = service.coachOrientationModes
  const users = service.beneficiariesAccessModes
  const byFormOfDora = coach.includes('formulaire-dora') ? `${SITE}/services/${service.slug}/orienter` : ''
  const link =
    service.coachOrientationModesExternalFormLink ||
    service.beneficiariesAccessModesExternalFormLink ||
    byFormOfDora ||
    null
  const modes = new Set([...coach, ...users].flatMap(mode => NEW_MODES[mode] ?? []))
  if (link === null) modes.delete(LINK)
  const onlyByProfessionals = users.includes('professionnel')
  const named = (values: string[]): boolean => values.some(mode => mode !== 'autre')
  const by = [
    ...(!onlyByProfessionals && named(users) ? ['usagers'] : []),
    ...(onlyByProfessionals || named(coach) ? ['professionnels'] : []),
  ]
  const details = [
    coach.includes('autre') ? service.coachOrientationModesOther : '',
    users.includes('autre') ? service.beneficiariesAccessModesOther : '',
  ].filter(text => text !== '')
  return {
    mobilisationModes: modes.size > 0 ? [...modes].sort() : null,
    mobilisableBy: by.length > 0 ? by : null,
    mobilisationDetails: details.join(', ') || null,
    mobilisationLink: link,
  }
}

/** DORA's own site, as its answers name it. */
export const SITE = 'https://dora.example.org'
