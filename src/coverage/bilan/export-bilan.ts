import { canonicalJson } from '../../common/digest.ts'
import type { SnapshotStore } from '../kept-report.ts'
import type { Bilan } from './bilan-contract.ts'
import { bilanDocument } from './document.ts'

export const BILAN_FORMATS = ['xlsx', 'ods', 'docx', 'pdf'] as const
export type BilanFormat = (typeof BILAN_FORMATS)[number]

const MEDIA: Record<BilanFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

export interface BilanFile {
  bytes: Uint8Array
  media: string
  fileName: string
}

/** The account in one of its forms. */
export async function bilanFile(bilan: Bilan, format: BilanFormat): Promise<BilanFile> {
  const blocks = bilanDocument(bilan)
  const signatures = ['Pour le Département', 'Pour l’État']
  // Each loads what it is written with, tens of megabytes, when somebody asks for it.
  const make = {
    xlsx: async () => (await import('./bilan-workbook.ts')).bilanXlsx(blocks, bilan.date),
    ods: async () => (await import('./bilan-workbook.ts')).bilanOds(blocks, bilan.date),
    docx: async () => (await import('./bilan-docx.ts')).bilanDocx(blocks, signatures),
    pdf: async () => (await import('./bilan-pdf.ts')).bilanPdf(blocks, signatures, bilan.date),
  }
  return {
    bytes: await make[format](),
    media: MEDIA[format],
    fileName: `bilan-${bilan.convention.id}-${bilan.date}.${format}`,
  }
}

/** Under which a frozen account is kept among the snapshots. */
const KEPT = (convention: string) => `application/vnd.dora-sync.bilan+json;convention=${convention}`

/** Keeps an account for good. @returns its id */
export async function keepBilan(store: SnapshotStore, bilan: Bilan): Promise<string> {
  return store.save(bilan.date, KEPT(bilan.convention.id), new TextEncoder().encode(canonicalJson(bilan)))
}

/** Those kept of a convention, the latest first. */
export async function keptBilans(store: SnapshotStore, convention: string): Promise<{ id: string; stored: string }[]> {
  return (await store.list(5000))
    .filter(({ media }) => media === KEPT(convention))
    .map(({ id, stored }) => ({ id, stored }))
}

/** One of them, or null. */
export async function keptBilan(store: SnapshotStore, id: string): Promise<Bilan | null> {
  const kept = await store.read(id)
  if (!kept?.media.startsWith('application/vnd.dora-sync.bilan+json')) return null
  const read = JSON.parse(new TextDecoder().decode(kept.bytes)) as Bilan
  return read.schema === 'dora-sync/bilan/1' ? read : null
}
