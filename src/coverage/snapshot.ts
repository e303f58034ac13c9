import { canonicalJson, sha256 } from '../common/digest.ts'
import type { CoverageReport } from './report-contract.ts'
import { upgraded } from './upgrade.ts'

/** A report frozen as bytes: the same input gives the same bytes, hence the same fingerprint and the same address. */
export interface CoverageSnapshot {
  /** `<date>-<first 16 of the fingerprint>`: part of its permanent address. */
  id: string
  date: string
  media: 'application/json'
  bytes: Uint8Array
  /** SHA-256 of the bytes. */
  fingerprint: string
}

export function snapshotOf(report: CoverageReport): CoverageSnapshot {
  const bytes = new TextEncoder().encode(
    `${canonicalJson({ ...report, todo: [...report.todo], services: [...report.services] })}\n`,
  )
  const fingerprint = sha256(bytes)
  return {
    id: `${report.date}-${fingerprint.slice(0, 16)}`,
    date: report.date,
    media: 'application/json',
    bytes,
    fingerprint,
  }
}

/**
 * @param fingerprint when known, checked against the bytes
 * @throws when the bytes are not a report of this version, or were altered
 */
export function readSnapshot(bytes: Uint8Array, fingerprint?: string): CoverageReport {
  if (fingerprint !== undefined && sha256(bytes) !== fingerprint) {
    throw new Error('Rapport enregistré altéré : son empreinte ne correspond plus à son contenu')
  }
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new Error('Rapport enregistré illisible : ce n’est pas du JSON', { cause })
  }
  const schema = typeof read === 'object' && read !== null && 'schema' in read ? read.schema : undefined
  if (typeof schema !== 'string' || !/^dora-sync\/coverage\/[123]$/.test(schema)) {
    throw new Error(`Rapport enregistré d’une autre version : attendu dora-sync/coverage/3, reçu ${String(schema)}`)
  }
  return upgraded(read as CoverageReport)
}
