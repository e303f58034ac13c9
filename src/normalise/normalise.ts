import type { Rejection } from '../common/rejection.ts'
import { fold, slugify } from '../common/text.ts'
import type { SourceConfig } from '../config/source.ts'
import type { Convention, ConventionLine } from '../convention/contract.ts'
import type { RawOffer } from '../harvest/contract.ts'
import type { Structure } from '../reference/records.ts'
import { buildService, buildStructure } from './build-record.ts'
import type { Finding, NormalisedOffer } from './contract.ts'
import { conventionFindings, endFindings } from './contradictions.ts'
import { conventionLines } from './convention-value.ts'
import { OFFER_EXTRAS, SERVICE_FIELDS, STRUCTURE_FIELDS } from './mapping/fields.ts'
import type { Mapping } from './mapping/load-mapping.ts'
import { holds, readRule, selectWithin } from './mapping/read-rule.ts'
import type { OfferSpec } from './mapping/schema.ts'
import { quote } from './quote.ts'
import { type FieldScope, type FieldsResult, readFields } from './read-fields.ts'
import type { UnknownValue } from './unknown-value.ts'

/** What a record is read with. */
export interface NormaliseInput {
  mapping: Mapping
  source: SourceConfig
  convention: Convention
  /** Day of this reading, `YYYY-MM-DD`: freshness and ended sessions are judged on it. */
  today: string
  /**
   * Day this offer was first seen, `YYYY-MM-DD`, from the ledger; default `today`. It stands for `date_maj` when the source gives no date of its own, so that
   * reading a page again never makes it look fresher than a person made it.
   */
  firstSeen?: string
}

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
  const refusal = mapping.refuse.find(({ when }) => holds(when, raw))
  if (refusal) {
    const whose = refusal.code === 'page-sans-offre' ? 'partenaire' : 'configuration'
    const [read] = refusal.when.map(condition => raw.fields[condition.read]?.[0]?.words ?? '')
    result.rejections.push({
      code: refusal.code,
      key: raw.key,
      where: raw.address,
      field: null,
      received: quote(read ?? ''),
      expected: 'une offre de ce partenaire dans le périmètre de la convention',
      message: refusal.because,
      whose,
    })
    return result
  }
  const lines = conventionLines(input.convention.fiches)
  if (mapping.offers.length === 0) {
    const read = readStructure(raw, [], input)
    const built = buildStructure(read, raw, input)
    if ('record' in built) result.structures.push(built.record)
    else result.rejections.push(...built.rejections)
    report(read, raw.key, raw, input, result)
    result.findings.push(...read.findings.map(finding => ({ ...finding, key: raw.key })))
    return result
  }
  let applied = false
  for (const spec of mapping.offers) {
    const found = records(raw, spec, input)
    applied ||= found.length > 0
    for (const { key, record } of found) normaliseOne(key, record, spec, lines, input, result)
  }
  if (!applied) result.rejections.push(noOffer(raw, mapping))
  return result
}

function noOffer(raw: RawOffer, { file }: Mapping): Rejection {
  const [first] = Object.values(raw.fields).flat()
  return {
    code: 'sans-offre',
    key: raw.key,
    where: raw.address,
    field: null,
    received: quote(first?.words ?? ''),
    expected: `un enregistrement qui remplit la condition d’une des offres de ${file}`,
    message: 'Cet enregistrement ne correspond à aucune offre de la configuration.',
    whose: 'configuration',
  }
}

/** The records that one offer of the mapping stands for: none when its condition fails, one, or one per value of `each`. */
function records(
  raw: RawOffer,
  spec: OfferSpec,
  { mapping, today }: NormaliseInput,
): { key: string; record: RawOffer }[] {
  if (!holds(spec.when, raw)) return []
  const suffix = spec.id === undefined ? '' : `_${spec.id}`
  const { each } = spec
  if (each === undefined) return [{ key: `${raw.key}${suffix}`, record: raw }]
  const values = (raw.fields[each.read] ?? []).flatMap(value => {
    if (each.within === undefined) return [value]
    const { document, address, where } = value.origin
    return selectWithin({ ...value, value: value.words, document, address, where }, each.within).map(item => ({
      words: item.words,
      ...(item.html !== undefined && { html: item.html }),
      origin: { document, address, where: item.where },
    }))
  })
  return values.map((item, index) => {
    const record = { ...raw, fields: { ...raw.fields, item: [item] } }
    const [name] =
      spec.key === undefined ? [] : readRule(spec.key, record, { today, lexicon: mapping.lexicon }).readings
    return { key: `${raw.key}${suffix}_${slugify(String(name?.value ?? '')) || index + 1}`, record }
  })
}

function normaliseOne(
  key: string,
  raw: RawOffer,
  spec: OfferSpec,
  known: ReadonlyMap<string, ConventionLine>,
  input: NormaliseInput,
  result: Normalised,
): void {
  if (result.offers.some(offer => offer.key === key)) {
    result.rejections.push({
      code: 'cle-en-double',
      key,
      where: raw.address,
      field: null,
      received: key,
      expected: 'une clé par offre',
      message: `Deux offres de la même page auraient la clé «\u00A0${key}\u00A0»\u00A0: leur donner un «\u00A0id\u00A0» dans ${input.mapping.file}.`,
      whose: 'configuration',
    })
    return
  }
  const lines = spec.actions.flatMap(id => known.get(id) ?? [])
  const structure = readStructure(raw, lines, input)
  const scope = { raw, context: contextOf(input), lines, structure, never: spec.never }
  const offer = readFields(spec.fields, { ...SERVICE_FIELDS, ...OFFER_EXTRAS }, scope)
  dropUndeclaredNames(offer, input.mapping)
  report(structure, key, raw, input, result)
  report(offer, key, raw, input, result)
  const excluded = exclusion(structure, spec, input.convention)
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
  result.offers.push({
    source: input.source.id,
    key,
    address: raw.address,
    service: builtService.record,
    structure: builtStructure.record,
    provenance: { ...offer.provenance, ...prefixed(structure) },
    findings: [
      ...distinctFindings([
        ...structure.findings.map(finding => ({ ...finding, field: `structure.${finding.field}` })),
        ...offer.findings,
      ]),
      ...builtStructure.findings,
      ...builtService.findings,
      ...lines.flatMap(line => conventionFindings(offer, line)),
      ...endFindings(offer, input.convention, input.today),
      ...silences(offer),
      ...unknownActions(spec, known),
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

function contextOf({ mapping, today }: NormaliseInput) {
  return { today, lexicon: mapping.lexicon }
}

function readStructure(raw: RawOffer, lines: readonly ConventionLine[], input: NormaliseInput): FieldsResult {
  const scope: FieldScope = { raw, context: contextOf(input), lines, structure: null }
  return readFields(input.mapping.structure, { id: 'text', ...STRUCTURE_FIELDS }, scope)
}

/** Provenance of the structure's fields, under `structure.<field>`. */
function prefixed({ provenance }: FieldsResult) {
  return Object.fromEntries(Object.entries(provenance).map(([field, origins]) => [`structure.${field}`, origins]))
}

/** A contact's name passes only when the partner itself declared it. */
function dropUndeclaredNames(offer: FieldsResult, { harvest }: Mapping): void {
  const [origin] = offer.provenance.contact_nom_prenom ?? []
  if (!origin || origin.document === 'declaration' || harvest.kind === 'declaration') return
  delete offer.values.contact_nom_prenom
  delete offer.provenance.contact_nom_prenom
  offer.findings.push({
    code: 'nom-non-declare',
    field: 'contact_nom_prenom',
    severity: 'info',
    message:
      'Le nom d’une personne à contacter n’est repris que si le partenaire l’a déclaré\u00A0: il est laissé de côté.',
  })
}

/** What the convention rules out for a fiche is never referenced for it. */
function exclusion(structure: FieldsResult, spec: OfferSpec, convention: Convention): Rejection | null {
  const name = String(structure.values.nom ?? '')
  const fiches = spec.actions.map(id => Number(id.split('/')[0]))
  const excluded = convention.excluded.find(out => fiches.includes(out.fiche) && fold(name).includes(fold(out.name)))
  if (!excluded) return null
  return {
    code: 'exclu-par-la-convention',
    key: null,
    where: '',
    field: 'structure.nom',
    received: quote(name),
    expected: `un porteur que la fiche ${excluded.fiche} n’écarte pas`,
    message: `${excluded.name} n’est pas référencé pour la fiche ${excluded.fiche}\u00A0: ${excluded.reason}.`,
    whose: 'gestionnaire',
  }
}

/** One finding for all that the convention or a default supplied, so that nothing supposed passes for read. */
function silences({ provenance }: FieldsResult): Finding[] {
  const supplied = (test: (document: string, rule: string) => boolean) =>
    Object.entries(provenance)
      .filter(([, [origin]]) => origin && test(origin.document, origin.rule))
      .map(([field]) => field)
      .sort()
  const convention = supplied(document => document === 'convention')
  const supposed = supplied((document, rule) => document === 'default' && rule.includes('supposé par la configuration'))
  const tell = (code: string, fields: string[], start: string): Finding[] =>
    fields.length === 0
      ? []
      : [{ code, field: null, severity: 'info', message: `${start}\u00A0: ${fields.join(', ')}.` }]
  return [
    ...tell('selon-la-convention', convention, 'La source n’en dit rien, la valeur vient de la convention'),
    ...tell('valeur-supposee', supposed, 'La source n’en dit rien, la valeur est supposée par la configuration'),
  ]
}

function unknownActions(spec: OfferSpec, known: ReadonlyMap<string, ConventionLine>): Finding[] {
  return spec.actions
    .filter(id => !known.has(id))
    .map(id => ({
      code: 'action-inconnue',
      field: 'actions',
      severity: 'avertissement',
      message: `La convention n’a pas de ligne «\u00A0${id}\u00A0»\u00A0: l’offre n’est comptée pour aucune action.`,
    }))
}

/** Unknown words go to the work queue, and the offer says so. */
function report(read: FieldsResult, key: string, raw: RawOffer, { source }: NormaliseInput, result: Normalised): void {
  for (const { field, referential, words, nearest } of read.unknown) {
    const value = quote(words)
    if (result.unknown.some(other => other.key === key && other.field === field && other.value === value)) continue
    result.unknown.push({ field, referential, value, nearest, source: source.id, key, address: raw.address })
    read.findings.push({
      code: 'valeur-inconnue',
      field,
      severity: 'avertissement',
      message: `«\u00A0${value}\u00A0» n’est pas dans le référentiel${nearest.length > 0 ? `\u00A0; le plus proche\u00A0: ${nearest.join(', ')}` : ''}.`,
    })
  }
}

function distinctFindings(findings: Finding[]): Finding[] {
  const seen = new Set<string>()
  return findings.filter(({ code, field, message }) => {
    const mark = `${code}\n${field}\n${message}`
    if (seen.has(mark)) return false
    seen.add(mark)
    return true
  })
}
