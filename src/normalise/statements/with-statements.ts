import { parisDay } from '../../common/paris-day.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import type { Service } from '../../reference/records.ts'
import { qualityScore } from '../../reference/score.ts'
import { validateService } from '../../reference/validate.ts'
import type { NormalisedOffer, Provenance } from '../normalised-offer.ts'
import { parsePhones } from '../transforms/phones.ts'
import { correctedCommune } from './corrected-commune.ts'
import { saidDay } from './said-day.ts'
import type { Statement, Typed } from './statement.ts'
import { typedDay } from './typed-day.ts'
import { typedHours, typedZone } from './typed-place.ts'

/** Answers that are no field of the service. */
const BESIDE = new Set(['structure_nom', 'siret', 'id', 'action', 'debut', 'fin'])
const LISTS = new Set(['thematiques', 'publics', 'modes_accueil', 'modes_mobilisation', 'mobilisable_par'])

/**
 * The offer as partners corrected it: accepted corrections over what was read, oldest first, and `date_maj` moved to the last day a person
 * confirmed or corrected it. A correction that would make the record invalid is left out. Pure.
 * @param statements of that offer, in any order; those that are not accepted do not count
 * @param today day `YYYY-MM-DD`
 * @param department whose places are meant by their names
 */
export function withStatements(
  offer: NormalisedOffer,
  statements: readonly Statement[],
  today: string,
  department = '',
): NormalisedOffer {
  let { service, provenance, session, findings } = offer
  const counted = statements.filter(each => each.state === 'accepted').toSorted((a, b) => (a.at < b.at ? -1 : 1))
  for (const statement of counted) {
    const { body } = statement
    if (body.kind !== 'correction' && body.kind !== 'confirmation') continue
    const day = saidDay(statement)
    const known = service.date_maj ?? ''
    const date = day > known && day <= today ? day : known
    const fields: Typed =
      body.kind === 'correction'
        ? Object.fromEntries(Object.entries(body.fields).map(([name, { after }]) => [name, after]))
        : {}
    const place = placeAfter(fields, service)
    const candidate = { ...service, ...typedFields(fields, department), ...place, date_maj: date }
    const verdict = validateService(candidate, { today, strict: false })
    if (!verdict.valid) continue
    service = verdict.record
    if (fields.fin !== undefined) {
      const start = fields.debut === undefined ? (session?.start ?? null) : typedDay(fields.debut)
      session = { places: null, ...session, start, end: typedDay(fields.fin) }
      findings = findings.filter(({ code }) => code !== 'session-terminee' && code !== 'convention-echue')
    }
    provenance = { ...withoutPlace(provenance, place), ...origins(fields, date, statement) }
  }
  return service === offer.service
    ? offer
    : {
        ...offer,
        service,
        provenance,
        findings,
        ...(session && { session }),
        score: qualityScore(service, { today }).score,
      }
}

/** What else a corrected address changes: the code of the commune and the point on the map were those of the former one. */
function placeAfter(fields: Typed, service: Service): Partial<Service> {
  const { commune, code_postal, adresse } = fields
  if (commune === undefined && code_postal === undefined && adresse === undefined) return {}
  const nowhere = { longitude: null, latitude: null }
  if (commune === undefined && code_postal === undefined) return nowhere
  const typed = { ...(commune !== undefined && { commune }), ...(code_postal !== undefined && { code_postal }) }
  return { ...nowhere, ...correctedCommune(typed, service, officialGeography()) }
}

/** Where the parts of the former place were read says nothing of the new one. */
function withoutPlace(
  provenance: NormalisedOffer['provenance'],
  place: Partial<Service>,
): NormalisedOffer['provenance'] {
  return Object.fromEntries(Object.entries(provenance).filter(([name]) => !(name in place)))
}

/** Text from the form, in the types of the record. Fields that are no service's are left out. */
export function typedFields(fields: Typed, department: string): Partial<Service> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !BESIDE.has(name))
      .map(([name, value]) => [
        name,
        value === '' ? null : LISTS.has(name) ? value.trim().split(/\s*,\s*/) : asRecorded(name, value, department),
      ]),
  ) as Partial<Service>
}

/** What people write becomes what is read on pages: a phone in E.164, a zone in codes, hours in OpenStreetMap's syntax. */
function asRecorded(name: string, value: string, department: string): string | string[] | null {
  switch (name) {
    case 'telephone': {
      const read = parsePhones(value)
      return (read.ok && read.values[0]) || value
    }
    case 'zone_eligibilite': {
      const { values } = typedZone(value, department)
      return values.length > 0 ? values : null
    }
    case 'horaires_accueil': {
      const read = typedHours(value)
      return 'value' in read ? read.value : null
    }
    default:
      return value
  }
}

function origins(fields: Typed, date: string, statement: Statement): Record<string, Provenance[]> {
  const origin = (words: string): Provenance[] => [
    {
      words,
      document: 'declaration',
      address: `demande ${statement.id}`,
      where: `dit par ${statement.by} le ${parisDay(new Date(statement.at))}`,
      rule: 'parole du partenaire, acceptée',
    },
  ]
  return {
    ...Object.fromEntries(Object.entries(fields).map(([name, words]) => [name, origin(words)])),
    date_maj: origin(date),
  }
}
