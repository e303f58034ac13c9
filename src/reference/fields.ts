import { z } from 'zod'
import type { Fault, Reading } from './fault.ts'
import {
  commune,
  endsWithDot,
  type Limits,
  postalCode,
  readZone,
  type SchemaContext,
  siret,
  textFault,
  zoneKinds,
} from './field-rules.ts'
import { readDay } from './read-day.ts'
import { readEmail } from './read-email.ts'
import { readFloat, readInteger } from './read-number.ts'
import { readUrl } from './read-url.ts'
import { type ReferentielName, valuesOf } from './referentiels.ts'

function limited(limits: Limits) {
  const { min: minLength, max: maxLength, pattern } = limits
  return z
    .string()
    .check(ctx => {
      const fault = textFault(ctx.value, limits)
      if (fault) ctx.issues.push({ code: 'custom', input: ctx.value, params: { fault }, continue: false })
    })
    .meta(pattern === undefined ? { minLength, maxLength } : { minLength, maxLength, pattern })
}

/** Turns a reader of raw values into the front of a zod schema, every fault kept with its official type. */
function reading<T, S extends z.ZodType<unknown, T>>(reader: (raw: unknown) => Reading<T>, shape: S) {
  return z.preprocess((raw, ctx) => {
    if (raw === undefined) {
      ctx.addIssue({ code: 'custom', params: { fault: { type: 'missing', received: raw } } })
      return z.NEVER
    }
    const outcome = reader(raw)
    if (outcome.ok) return outcome.value
    for (const { path, ...fault } of outcome.faults) {
      ctx.addIssue({ code: 'custom', path: path === undefined ? [] : [path], params: { fault } })
    }
    return z.NEVER
  }, shape)
}

/** Free text; half characters, which pass officially, are replaced so that the record can travel. Errors: `missing`, `string_type`. */
export const text = () => z.string().overwrite(value => (value.isWellFormed() ? value : value.toWellFormed()))
/** Text of `min` to `max` characters (code points). Errors: also `string_too_short`, `string_too_long`. */
export const sizedText = (min: number, max: number) => limited({ min, max })
/** Five digits, as text. Errors: also `string_pattern_mismatch`. */
export const postalCodeField = () => limited(postalCode)
/** Five characters of the Code officiel géographique; existence is a finding, not an error. */
export const communeCodeField = () => limited(commune)
/** Fourteen digits; the Luhn key is a finding, not an error. */
export const siretField = () => limited(siret)

/** http(s) address. Errors: `url_type`, `url_parsing`, `url_scheme`, `url_too_long`. */
export const url = () => reading(readUrl, z.string().meta({ format: 'uri' }))
/** E-mail address. Errors: `string_type`, `value_error`. */
export const email = () => reading(readEmail, z.string().meta({ pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' }))
/** Decimal number. Errors: `float_type`, `float_parsing`, and `greater_than_equal` with a least value. */
export const float = (least?: number) =>
  reading(raw => readFloat(raw, least), (least === undefined ? z.number() : z.number().min(least)).nullable())
/** Whole number, `least` at least. Errors: `int_*`, `finite_number`, `greater_than_equal`. */
export const integer = (least: number) =>
  reading(raw => readInteger(raw, least), z.number().min(least).meta({ type: 'integer' }))

/** One value of a référentiel. Error: `enum`. */
export const one = (name: ReferentielName) => z.enum(valuesOf(name))
/** A set of values of a référentiel; repetitions are dropped. Errors: `set_type`, `enum`, `too_short` when at least one is asked for. */
export function several(name: ReferentielName, least: 0 | 1 = 0) {
  const set = z.array(z.enum(valuesOf(name))).overwrite(unique)
  return least > 0 ? set.check(atLeastOne).meta({ uniqueItems: true, minItems: 1 }) : set.meta({ uniqueItems: true })
}

const atLeastOne = (ctx: { value: unknown[]; issues: z.core.$ZodRawIssue[] }) => {
  if (ctx.value.length > 0) return
  ctx.issues.push({
    code: 'custom',
    input: ctx.value,
    params: { fault: { type: 'too_short', received: ctx.value, limit: 1 } },
  })
}

/** `tous-publics` says «everybody»: nothing may stand beside it. Errors: those of a set, and `value_error` (rule `exclusive-public`). */
export const publics = () =>
  several('publics', 1).check(ctx => {
    if (ctx.value.length > 1 && ctx.value.includes('tous-publics')) {
      const fault: Fault = { type: 'value_error', received: ctx.value, rule: 'exclusive-public' }
      ctx.issues.push({ code: 'custom', input: ctx.value, params: { fault } })
    }
  })

/** Codes of communes, départements, EPCI, countries, or `france`; shape only, one at least, repetitions allowed. */
export const zones = () =>
  z
    .array(
      reading(
        readZone,
        z.string().meta({ anyOf: [...zoneKinds.map(kind => ({ pattern: kind.pattern })), { const: 'france' }] }),
      ),
    )
    .check(atLeastOne)
    .meta({ minItems: 1 })

/** Name of 3 to 150 characters. A final dot is an *avertissement* (an error in strict mode only), except after «etc.». */
export const nom = ({ strict }: SchemaContext) =>
  sizedText(3, 150).check(ctx => {
    if (strict && endsWithDot(ctx.value)) {
      const fault: Fault = { type: 'avertissement', received: ctx.value, rule: 'final-dot' }
      ctx.issues.push({ code: 'custom', input: ctx.value, params: { fault } })
    }
  })

/** Day of the last change, from 2000-01-01 to today. Errors: `date_*`, and `value_error` (rules `twenty-first-century`, `future`). */
export const dateMaj = ({ today }: SchemaContext) =>
  reading(
    readDay,
    z
      .string()
      .meta({ format: 'date' })
      .check(ctx => {
        const rule = ctx.value < '2000-01-01' ? 'twenty-first-century' : ctx.value > today ? 'future' : null
        if (rule === null) return
        const fault: Fault = { type: 'value_error', received: ctx.value, rule }
        ctx.issues.push({ code: 'custom', input: ctx.value, params: { fault } })
      }),
  )

function unique<T>(values: T[]): T[] {
  return values.length < 2 ? values : [...new Set(values)]
}

/** An optional field: null when absent. (`never`: the default's type depends on T, which TypeScript cannot resolve here.) */
export function optional<T extends z.ZodType>(schema: T) {
  return z.nullable(schema).default(null as never)
}
