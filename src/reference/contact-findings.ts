import { parsePhoneNumberFromString } from '../common/phone-number.ts'
import { type Finding, finding, textOf } from './finding.ts'
import { shown } from './messages.ts'
import { openingHoursLibrary } from './opening-hours-library.ts'
import { looksPersonal } from './personal-email.ts'

/** How a record is reached: phone, e-mail, hours, links. */
export function contactFindings(fields: Record<string, unknown>): Finding[] {
  return [...contacts(fields), ...addresses(fields)]
}

function contacts(fields: Record<string, unknown>): Finding[] {
  const found: Finding[] = []
  const phone = textOf(fields.telephone)
  if (phone !== null && !isPhone(phone)) {
    found.push(
      finding(
        'telephone-invalide',
        ['telephone'],
        `ce n’est pas un seul numéro de téléphone valide ; data·inclusion l’effacera. Reçu : ${shown(phone)}. Attendu : un numéro comme 02 99 01 02 03 ou +33299010203.`,
      ),
    )
  }
  const email = textOf(fields.courriel)
  if (email !== null && isPersonal(email)) {
    found.push(
      finding(
        'courriel-personnel',
        ['courriel'],
        `cette adresse semble être celle d’une personne. Reçu : ${shown(email)}. Préférer celle du service, ou s’assurer que la personne est d’accord.`,
      ),
    )
  }
  const hours = textOf(fields.horaires_accueil)
  if (hours !== null && !isOpeningHours(hours)) {
    found.push(
      finding(
        'horaires-non-osm',
        ['horaires_accueil'],
        `ces horaires ne sont pas en syntaxe OpenStreetMap. Reçu : ${shown(hours)}. Attendu, par exemple : Mo-Fr 09:00-12:00,14:00-17:00.`,
      ),
    )
  }
  return found
}

/** Valid for libphonenumber, or a French short number (four digits that begin with 3 or 1). */
const isPhone = remembering(
  text =>
    /^(?:3\d{3}|1\d{3}|11\d|11[5689]\d{3})$/.test(text.replace(/[\s.]/g, '')) ||
    (parsePhoneNumberFromString(text, 'FR')?.isValid() ?? false),
)

/** Accepted by the reference implementation of OpenStreetMap's opening_hours. */
const isOpeningHours = remembering(text => {
  try {
    const OpeningHours = openingHoursLibrary()
    new OpeningHours(text, null, { locale: 'fr' } as never)
    return true
  } catch {
    return false
  }
})

const isPersonal = remembering(looksPersonal)

/** The same phones, e-mails and hours come back again and again in one file: the last 5,000 answers are kept. */
function remembering(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return text => {
    const answer = known.get(text)
    if (answer !== undefined) return answer
    if (known.size >= 5000) known.clear()
    const fresh = test(text)
    if (text.length <= 500) known.set(text, fresh)
    return fresh
  }
}

const LINKS = ['lien_source', 'site_web', 'lien_mobilisation', 'accessibilite_lieu']

function addresses(fields: Record<string, unknown>): Finding[] {
  const found: Finding[] = []
  for (const name of LINKS) {
    const value = textOf(fields[name])
    if (value === null || !/^(?!https?:|mailto:|tel:)[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)/i.test(value)) continue
    found.push(
      finding(
        'url-sans-schema',
        [name],
        `il manque https:// devant l’adresse. Vouliez-vous dire « https://${value.slice(0, 120)} » ?`,
      ),
    )
  }
  return found
}
