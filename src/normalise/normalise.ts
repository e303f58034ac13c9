import { atKey } from '../common/at-key.ts'
import type { Rejection } from '../common/rejection.ts'
import type { RawOffer } from '../harvest/connector.ts'
import { readNoPage } from '../harvest/html/error-words.ts'
import type { Structure } from '../reference/records.ts'
import { isReferentiel, labelOf } from '../reference/referentiels.ts'
import { buildService, buildStructure } from './build-record.ts'
import { type CompiledOffer, compiledMapping } from './compiled-mapping.ts'
import { conventionFindings, endFindings, placeOutside } from './contradictions.ts'
import { checkCoordinates } from './coordinates.ts'
import type { Mapping } from './mapping/load-mapping.ts'
import type { NormaliseInput } from './normalise-input.ts'
import type { Finding, NormalisedOffer } from './normalised-offer.ts'
import { distinctFindings, silences } from './offer-findings.ts'
import { quote } from './quote.ts'
import type { FieldsResult } from './read-field.ts'
import type { FieldsReader } from './read-fields.ts'
import { elsewhere, exclusion, noOffer, noOfferName, refusal } from './set-aside.ts'
import { splitRecord } from './split-record.ts'
import type { UnknownValue } from './unknown-value.ts'

/** One record, read: zero, one or several offers. Every word that was not understood is in `unknown` or in a finding; every offer that did not pass is in `rejections`. */
export interface Normalised {
  offers: NormalisedOffer[]
  rejections: Rejection[]
  unknown: UnknownValue[]
  /** The record's structure when it is valid, also when it has no offer (a directory). */
  structures: Structure[]
  /** For a directory, whose structures have no offer to carry them: what is to be known of each, by key of the record. */
  findings: (Finding & { key: string })[]
}

/** From what a source shows to records of the reference schema, by the mapping alone. Pure: same input, same output; never throws for what the source sent. */
export function normalise(raw: RawOffer, input: NormaliseInput): Normalised {
  const result: Normalised = { offers: [], rejections: [], unknown: [], structures: [], findings: [] }
  const { mapping } = input
  const refused = refusal(raw, mapping)
  if (refused) return { ...result, rejections: [refused] }
  const compiled = compiledMapping(input)
  if (mapping.offers.length === 0) {
    const read = readStructure(raw, compiled.structure, input.convention.department)
    const built = buildStructure(read, raw, input)
    if ('record' in built) result.structures.push(built.record)
    else result.rejections.push(...built.rejections)
    report(read, raw.key, raw, input, result)
    result.findings.push(...read.findings.map(finding => ({ ...finding, key: raw.key })))
    return result
  }
  let applied = false
  for (const offer of compiled.offers) {
    const found = splitRecord(raw, offer.spec, compiled.context)
    applied ||= found.length > 0
    for (const { key, record } of found) normaliseOne(key, record, offer, input, result)
  }
  if (!applied) result.rejections.push(noOffer(raw, mapping))
  return result
}

function normaliseOne(
  key: string,
  raw: RawOffer,
  compiled: CompiledOffer,
  input: NormaliseInput,
  result: Normalised,
): void {
  const { lines } = compiled
  if (result.offers.some(offer => offer.key === key)) {
    result.rejections.push({
      code: 'cle-en-double',
      key,
      where: raw.address,
      field: null,
      received: key,
      expected: `une clé par offre : un « id » pour chacune dans ${input.mapping.file}`,
      message: `Deux offres de la même page auraient la clé « ${key} ».`,
      whose: 'configuration',
    })
    return
  }
  const structure = readStructure(raw, compiled.structure, input.convention.department)
  const offer = compiled.read(raw, structure)
  dropUndeclaredNames(offer, input.mapping)
  checkCoordinates(offer, input.convention.department)
  report(structure, key, raw, input, result)
  report(offer, key, raw, input, result)
  const excluded = exclusion(structure, compiled.exclusions)
  if (excluded) {
    result.rejections.push({ ...excluded, key, where: raw.address })
    return
  }
  const builtStructure = buildStructure(structure, raw, input, key)
  const builtService = buildService(offer, structure, key, raw, input)
  if (!('record' in builtStructure) || !('record' in builtService)) {
    if (!('record' in builtStructure)) result.rejections.push(...builtStructure.rejections)
    if (!('record' in builtService)) result.rejections.push(...builtService.rejections)
    return
  }
  result.structures.push(builtStructure.record)
  if (readNoPage(builtService.record.nom)) {
    result.rejections.push(noOfferName(key, raw, builtService.record.nom))
    return
  }
  const outside = placeOutside(offer, input.convention)
  if (outside && !input.source.elsewhere) {
    result.rejections.push(elsewhere(key, raw, outside, input.source.id))
    return
  }
  result.offers.push({
    source: input.source.id,
    key,
    address: raw.address,
    service: builtService.record,
    structure: builtStructure.record,
    provenance: bothOrigins(offer, structure),
    findings: [
      ...distinctFindings(structure.findings, offer.findings),
      ...builtStructure.findings,
      ...builtService.findings,
      ...lines.flatMap(line => conventionFindings(offer, line)),
      ...endFindings(offer, input.convention, input.today),
      ...(outside
        ? [{ code: 'hors-departement', field: 'code_insee', severity: 'info' as const, message: outside.message }]
        : []),
      ...silences(offer),
      ...compiled.unknownActions,
    ],
    session: {
      start: text(offer.values.debut),
      end: text(offer.values.fin),
      places: typeof offer.values.places === 'number' ? offer.values.places : null,
    },
    score: builtService.score,
    actions: lines.map(line => line.id),
  })
}

const text = (value: unknown) => (typeof value === 'string' ? value : null)

function readStructure(raw: RawOffer, reader: FieldsReader, territory: string): FieldsResult {
  const read = reader(raw, null)
  checkCoordinates(read, territory)
  return read
}

/** Provenance of the offer's fields, then of the structure's, under `structure.<field>`. */
function bothOrigins(offer: FieldsResult, structure: FieldsResult): NormalisedOffer['provenance'] {
  const both = { ...offer.provenance }
  for (const field in structure.provenance) both[ofStructure(field)] = structure.provenance[field] ?? []
  return both
}

const STRUCTURE_NAMES = new Map<string, string>()
const ofStructure = (field: string) => atKey(STRUCTURE_NAMES, field, () => `structure.${field}`)

/** A contact's name passes only when the partner itself declared it. */
function dropUndeclaredNames(offer: FieldsResult, { harvest }: Mapping): void {
  const [origin] = offer.provenance.contact_nom_prenom ?? []
  if (!origin || origin.document === 'declaration' || harvest.kind === 'declaration') return
  offer.values.contact_nom_prenom = undefined
  delete offer.provenance.contact_nom_prenom
  offer.findings.push({
    code: 'nom-non-declare',
    field: 'contact_nom_prenom',
    severity: 'info',
    message: 'Le nom d’une personne à contacter n’est repris que si le partenaire l’a déclaré : il est laissé de côté.',
  })
}

/** Unknown words go to the work queue, and the offer says so. */
function report(read: FieldsResult, key: string, raw: RawOffer, { source }: NormaliseInput, result: Normalised): void {
  for (const { field, referential, words, nearest } of read.unknown) {
    const value = quote(words)
    if (result.unknown.some(other => other.key === key && other.field === field && other.value === value)) continue
    const labels = nearest.map(near => (isReferentiel(referential) ? labelOf(referential, near) : near))
    result.unknown.push({ field, referential, value, nearest, source: source.id, key, address: raw.address })
    read.findings.push({
      code: 'valeur-inconnue',
      field,
      severity: 'avertissement',
      message: `« ${value} » n’est pas dans la liste nationale${labels.length > 0 ? ` ; le plus proche : ${labels.join(', ')}` : ''}.`,
    })
  }
}
