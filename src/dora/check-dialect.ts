import type { Check } from './check.ts'
import { type Dialect, isSaidElsewhere } from './dialect.ts'
import { sayFields } from './field-label.ts'
import { FIELDS, SERVICE_FIELDS } from './service-fields.ts'

/** What this DORA takes from this account, in plain words: contacts, fields that are gone or only read, fields that are new. */
export function checkDialect(dialect: Dialect): Check[] {
  if (!dialect.known)
    return [
      {
        id: 'dialecte',
        state: 'a-savoir',
        message:
          'DORA ne dit pas quels champs ce compte peut écrire : le robot compare ce que DORA renvoie à ce qu’il a envoyé.',
        mend: null,
      },
    ]
  const closed = FIELDS.filter(field => dialect.unwritable[field] !== undefined)
  const contacts = closed.filter(field => SERVICE_FIELDS[field].members === true)
  const derived = closed.filter(field => SERVICE_FIELDS[field].derived === true)
  const gone = closed.filter(field => !contacts.includes(field) && !isSaidElsewhere(field, dialect))
  const renewed = dialect.unwritable.mobilisationModes === undefined
  const checks: Check[] = []
  if (contacts.length > 0)
    checks.push({
      id: 'contacts',
      state: 'a-corriger',
      message: `DORA ne laisse pas ce compte écrire les contacts (${sayFields(contacts)}) : il les efface sans le dire, parce que le compte n’est membre d’aucune structure. Les offres que l’on joint par téléphone ou par courriel restent en brouillon.`,
      mend: 'Demander à l’équipe de DORA de rendre ce compte valide et membre d’une structure (n’importe laquelle).',
    })
  if (gone.length > 0)
    checks.push({
      id: 'dialecte',
      state: 'a-corriger',
      message: `DORA n’a plus, ou ne laisse plus écrire : ${sayFields(gone)}. Le reste est écrit ; rien n’est perdu dans le registre.`,
      mend: 'Mettre dora-sync à jour : DORA change les noms de ses champs.',
    })
  if (derived.length > 0)
    checks.push({
      id: 'dialecte',
      state: 'a-savoir',
      message: `DORA calcule lui-même : ${sayFields(derived)}.`,
      mend: null,
    })
  if (renewed)
    checks.push({
      id: 'dialecte',
      state: 'a-savoir',
      message: 'DORA prend les champs de mobilisation de data·inclusion : le robot les écrit à la place des anciens.',
      mend: null,
    })
  if (dialect.appeared.length > 0)
    checks.push({
      id: 'dialecte',
      state: 'a-savoir',
      message: `DORA a des champs que le robot ne connaît pas encore : ${dialect.appeared.join(', ')}.`,
      mend: null,
    })
  return checks.length > 0
    ? checks
    : [{ id: 'dialecte', state: 'bon', message: 'DORA prend tous les champs que le robot écrit.', mend: null }]
}
