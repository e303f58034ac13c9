import { parisDay } from '../../common/paris-day.ts'
import type { Rejection } from '../../common/rejection.ts'
import { slugify } from '../../common/text.ts'
import type { Geography } from '../../reference/geography.ts'
import type { Service } from '../../reference/records.ts'
import { qualityScore } from '../../reference/score.ts'
import { validateService, validateStructure } from '../../reference/validate.ts'
import { type KnownPartner, siretOf } from '../known-siret.ts'
import type { Finding, NormalisedOffer, Provenance } from '../normalised-offer.ts'
import type { Statement, Typed } from './statement.ts'
import { typedCommune } from './typed-commune.ts'
import { typedDay } from './typed-day.ts'
import { typedHours, typedZone } from './typed-place.ts'
import { typedFields } from './with-statements.ts'

export interface DeclaredContext {
  /** Id of the source its offers join. */
  source: string
  /** Lines of the convention that the partner may answer. */
  lines: string[]
  /** Who declares, as the convention names them. */
  partner: KnownPartner
  department: string
  /** Day `YYYY-MM-DD`. */
  today: string
  geography: Pick<Geography, 'communesNamed' | 'communesOfPostalCode'>
}

/** Key, inside its source, of an offer that a partner declared under an identifier of their own. */
export function declaredKey(id: string): string {
  return `declaration-${slugify(id)}`
}

/** Whether an offer was declared, and is on no page. */
export const isDeclared = (key: string): boolean => key.startsWith('declaration-')

/** An accepted declaration as an offer like any other, or why it cannot be one. Pure. */
export function declaredOffer(
  statement: Statement,
  context: DeclaredContext,
): { offer: NormalisedOffer } | { rejection: Rejection } | null {
  const { body } = statement
  if (body.kind !== 'declaration') return null
  const { fields } = body
  const key = declaredKey(fields.id ?? statement.id)
  const day = parisDay(new Date(statement.at))
  const where = `demande ${statement.id}`
  const place = typedCommune(fields.commune, fields.code_postal, context.geography)
  const { source, today } = context
  const rules = { today, strict: false }
  const usable = typedFields(fields, context.department)
  const siret = fields.siret?.replace(/\s/g, '') || siretOf(fields.structure_nom, context.partner)
  const structureId = `declaration-${slugify(siret ?? fields.structure_nom ?? '')}`
  const structure = validateStructure(
    {
      source,
      id: structureId,
      nom: fields.structure_nom,
      siret,
      date_maj: day,
      ...place,
    },
    rules,
  )
  const service = validateService(
    { ...usable, source, id: key, structure_id: structureId, date_maj: day, ...place },
    rules,
  )
  const end = fields.fin ? typedDay(fields.fin) : null
  const problem = structure.errors[0] ?? service.errors[0]
  if (!structure.valid || !service.valid)
    return {
      rejection: {
        code: 'declaration-incomplete',
        key,
        where,
        field: problem?.loc[0] ?? null,
        received: null,
        expected: problem?.message ?? 'une fiche valide',
        message: `L’offre déclarée « ${fields.nom ?? ''} » ne peut pas être envoyée : ${problem?.message ?? ''}`,
        whose: 'partenaire',
      },
    }
  return {
    offer: {
      source,
      key,
      address: where,
      service: service.record,
      structure: structure.record,
      provenance: {
        ...provenanceOf(service.record, statement, where),
        ...(end === null ? {} : { fin: endFrom(end, statement, where) }),
      },
      ...(end === null ? {} : { session: { start: null, end, places: null } }),
      findings: leftOut(fields, context.department),
      score: qualityScore(service.record, { today }).score,
      actions: actionsOf(fields.action, context.lines),
    },
  }
}

/** The line that the partner named; the only one when there is one; none rather than a guess. */
function actionsOf(named: string | undefined, lines: readonly string[]): string[] {
  if (named && lines.includes(named)) return [named]
  return lines.length === 1 ? [...lines] : []
}

/** What was typed and could not be used, said rather than dropped. */
function leftOut(fields: Typed, department: string): Finding[] {
  const findings: Finding[] = []
  const say = (field: string, message: string) =>
    findings.push({ code: 'declaration-non-lue', field, severity: 'avertissement', message })
  for (const { words } of fields.zone_eligibilite ? typedZone(fields.zone_eligibilite, department).unknown : [])
    say('zone_eligibilite', `Zone : « ${words} » n’est pas un territoire connu, et n’est pas envoyé.`)
  if (fields.horaires_accueil && 'expected' in typedHours(fields.horaires_accueil))
    say('horaires_accueil', `Horaires : « ${fields.horaires_accueil} » n’a pas pu être lu, et n’est pas envoyé.`)
  return findings
}

function endFrom(end: string, statement: Statement, address: string): Provenance[] {
  const where = `dit par ${statement.by} le ${parisDay(new Date(statement.at))}`
  return [{ words: end, document: 'declaration', address, where, rule: 'déclaration acceptée' }]
}

function provenanceOf(service: Service, statement: Statement, address: string): Record<string, Provenance[]> {
  const day = parisDay(new Date(statement.at))
  return Object.fromEntries(
    Object.entries(service)
      .filter(([name, value]) => value !== null && !['source', 'id', 'structure_id'].includes(name))
      .map(([name, value]) => [
        name,
        [
          {
            words: Array.isArray(value) ? value.join(', ') : String(value),
            document: 'declaration',
            address,
            where: `dit par ${statement.by} le ${day}`,
            rule: 'déclaration acceptée',
          },
        ],
      ]),
  )
}
