import type { DoraService } from '../dora/port.ts'
import type { Link } from '../ledger/links.ts'
import type { Memories, Operation, OperationWork, UndoWork } from '../ledger/plan.ts'
import { type Field, same } from './fields.ts'
import { keysOf, type Patch, put, readable } from './patch.ts'

/** A write that was sent, and what it was bound to. */
export interface Written
  extends Pick<Operation, 'source' | 'key' | 'kind' | 'before' | 'after'>,
    Pick<OperationWork, 'version' | 'rebase' | 'settles'> {
  /** When a person last saved it, when this plan saw that. */
  edited: string | null
  /** The write takes an earlier one back: the memories of its fields become what they were. */
  undo?: UndoWork | undefined
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
    // A person published what policy leaves a draft: DORA's status is ours, the source's word on it stays.
    if (written.kind === 'publish') {
      put(base, field, answer.fields[field])
      continue
    }
    if (written.undo) {
      if (written.undo.was !== null) remember(field, written.undo.was, { base, sent }, answer)
      continue
    }
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
    retired: retiredAfter(written, link, answer),
    status: answer.fields.status,
    published: answer.publicationDate,
    suspension: answer.fields.suspensionDate,
    home: link?.structure === answer.structure ? link.home : null,
    edited: written.edited ?? link?.edited ?? null,
    since: link?.since ?? written.at,
    shown: readable(answer),
  }
}

/** A field as it was remembered before the write that is taken back: a person's value goes on looking like a person's. */
function remember(field: Field, was: Memories, { base, sent }: Memories, { fields, hidden }: DoraService): void {
  if (!Object.hasOwn(was.base, field) || hidden.includes(field)) delete base[field]
  else put(base, field, same(field, was.base[field], fields[field]) ? fields[field] : was.base[field])
  if (Object.hasOwn(was.sent, field)) put(sent, field, was.sent[field])
  else delete sent[field]
}

/** What is archived and changes otherwise stays archived, with the status it is to take back. */
function retiredAfter({ kind, before, at }: Written, link: Link | null, { fields }: DoraService): Link['retired'] {
  if (kind === 'archive') return { at, status: before?.status ?? null }
  return kind === 'update' && fields.status === 'ARCHIVED' ? (link?.retired ?? null) : null
}
