import { parisDay } from '../../common/paris-day.ts'
import type { Rejection } from '../../common/rejection.ts'
import { upperFirst } from '../../common/text.ts'
import { place as placeOf } from '../../reference/messages.ts'
import { officialGeography } from '../../reference/official-geography.ts'
import type { Problem } from '../../reference/problem.ts'
import type { Service } from '../../reference/records.ts'
import { qualityScore } from '../../reference/score.ts'
import { validateService } from '../../reference/validate.ts'
import type { Finding, NormalisedOffer, Provenance } from '../normalised-offer.ts'
import { parsePhones } from '../transforms/phones.ts'
import { correctedCommune } from './corrected-commune.ts'
import { saidDay } from './said-day.ts'
import type { Statement, Typed } from './statement.ts'
import { typedDay } from './typed-day.ts'
import { typedHours, typedZone } from './typed-place.ts'
import { type Unusable, unapplied } from './unapplied.ts'
import { unreadable } from './unreadable.ts'

/** Answers that are no field of the service. */
const BESIDE = new Set(['structure_nom', 'siret', 'id', 'action', 'debut', 'fin'])
const LISTS = new Set(['thematiques', 'publics', 'modes_accueil', 'modes_mobilisation', 'mobilisable_par'])

/**
 * The offer as partners corrected it: accepted corrections over what was read, oldest first, and `date_maj` moved to the last day a person
 * confirmed or corrected it. A field that would make the record invalid is left out and told, unless it was corrected since. Pure.
 * @param statements of that offer, in any order; those that are not accepted do not count
 * @param today day `YYYY-MM-DD`
 * @param department whose places are meant by their names
 * @returns what was left out too, which the findings of the offer say as well
 */
export function withStatements(
  offer: NormalisedOffer,
  statements: readonly Statement[],
  today: string,
  department = '',
): { offer: NormalisedOffer; unapplied: Rejection[] } {
  let { service, provenance, session, findings } = offer
  const left: { statement: Statement; unusable: Unusable }[] = []
  const counted = statements.filter(each => each.state === 'accepted').toSorted((a, b) => (a.at < b.at ? -1 : 1))
  for (const statement of counted) {
    const { body } = statement
    if (body.kind !== 'correction' && body.kind !== 'confirmation') continue
    const day = saidDay(statement)
    const known = service.date_maj ?? ''
    const date = day > known && day <= today ? day : known
    const typed: Typed =
      body.kind === 'correction'
        ? Object.fromEntries(Object.entries(body.fields).map(([name, { after }]) => [name, after]))
        : {}
    const { fields, record, place, unusable } = usable(typed, { service, date, today, department })
    const since = left.filter(each => !(each.unusable.field in typed))
    left.splice(0, left.length, ...since, ...unusable.map(each => ({ statement, unusable: each })))
    if (record === null) continue
    service = record
    if (fields.fin !== undefined) {
      const start = fields.debut === undefined ? (session?.start ?? null) : typedDay(fields.debut)
      session = { places: null, ...session, start, end: typedDay(fields.fin) }
      findings = findings.filter(({ code }) => code !== 'session-terminee' && code !== 'convention-echue')
    }
    provenance = { ...withoutPlace(provenance, place), ...origins(fields, date, statement) }
  }
  const told = left.map(({ statement, unusable }) =>
    unapplied(statement, { key: offer.key, name: service.nom }, unusable),
  )
  if (service === offer.service && told.length === 0) return { offer, unapplied: [] }
  const corrected = {
    ...offer,
    service,
    provenance,
    findings: [...findings, ...told.map(findingOf)],
    ...(session && { session }),
    score: service === offer.service ? offer.score : qualityScore(service, { today }).score,
  }
  return { offer: corrected, unapplied: told }
}

/** What of a correction makes a valid record. `record` is null when nothing of it does. */
function usable(
  typed: Typed,
  { service, date, today, department }: { service: Service; date: string; today: string; department: string },
): { fields: Typed; record: Service | null; place: Partial<Service>; unusable: Unusable[] } {
  const unread = unreadable(typed, department)
  const readable = without(typed, new Set(unread.filter(({ whole }) => whole).map(({ field }) => field)))
  const attempt = (fields: Typed) => {
    const place = placeAfter(fields, service)
    const candidate = { ...service, ...typedFields(fields, department), ...place, date_maj: date }
    return { fields, place, ...validateService(candidate, { today, strict: false }) }
  }
  const first = attempt(readable)
  const blamed = new Map(first.errors.map(problem => [problem.loc[0] ?? '', problem]))
  const named = Object.keys(readable).filter(name => blamed.has(name))
  // What no field of it explains is the fault of them all.
  const bad = first.valid ? [] : named.length > 0 ? named : Object.keys(readable)
  const { fields, place, record } = bad.length === 0 ? first : attempt(without(readable, new Set(bad)))
  const lost = record === null ? Object.keys(readable) : bad
  const unusable = [
    ...unread,
    ...lost.map(field => {
      const problem = blamed.get(field) ?? first.errors[0]
      return { field, typed: typed[field] ?? '', expected: problem === undefined ? '' : explained(problem) }
    }),
  ]
  const nothing = Object.keys(typed).length > 0 && Object.keys(fields).length === 0
  return { fields, record: nothing ? null : record, place, unusable }
}

function without(fields: Typed, names: ReadonlySet<string>): Typed {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)))
}

/** A problem without its place, which is told beside. */
function explained({ loc, message }: Problem): string {
  const head = `${placeOf(loc)} : `
  return upperFirst(message.startsWith(head) ? message.slice(head.length) : message)
}

function findingOf({ code, field, message }: Rejection): Finding {
  return { code, field, severity: 'avertissement', message }
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
