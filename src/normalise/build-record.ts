import { frenchNumber } from '../common/french.ts'
import type { Rejection, Whose } from '../common/rejection.ts'
import { remember } from '../common/remember.ts'
import { slugify } from '../common/text.ts'
import type { RawOffer } from '../harvest/connector.ts'
import { fieldLabel } from '../reference/field-labels.ts'
import type { Problem } from '../reference/problem.ts'
import type { Service, Structure } from '../reference/records.ts'
import { labelOf } from '../reference/referentiels.ts'
import { type CriterionName, qualityScore, scoreOf } from '../reference/score.ts'
import { type Validation, validateService, validateStructure } from '../reference/validate.ts'
import type { Field } from './mapping/schema.ts'
import type { NormaliseInput } from './normalise-input.ts'
import type { Finding } from './normalised-offer.ts'
import { quote } from './quote.ts'
import type { FieldsResult } from './read-field.ts'
import { serviceValues, structureValues } from './record-values.ts'

/** Score under which DORA hides the results of other producers, in [0, 1]. */
export const SHOWN_FROM = 0.8

type Built<R, More = object> = ({ record: R; findings: Finding[] } & More) | { rejections: Rejection[] }

/** The structure of a record, validated; ids are `<source>--<local id>`. */
export function buildStructure(
  read: FieldsResult,
  raw: RawOffer,
  input: NormaliseInput,
  key = raw.key,
): Built<Structure> {
  const missing = missingFields(['id', 'nom'], read, () => input.mapping.structure, raw, key, 'structure.')
  if (missing.length > 0) return { rejections: missing }
  const date = dated(read, input)
  const verdict = validateStructure(
    {
      ...structureValues(read.values),
      date_maj: date.day,
      source: input.source.id,
      id: `${input.source.id}--${idOf(read.values.id)}`,
    },
    { today: input.today, strict: true },
  )
  if (!verdict.valid) return { rejections: refusals(verdict, read, raw, key, 'structure.') }
  return { record: date.unknown ? { ...verdict.record, date_maj: null } : verdict.record, findings: [] }
}

/** The service of a record, validated and scored. */
export function buildService(
  read: FieldsResult,
  structure: FieldsResult,
  key: string,
  raw: RawOffer,
  input: NormaliseInput,
): Built<Service, { score: number }> {
  const spec = () => Object.assign({}, ...input.mapping.offers.map(offer => offer.fields)) as Record<string, Field>
  const missing = missingFields(['nom', 'description'], read, spec, raw, key, '')
  if (missing.length > 0) return { rejections: missing }
  const values = serviceValues(read.values)
  const findings = aloneForEverybody(values)
  if (values.lien_source === undefined) {
    values.lien_source = raw.address
    read.provenance.lien_source = [
      {
        words: raw.address,
        document: 'default',
        address: raw.address,
        where: 'adresse lue',
        rule: 'lien_source ← adresse de la page',
      },
    ]
  }
  const source = input.source.id
  const date = dated(read, input)
  const verdict = validateService(
    {
      ...values,
      date_maj: date.day,
      source,
      id: `${source}--${key}`,
      structure_id: `${source}--${idOf(structure.values.id ?? '')}`,
    },
    { today: input.today, strict: true },
  )
  if (!verdict.valid) return { rejections: refusals(verdict, read, raw, key, '') }
  const record = date.unknown ? { ...verdict.record, date_maj: null } : verdict.record
  const score = scoreOf(record, input)
  if (score < SHOWN_FROM) {
    const weak = qualityScore(record, input).criteria.filter(({ value }) => value !== null && value < 1)
    findings.push({
      code: 'score-insuffisant',
      field: null,
      severity: 'avertissement',
      message: `Score de qualité ${frenchNumber(score, 2)} (${frenchNumber(SHOWN_FROM)} attendu). Ce que les faits publics ne donnent pas : ${weak.map(({ name }) => ADVICE[name]).join(' ; ')}.`,
    })
  }
  return { record, findings, score }
}

const slugOf = remember(slugify)
/** A structure's id comes again in each of its offers. */
const idOf = (id: unknown): string => slugOf(String(id))

const ADVICE: Record<CriterionName, string> = {
  adresse_bien_definie: 'l’adresse du lieu d’accueil',
  modes_mobilisation_bien_definis: 'comment et par qui l’offre peut être mobilisée',
  au_moins_un_public: 'le public',
  au_moins_une_thematique: 'la thématique',
  au_moins_un_moyen_de_contact: 'un moyen de contact',
  courriel_bien_defini: 'le courriel',
  date_maj_recente: 'une mise à jour de moins de six mois',
  frais_bien_definis: 'le prix',
  description_bien_definie: 'une description de 200 à 1 999 caractères',
  telephone_bien_defini: 'le téléphone',
}

interface Dated {
  /** Day for the schema, which wants one. */
  day: string
  /** The source gives a date that nobody can read: the record carries none, never the day of a reading. */
  unknown: boolean
}

/** Day of the last human confirmation that the source gives; when it gives none, the day the offer was first seen: never the day of a mere new reading. */
function dated(read: FieldsResult, { today, firstSeen = today }: NormaliseInput): Dated {
  const told = read.values.date_maj
  if (typeof told === 'string' && told <= today) return { day: told, unknown: false }
  const unread = read.findings.some(({ code, field }) => field === 'date_maj' && code === 'valeur-illisible')
  if (told !== undefined) {
    read.findings.push({
      code: 'valeur-impossible',
      field: 'date_maj',
      severity: 'contradiction',
      message: `La date de mise à jour « ${String(told)} » est dans le futur : elle n’est pas retenue.`,
    })
  }
  const unknown = told !== undefined || unread
  read.provenance.date_maj = [
    {
      words: unknown ? 'inconnue' : firstSeen,
      document: 'default',
      address: '',
      where: unknown ? 'date illisible' : 'première lecture',
      rule: `date_maj ← ${unknown ? 'rien, la date de la source est illisible' : 'jour de la première lecture'}`,
    },
  ]
  return { day: firstSeen, unknown }
}

/** `tous-publics` says everybody: what a page names beside it only insists. */
function aloneForEverybody(values: { publics: unknown }): Finding[] {
  const { publics } = values
  if (!Array.isArray(publics) || publics.length < 2 || !publics.includes('tous-publics')) return []
  values.publics = ['tous-publics']
  const others = publics
    .filter(value => value !== 'tous-publics')
    .map(value => labelOf('publics', String(value)))
    .join(', ')
  return [
    {
      code: 'tous-publics-seul',
      field: 'publics',
      severity: 'info',
      message: `L’offre est ouverte à tous : « ${others} », que la source met en avant, n’est pas une condition.`,
    },
  ]
}

function missingFields(
  names: string[],
  read: FieldsResult,
  spec: () => Record<string, Field>,
  raw: RawOffer,
  key: string,
  prefix: string,
): Rejection[] {
  return names
    .filter(name => read.values[name] === undefined)
    .map(name => {
      const sought = (spec()[name] ?? []).flatMap(rule => rule.read ?? [])
      const present = sought.some(field => (raw.fields[field]?.length ?? 0) > 0)
      const label = fieldLabel(name)
      return {
        code: 'champ-manquant',
        key,
        where: raw.address,
        field: `${prefix}${name}`,
        received: null,
        expected: `${label}, lu dans ${sought.map(field => `« ${field} »`).join(' ou ') || 'la configuration'}`,
        message: present
          ? `${label} est là mais n’a pas pu être retenu : ${lastTold(read, name)}`
          : `${label} manque : rien ne le donne, ou la présentation a changé.`,
        whose: present || sought.length > 0 ? 'partenaire' : 'configuration',
      } satisfies Rejection
    })
}

function lastTold({ findings }: FieldsResult, field: string): string {
  return (
    findings.findLast(finding => finding.field === field)?.message ??
    'la règle de la configuration ne le reconnaît pas.'
  )
}

/** One rejection per fault of the schema; a value that the mapping fixed is the configuration's move, a value read the partner's. */
function refusals(
  verdict: Validation<unknown>,
  read: FieldsResult,
  raw: RawOffer,
  key: string,
  prefix: string,
): Rejection[] {
  return verdict.errors.map((problem: Problem) => {
    const [field = null] = problem.loc
    const origin = field === null ? undefined : read.provenance[field]?.[0]
    const whose: Whose = !origin || ['default', 'convention'].includes(origin.document) ? 'configuration' : 'partenaire'
    return {
      code: `schema-${problem.type}`,
      key,
      where: origin ? `${origin.address}, ${origin.where}` : raw.address,
      field: field === null ? null : `${prefix}${field}`,
      received: field === null ? null : quote(String(read.values[field] ?? '')),
      expected: 'une valeur que le schéma data·inclusion v1 accepte',
      message: problem.message,
      whose,
    }
  })
}
