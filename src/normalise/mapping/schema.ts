import { z } from 'zod'
import { frenchIssue, frenchIssues } from '../../common/french-issue.ts'
import { nearest } from '../../common/text.ts'
import { nameYamlShape } from '../../config/known-yaml.ts'
import { connectors } from '../../harvest/connectors/index.ts'
import { TRANSFORMS } from '../transforms/registry.ts'
import { explodes } from './exploding.ts'
import { COMPOSITES, CONVENTION_FIELDS, OFFER_EXTRAS, SERVICE_FIELDS, STRUCTURE_FIELDS } from './fields.ts'
import { givenNames, nobodyGives, readNames } from './read-names.ts'

/** Référentiels that `lookup` knows; `zones` is the COG (communes, EPCI, départements) by name. */
export const REFERENTIALS = [
  'publics',
  'thematiques',
  'types',
  'frais',
  'modes_accueil',
  'modes_mobilisation',
  'mobilisable_par',
  'reseaux_porteurs',
  'zones',
] as const
export type Referential = (typeof REFERENTIALS)[number]

const Pattern = z
  .string()
  .refine(isPattern, { error: 'expression régulière mal écrite' })
  .refine(source => !isPattern(source) || !explodes(source), {
    error: 'expression régulière qui peut chercher sans fin : une répétition en contient une autre, comme (a+)+',
  })
const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'attendu : minuscules, chiffres et tirets' })
const Scalar = z.union([z.string(), z.number()])
const OneOrMany = <T extends z.ZodType>(type: T) => z.union([type, z.array(type).min(1)])

/** Holds when the raw field has words that match. Without `match`: when it has words at all. `not` turns it round. */
const Condition = z.strictObject({ read: z.string(), match: Pattern.optional(), not: z.boolean().default(false) })
export type Condition = z.infer<typeof Condition>
const Conditions = z
  .union([Condition, z.array(Condition).min(1)])
  .transform(value => (Array.isArray(value) ? value : [value]))

const Step = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .transform((written, context): { name: string; options: unknown } => {
    const [name = '', options = null] = typeof written === 'string' ? [written] : (Object.entries(written)[0] ?? [])
    const transform = TRANSFORMS.get(name)
    const fault = (message: string) => {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    if (typeof written !== 'string' && Object.keys(written).length !== 1) {
      return fault('une étape n’a qu’un nom, par exemple « - text: { max: 280 } »')
    }
    if (!transform) {
      const [near] = nearest(name, TRANSFORMS.keys())
      return fault(`étape inconnue « ${name} »${near ? ` ; vouliez-vous dire « ${near} » ?` : ''}`)
    }
    const parsed = transform.options.safeParse(options, { jitless: true })
    if (!parsed.success)
      return fault(`réglage de l’étape « ${name} » à revoir : ${frenchIssues(parsed.error.issues, options)}`)
    return { name, options: parsed.data }
  })

const ORIGINS = ['read', 'const', 'default', 'from'] as const
const ONLY_READ = ['within', 'match', 'all', 'join', 'table', 'lookup'] as const

const RuleShape = z.strictObject({
  /** Name of a raw field given by the connector, or several: their values one after the other. */
  read: OneOrMany(z.string())
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional(),
  /** A fact of the mapping's author. */
  const: OneOrMany(Scalar).optional(),
  /** What is supposed when nothing above gave a value; told as such. */
  default: OneOrMany(Scalar).optional(),
  /** `convention`: what its line says; `structure`: the structure's field of that name; `address`: the page's; `key`: the offer's. */
  from: z.enum(['convention', 'structure', 'address', 'key']).optional(),
  /** CSS selector inside the HTML that was read. */
  within: z.string().optional(),
  /** Regular expression on the words, without regard to case; the group `v`, else the first group, else the whole is kept. */
  match: Pattern.optional(),
  /** Every match instead of the first. */
  all: z.boolean().default(false),
  /** All values in one text, with this between. */
  join: z.string().optional(),
  do: z
    .union([Step, z.array(Step).min(1)])
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional(),
  /** Words → value, compared without case, accents or punctuation; what is not there is an unknown value. */
  table: z.record(z.string(), OneOrMany(Scalar)).optional(),
  lookup: z.enum(REFERENTIALS).optional(),
  when: Conditions.optional(),
})

type Shape = z.infer<typeof RuleShape>

function checkRule(rule: Shape, context: z.core.$RefinementCtx<Shape>) {
  const origins = ORIGINS.filter(name => rule[name] !== undefined)
  if (origins.length !== 1) {
    context.addIssue({
      code: 'custom',
      message: `attendu : une seule des clés ${ORIGINS.join(', ')} ; reçu : ${origins.join(', ') || 'aucune'}`,
    })
  }
  if (rule.read !== undefined) return
  if (rule.from !== undefined && rule.do !== undefined) {
    context.addIssue({ code: 'custom', path: ['do'], message: 'n’a pas de sens avec « from »' })
  }
  for (const name of ONLY_READ) {
    if (rule[name] !== undefined && rule[name] !== false) {
      context.addIssue({ code: 'custom', path: [name], message: 'n’a de sens qu’avec « read »' })
    }
  }
}

const Check = RuleShape.superRefine(checkRule)
const Rule = RuleShape.extend({
  /** Other readings of the same fact: where they differ, a contradiction is told. */
  check: z.array(Check).min(1).optional(),
}).superRefine(checkRule)
export type Rule = z.infer<typeof Rule>

/** Rules in order of preference: the first that gives a value wins. */
const Field = z.union([Rule, z.array(Rule).min(1)]).transform(value => (Array.isArray(value) ? value : [value]))
export type Field = z.infer<typeof Field>

function fieldsOf(known: readonly string[], what: string) {
  return z.record(z.string(), Field).superRefine((fields, context) => {
    for (const [name, rules] of Object.entries(fields)) {
      if (!known.includes(name)) {
        const [near] = nearest(name, known)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `champ inconnu d’${what}${near ? ` ; vouliez-vous dire « ${near} » ?` : ''}`,
        })
      }
      // A rule already refused above has not become a list.
      for (const [index, rule] of Array.isArray(rules) ? rules.entries() : []) {
        if (rule.from === 'convention' && !(CONVENTION_FIELDS as readonly string[]).includes(name)) {
          context.addIssue({
            code: 'custom',
            path: [name, index, 'from'],
            message: `la convention ne dit rien de « ${name} »`,
          })
        }
      }
    }
  })
}

const STRUCTURE_NAMES = ['id', ...Object.keys(STRUCTURE_FIELDS), 'lieu']
const FIELD_NAMES = Object.keys(SERVICE_FIELDS) as (keyof typeof SERVICE_FIELDS)[]
const OFFER_NAMES = [...Object.keys(SERVICE_FIELDS), ...Object.keys(OFFER_EXTRAS), ...Object.keys(COMPOSITES)]

const Never = z
  .strictObject({
    field: z.enum(FIELD_NAMES),
    match: Pattern,
    /** Words that the expression must find: a guard that nothing ever trips would otherwise rot unseen. */
    example: z.string(),
    because: z.string().min(10),
  })
  .refine(({ match, example }) => !isPattern(match) || new RegExp(match, 'iu').test(example), {
    path: ['example'],
    error: 'l’expression « match » ne reconnaît pas cet exemple',
  })
export type Never = z.infer<typeof Never>

const OfferSpec = z
  .strictObject({
    /** Distinguishes the offers of one record; becomes part of the key. Required when several can come from one record. */
    id: Slug.optional(),
    /** Lines of the convention it answers, e.g. `5/accompagnement`. */
    actions: z.array(z.string().regex(/^\d+\/[a-z0-9-]+$/)).default([]),
    /** The offer exists only where this holds. */
    when: Conditions.optional(),
    /** One offer per value read (a carrier's several sites); the value is then the raw field `item`. */
    each: z.strictObject({ read: z.string(), within: z.string().optional() }).optional(),
    /** With `each`: the part of the key that tells them apart, from `item`. */
    key: Rule.optional(),
    /** What may never be said of this offer, whatever the page says: the value is taken out, the next rule is tried, and a contradiction told. */
    never: z.array(Never).default([]),
    fields: fieldsOf(OFFER_NAMES, 'une offre').default({}),
  })
  .refine(({ each, key }) => (each === undefined) === (key === undefined), {
    path: ['key'],
    error: '« each » et « key » vont ensemble : chaque offre a besoin d’une clé durable',
  })
export type OfferSpec = z.infer<typeof OfferSpec>

/** A page that is not this partner's, or an offer that must not pass. `because` is one French sentence. */
const Refusal = z.strictObject({
  code: z.enum(['homonyme', 'hors-perimetre', 'page-sans-offre']),
  when: Conditions,
  because: z.string().min(10),
})

/** `mappings/<id>/sample-facts.yaml`: invented facts of the structure, for the sample pages alone. */
export const SampleFacts = z.strictObject({ structure: fieldsOf(STRUCTURE_NAMES, 'une structure') })
nameYamlShape(SampleFacts, 'sample-facts')

/** `mappings/<id>/mapping.yaml`. The `harvest:` part belongs to the connector it names, which validates it. */
export const MappingFile = z
  .strictObject({
    harvest: z.looseObject({ kind: z.string() }).superRefine(checkHarvest),
    refuse: z.array(Refusal).default([]),
    structure: fieldsOf(STRUCTURE_NAMES, 'une structure').refine(fields => 'id' in fields && 'nom' in fields, {
      error: 'id et nom sont nécessaires',
    }),
    /** Fields of every offer below, unless the offer has its own rule for the field. */
    common: fieldsOf(OFFER_NAMES, 'une offre').default({}),
    /** None for a directory of structures. */
    offers: z
      .array(OfferSpec)
      .refine(
        offers => {
          const ids = offers
            .filter(offer => offer.id !== undefined || offer.when === undefined)
            .map(offer => offer.id ?? '')
          return offers.length < 2 || new Set(ids).size === ids.length
        },
        {
          error: 'plusieurs offres d’une même page ont chacune leur id, tous différents, ou leur condition « when »',
        },
      )
      .default([]),
  })
  .superRefine(({ common, offers }, context) => {
    for (const [index, { fields }] of offers.entries()) {
      const missing = ['nom', 'description'].filter(name => !(name in fields) && !(name in common))
      if (missing.length === 0) continue
      context.addIssue({
        code: 'custom',
        path: ['offers', index],
        message: `${missing.join(' et ')} : règle nécessaire`,
      })
    }
  })
  .superRefine((mapping, context) => {
    const given = givenNames(mapping.harvest)
    if (given === null) return
    for (const { name, path } of readNames(mapping))
      if (name !== 'item' && !given.has(name))
        context.addIssue({ code: 'custom', path, message: nobodyGives(name, given) })
  })
nameYamlShape(MappingFile, 'mapping')
export type MappingFile = z.infer<typeof MappingFile>

/** The connector's own schema speaks, at the lines of the mapping. */
function checkHarvest(harvest: { kind: string }, context: z.core.$RefinementCtx) {
  const connector = connectors.get(harvest.kind)
  if (!connector) {
    const known = [...connectors.keys()].sort()
    const [near] = nearest(harvest.kind, known)
    const hint = near ? `vouliez-vous dire « ${near} » ?` : `attendu : ${known.join(', ')}`
    context.addIssue({
      code: 'custom',
      path: ['kind'],
      message: `forme de source inconnue « ${harvest.kind} » ; ${hint}`,
    })
    return
  }
  try {
    connector.parse(harvest)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    for (const issue of error.issues) {
      context.addIssue({ code: 'custom', path: issue.path, message: frenchIssue(issue, harvest) })
    }
  }
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'iu')
    return true
  } catch {
    return false
  }
}
