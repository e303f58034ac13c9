import type { DoraServiceFields } from '../port.ts'
import { cut } from './text.ts'

const FORM = 'completer-le-formulaire-dadhesion'
/** At most 27 characters. */
const FORM_TEXT = 'Accéder au formulaire'

const FOR_USERS: Record<string, string> = {
  telephoner: 'telephoner',
  'envoyer-un-courriel': 'envoyer-un-mail',
  'se-presenter': 'se-presenter',
  'utiliser-lien-mobilisation': FORM,
}
/** Professionals have no «se présenter» in DORA: it goes in words. */
const FOR_PROFESSIONALS: Record<string, string> = {
  telephoner: 'telephoner',
  'envoyer-un-courriel': 'envoyer-un-mail',
  'utiliser-lien-mobilisation': FORM,
}
const COME = 'Se présenter à l’adresse du service'

export type ModeFields = Pick<
  DoraServiceFields,
  | 'beneficiariesAccessModes'
  | 'beneficiariesAccessModesOther'
  | 'beneficiariesAccessModesExternalFormLink'
  | 'beneficiariesAccessModesExternalFormLinkText'
  | 'coachOrientationModes'
  | 'coachOrientationModesOther'
  | 'coachOrientationModesExternalFormLink'
  | 'coachOrientationModesExternalFormLinkText'
>

export interface Mobilisation {
  modes_mobilisation: string[] | null
  mobilisable_par: string[] | null
  mobilisation_precisions: string | null
  lien_mobilisation: string | null
}

interface Loss {
  field: string
  reason: string
}

/** DORA's longest link. */
const LINK_MAX = 200

/** How one mobilises a service → DORA's two lists, one for users and one for professionals. */
export function toModes(asked: Mobilisation): { fields: ModeFields; lost: Loss[] } {
  const lost: Loss[] = []
  const tooLong = (asked.lien_mobilisation?.length ?? 0) > LINK_MAX
  if (tooLong)
    lost.push({
      field: 'lien_mobilisation',
      reason: `Lien de plus de ${LINK_MAX} caractères : DORA n’en veut pas.`,
    })
  const service = tooLong ? { ...asked, lien_mobilisation: null } : asked
  const modes = service.modes_mobilisation ?? []
  const by = service.mobilisable_par ?? []
  // Who may mobilise is unknown: DORA is read by professionals first, and promising it to users would be inventing.
  const anything = modes.length > 0 || service.lien_mobilisation !== null || service.mobilisation_precisions !== null
  const professionals = by.includes('professionnels') || (by.length === 0 && anything)
  const users = by.includes('usagers')
  if (by.length === 0 && anything)
    lost.push({
      field: 'mobilisable_par',
      reason: 'On ne sait pas qui peut mobiliser le service : DORA l’affichera pour les professionnels seulement.',
    })
  const usersSide = users ? side(modes, FOR_USERS, service) : emptySide()
  const professionalsSide = professionals ? side(modes, FOR_PROFESSIONALS, service) : emptySide()
  if (professionals && !users && modes.includes('se-presenter')) {
    lost.push({
      field: 'modes_mobilisation',
      reason: 'DORA n’a pas « se présenter » pour les professionnels : c’est écrit en toutes lettres.',
    })
    addWords(professionalsSide, COME)
  }
  const words = service.mobilisation_precisions
  if (words !== null) {
    const target = professionals ? professionalsSide : users ? usersSide : null
    if (target === null)
      lost.push({ field: 'mobilisation_precisions', reason: 'Aucun mode de mobilisation auquel les rattacher.' })
    else if (addWords(target, words))
      lost.push({ field: 'mobilisation_precisions', reason: 'Texte coupé : DORA s’arrête à 280 caractères.' })
  }
  return {
    fields: {
      beneficiariesAccessModes: usersSide.modes,
      beneficiariesAccessModesOther: usersSide.other,
      beneficiariesAccessModesExternalFormLink: usersSide.link,
      beneficiariesAccessModesExternalFormLinkText: usersSide.link === null ? null : FORM_TEXT,
      coachOrientationModes: professionalsSide.modes,
      coachOrientationModesOther: professionalsSide.other,
      coachOrientationModesExternalFormLink: professionalsSide.link,
      coachOrientationModesExternalFormLinkText: professionalsSide.link === null ? null : FORM_TEXT,
    },
    lost,
  }
}

interface Side {
  modes: string[]
  other: string | null
  link: string | null
}

function emptySide(): Side {
  return { modes: [], other: null, link: null }
}

function side(modes: string[], table: Record<string, string>, service: Mobilisation): Side {
  const translated = modes.flatMap(mode => table[mode] ?? [])
  // A link may be known although no mode says so: it is still the way in.
  const link = service.lien_mobilisation
  if (link !== null && !translated.includes(FORM)) translated.push(FORM)
  return { modes: [...new Set(translated)], other: null, link: translated.includes(FORM) ? link : null }
}

/** True when the words had to be cut. */
function addWords(target: Side, words: string): boolean {
  const whole = target.other === null ? words : `${target.other}. ${words}`
  if (!target.modes.includes('autre')) target.modes.push('autre')
  target.other = cut(whole, 280)
  return target.other !== whole
}

export type RenewedModes = Pick<
  DoraServiceFields,
  'mobilisationModes' | 'mobilisableBy' | 'mobilisationDetails' | 'mobilisationLink'
>

const LINK_MODE = 'utiliser-lien-mobilisation'

/** The same for a DORA that speaks data·inclusion's fields: the link goes with its mode, and the mode with its link. */
export function renewedModes(asked: Mobilisation): RenewedModes {
  const link = (asked.lien_mobilisation?.length ?? 0) > LINK_MAX ? null : asked.lien_mobilisation
  const modes = new Set((asked.modes_mobilisation ?? []).filter(mode => mode !== LINK_MODE))
  if (link !== null) modes.add(LINK_MODE)
  const anything = modes.size > 0 || asked.mobilisation_precisions !== null
  const by = asked.mobilisable_par ?? []
  return {
    mobilisationModes: [...modes].sort(),
    mobilisableBy: by.length > 0 ? [...by].sort() : anything ? ['professionnels'] : [],
    mobilisationDetails: asked.mobilisation_precisions === null ? null : cut(asked.mobilisation_precisions, 280),
    mobilisationLink: link,
  }
}

const RENEWED: Record<string, string> = {
  'envoyer-un-mail': 'envoyer-un-courriel',
  'envoyer-un-mail-avec-une-fiche-de-prescription': 'envoyer-un-courriel',
  telephoner: 'telephoner',
  'se-presenter': 'se-presenter',
  [FORM]: LINK_MODE,
  'formulaire-dora': LINK_MODE,
}

/**
 * What DORA itself makes of its eight old fields: how a service that nobody touched looks after the change of names. Null: not all of them are known.
 * Source: DORA's own derivation, August 2026.
 */
export function derivedModes(old: Partial<DoraServiceFields>): RenewedModes | null {
  const { beneficiariesAccessModes: users, coachOrientationModes: coach } = old
  if (users === undefined || coach === undefined) return null
  const link = old.coachOrientationModesExternalFormLink || old.beneficiariesAccessModesExternalFormLink || null
  const modes = new Set([...coach, ...users].flatMap(mode => RENEWED[mode] ?? []))
  if (link === null) modes.delete(LINK_MODE)
  const named = (values: readonly string[]): boolean => values.some(mode => mode !== 'autre')
  const onlyProfessionals = users.includes('professionnel')
  const details = [
    coach.includes('autre') ? old.coachOrientationModesOther : null,
    users.includes('autre') ? old.beneficiariesAccessModesOther : null,
  ].filter(Boolean)
  return {
    mobilisationModes: [...modes].sort(),
    mobilisableBy: [
      ...(onlyProfessionals || named(coach) ? ['professionnels'] : []),
      ...(!onlyProfessionals && named(users) ? ['usagers'] : []),
    ],
    mobilisationDetails: details.join(', ') || null,
    mobilisationLink: link,
  }
}
