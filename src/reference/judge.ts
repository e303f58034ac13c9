import type { Finding, RecordKind } from './finding.ts'
import { findingsOf } from './findings.ts'
import type { Geography } from './geography.ts'
import { type Migration, migrate, speaksV0 } from './migrate.ts'
import type { Problem } from './problem.ts'
import { type Criterion, qualityScore, scoreOf } from './score.ts'
import type { SetFindings } from './set-findings.ts'
import { validateService, validateStructure } from './validate.ts'

/** Everything we have to say of one record, as `dora-sync validate --json` prints it on one line. */
export interface Judgement {
  id: string | null
  kind: RecordKind | null
  valid: boolean
  errors: Problem[]
  warnings: Problem[]
  /** In [0, 1]; null for a structure, and for a service that is not valid: the official package gives them none. */
  score: number | null
  /** Each criterion's value, null where it does not apply; null when there is no score, or when nobody asked for details. */
  criteria: Record<string, number | null> | null
  findings: Finding[]
  /** Only for a record that spoke v0: what the move to v1 did. */
  migration?: Migration['steps']
}

export interface JudgeContext {
  today: string
  strict: boolean
  /** Whether each criterion of a score is wanted. */
  detailed: boolean
  geography: Geography
  set: SetFindings
}

/** Judges a raw record: moved to v1 when it speaks v0, then verdict, score, findings. Pure but for `set`; never throws. */
export function judge(kind: RecordKind, raw: unknown, found: readonly Finding[], context: JudgeContext): Judgement {
  const { detailed, geography, set, today } = context
  const migration = speaksV0(raw) ? migrate(kind, raw as Record<string, unknown>, geography) : null
  const record = migration?.record ?? raw
  const findings = found.concat(findingsOf(kind, record, geography), set.next(kind, record))
  const service = kind === 'service' ? validateService(record, context) : null
  const { valid, errors, warnings } = service ?? validateStructure(record, context)
  const scored = service?.valid ? service.record : null
  const quality = scored && detailed ? qualityScore(scored, { today }) : null
  const judgement: Judgement = {
    id: idOf(record),
    kind,
    valid,
    errors,
    warnings,
    score: quality?.score ?? (scored && scoreOf(scored, { today })),
    criteria: quality && byName(quality.criteria),
    findings,
  }
  if (migration) judgement.migration = migration.steps
  return judgement
}

function byName(criteria: readonly Criterion[]): Record<string, number | null> {
  const values: Record<string, number | null> = {}
  for (const { name, value } of criteria) values[name] = value
  return values
}

function idOf(record: unknown): string | null {
  const id = typeof record === 'object' && record !== null ? (record as Record<string, unknown>).id : null
  return typeof id === 'string' ? id : null
}
