import type { DoraService } from '../dora/port.ts'
import type { Link } from '../ledger/links.ts'
import type { OperationKind, OperationWork } from '../ledger/plan.ts'
import { keysOf, type Patch, put } from './patch.ts'

export interface Written {
  source: string
  key: string
  kind: OperationKind
  before: Patch | null
  /** What was sent. */
  after: Patch
  version: string
  rebase: OperationWork['rebase']
  /** When a person last saved it, when this plan saw that. */
  edited: string | null
  settles: string | null
  /** ISO instant. */
  at: string
}

/**
 * The link as it stands once DORA answered. Only the fields that were written (or agreed on) take DORA's answer as their base:
 * a field that a person keeps must go on looking like a person's.
 */
export function linkAfter(written: Written, link: Link | null, answer: DoraService): Link {
  const base: Patch = { ...link?.base, ...written.rebase.base }
  const sent: Patch = { ...link?.sent, ...written.rebase.sent }
  for (const field of keysOf(written.after)) {
    // Archiving and its undoing are not the source's word on the status: its memories stay as they were before.
    if (field === 'status' && (written.kind === 'archive' || written.kind === 'restore')) continue
    if (answer.hidden.includes(field)) delete base[field]
    else put(base, field, answer.fields[field])
    put(sent, field, written.after[field])
  }
  return {
    source: written.source,
    key: written.key,
    slug: answer.slug,
    structure: answer.structure,
    origin: link?.origin ?? (written.kind === 'create' ? 'created' : 'adopted'),
    base,
    sent,
    version: written.version,
    modified: answer.modificationDate,
    settled: written.settles === null ? null : { fingerprint: written.settles, modified: answer.modificationDate },
    retired: written.kind === 'archive' ? { at: written.at, status: written.before?.status ?? null } : null,
    status: answer.fields.status,
    published: answer.publicationDate,
    edited: written.edited ?? link?.edited ?? null,
    since: link?.since ?? written.at,
  }
}
