import type { Convention, ConventionLine } from '../convention/convention.ts'
import { KnownAnswers } from './answers.ts'
import { conventionLines } from './convention-value.ts'
import { OFFER_EXTRAS, SERVICE_FIELDS, STRUCTURE_FIELDS } from './mapping/fields.ts'
import type { Mapping } from './mapping/load-mapping.ts'
import type { ReadContext } from './mapping/read-rule.ts'
import type { OfferSpec } from './mapping/schema.ts'
import type { NormaliseInput } from './normalise-input.ts'
import type { Finding } from './normalised-offer.ts'
import { unknownActions } from './offer-findings.ts'
import { compileFields, type FieldsReader } from './read-fields.ts'
import { exclusionsOf } from './set-aside.ts'

const OFFER_KINDS = { ...SERVICE_FIELDS, ...OFFER_EXTRAS }
const STRUCTURE_KINDS = { id: 'text', ...STRUCTURE_FIELDS } as const

/** An offer of a mapping, ready to read. */
export interface CompiledOffer {
  spec: OfferSpec
  /** The convention's lines that it answers. */
  lines: readonly ConventionLine[]
  unknownActions: readonly Finding[]
  exclusions: Convention['excluded']
  /** The structure beside this offer, to which those lines may give something. */
  structure: FieldsReader
  read: FieldsReader
}

/** A mapping made ready for all the rows of a source that are read the same day under the same convention. */
export interface CompiledMapping {
  today: string
  convention: Convention
  context: ReadContext
  /** The structure of a directory, whose records have no offer. */
  structure: FieldsReader
  offers: readonly CompiledOffer[]
}

const compiled = new WeakMap<Mapping, CompiledMapping>()

/** The mapping of this input, compiled at its first row. */
export function compiledMapping({ mapping, today, convention }: NormaliseInput): CompiledMapping {
  const known = compiled.get(mapping)
  if (known?.today === today && known.convention === convention) return known
  const fresh = compileMapping(mapping, today, convention)
  compiled.set(mapping, fresh)
  return fresh
}

function compileMapping(mapping: Mapping, today: string, convention: Convention): CompiledMapping {
  const context = { today, lexicon: mapping.lexicon, department: convention.department }
  const conventionHas = conventionLines(convention.fiches)
  const known = new KnownAnswers()
  const structureWith = (lines: readonly ConventionLine[]) =>
    compileFields(mapping.structure, STRUCTURE_KINDS, { context, lines, known })
  const offers = mapping.offers.map((spec): CompiledOffer => {
    const lines = spec.actions.flatMap(id => conventionHas.get(id) ?? [])
    return {
      spec,
      lines,
      exclusions: exclusionsOf(spec, convention),
      unknownActions: unknownActions(spec, conventionHas),
      structure: structureWith(lines),
      read: compileFields(spec.fields, OFFER_KINDS, { context, lines, never: spec.never, known }),
    }
  })
  return { today, convention, context, structure: structureWith([]), offers }
}
