import type { Finding, RecordKind } from '../finding.ts'

/** One record as a file gives it, not judged yet. */
export type RawRecord =
  | { ok: true; kind: RecordKind; record: unknown; where: string; findings: Finding[] }
  /** `stops`: the file cannot be read further; absent: only this record cannot. */
  | { ok: false; where: string; message: string; stops?: true }

const LISTS = new Set([
  'thematiques',
  'publics',
  'modes_accueil',
  'zone_eligibilite',
  'modes_mobilisation',
  'mobilisable_par',
  'reseaux_porteurs',
])

const SERVICE_ONLY = [
  'structure_id',
  'type',
  'types',
  'thematiques',
  'publics',
  'profils',
  'frais',
  'modes_accueil',
  'modes_mobilisation',
  'mobilisable_par',
  'zone_eligibilite',
  'lien_mobilisation',
  'conditions_acces',
  'nombre_semaines',
  'volume_horaire_hebdomadaire',
  'zone_diffusion_type',
]

export function isListField(field: string): boolean {
  return LISTS.has(field)
}

/** A service is told by its `structure_id`, or by any field that only services have; everything else is a structure. */
export function kindOf(record: unknown): RecordKind {
  if (typeof record !== 'object' || record === null) return 'service'
  if ('siret' in record || 'reseaux_porteurs' in record || 'typologie' in record)
    return 'structure_id' in record ? 'service' : 'structure'
  return SERVICE_ONLY.some(field => field in record) ? 'service' : 'structure'
}

/** Whether a line of JSON is a service, if it can be read at all: one object, with none inside it, that has a `structure_id`. Told without reading it. */
export function isPlainlyService(line: string): boolean {
  return !line.includes('{', line.indexOf('{') + 1) && /"structure_id"\s*:/.test(line)
}

export function rawRecord(
  record: unknown,
  where: string,
  kind: RecordKind | null,
  findings: Finding[] = [],
): RawRecord {
  return { ok: true, kind: kind ?? kindOf(record), record, where, findings }
}
