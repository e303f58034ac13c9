import type { Convention } from '../../convention/convention.ts'
import type { DoraServiceFields } from '../../dora/port.ts'
import { toDora } from '../../dora/translate.ts'
import { declaredContext } from '../../normalise/statements/declared-context.ts'
import { declaredOffer } from '../../normalise/statements/declared-offer.ts'
import type { Typed } from '../../normalise/statements/statement.ts'
import type { FieldErrors } from '../web/form.ts'
import { questionOf } from './corrections.ts'

/** What DORA asks before people may see an offer, as a partner would be asked, by question. */
const ASKED: Record<string, string> = {
  description: 'Description : dites en une phrase ou deux ce que l’offre propose.',
  type: 'Type de service : choisissez-en un.',
  thematiques: 'Thématiques : cochez au moins un besoin auquel l’offre répond.',
  modes_accueil: 'Modes d’accueil : dites si l’on est reçu sur place ou à distance.',
  commune: 'Commune : on est reçu sur place, dites dans quelle commune (avec son code postal).',
  adresse: 'Adresse : on est reçu sur place, donnez le numéro et la rue.',
  code_postal: 'Code postal : on est reçu sur place, donnez le code postal.',
  zone_eligibilite: 'Zone d’éligibilité : dites d’où l’on peut venir, par exemple « tout le département ».',
  frais_precisions: 'Précisions sur les frais : l’offre est payante, dites combien.',
  modes_mobilisation: 'Modes de mobilisation : dites comment s’y prendre (téléphoner, envoyer un courriel…).',
  telephone: 'Téléphone : on s’inscrit par téléphone, donnez le numéro.',
  courriel: 'Courriel : on s’inscrit par courriel, donnez l’adresse.',
}

/**
 * What still keeps a declared offer from the public, question by question, in the partner's words; nothing when it can be published as it
 * is. Pure.
 * @param today `YYYY-MM-DD`
 */
export function missingOf(fields: Typed, partner: string, convention: Convention, today: string): FieldErrors {
  const context = declaredContext(convention, { id: 'essai', partner }, today)
  const made = declaredOffer(
    {
      id: 'essai',
      at: `${today}T12:00:00.000Z`,
      partner,
      offer: null,
      title: '',
      body: { kind: 'declaration', fields, from: 'formulaire' },
      by: '',
      state: 'accepted',
      decided: null,
      decidedBy: null,
      reason: null,
    },
    context,
  )
  if (made === null) return {}
  if ('rejection' in made) return { [made.rejection.field ?? 'nom']: made.rejection.message }
  const { missingToPublish } = toDora(made.offer.service, made.offer.structure)
  return Object.fromEntries(missingToPublish.map(({ field, message }) => asked(field, message)))
}

/** The question to answer, and how it is asked. */
export function asked(field: keyof DoraServiceFields, message: string): [question: string, words: string] {
  const question = questionOf(field) ?? 'description'
  return [question, ASKED[question] ?? message]
}
