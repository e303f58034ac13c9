import { atKey } from '../../common/at-key.ts'
import { frenchDate } from '../../common/french.ts'
import type { Ledger } from '../../ledger/ledger.ts'

/** What was done towards a structure of DORA, whoever follows it. */
export const NOTE_KINDS = {
  appel: 'Appel',
  'lettre-mise-a-jour': 'Lettre : relire ses services',
  'lettre-prise-en-main': 'Lettre : prendre la structure en main dans DORA',
} as const
export type NoteKind = keyof typeof NOTE_KINDS

export interface StructureNote {
  kind: NoteKind
  /** `YYYY-MM-DD` */
  day: string
  note: string
  /** Who wrote it down. */
  by: string
}

const ACTION = 'structure-note'
/** Notes looked at: years of calls. */
const MOST = 20_000

export function isNoteKind(text: string): text is NoteKind {
  return Object.hasOwn(NOTE_KINDS, text)
}

/** Written in the journal, where it is read back: nothing of the people called but what the note says. */
export async function writeNote(
  { events }: Pick<Ledger, 'events'>,
  structure: { slug: string; name: string },
  { by, ...said }: StructureNote,
): Promise<void> {
  const title = `${NOTE_KINDS[said.kind]}, le ${frenchDate(said.day)}`
  await events.add({
    actor: by,
    action: ACTION,
    source: null,
    key: structure.slug,
    detail: { name: structure.name, title, ...said },
  })
}

/** By slug of structure, the latest day first. @param key of one structure; absent: of all */
export async function readNotes(
  { events }: Pick<Ledger, 'events'>,
  key?: string,
): Promise<Map<string, StructureNote[]>> {
  const found = await events.list({ action: ACTION, limit: MOST, ...(key === undefined ? {} : { key }) })
  const notes = new Map<string, StructureNote[]>()
  for (const { actor, key: slug, detail } of found) {
    const { kind, day, note } = (detail ?? {}) as Partial<Record<keyof StructureNote, unknown>>
    if (slug === null || typeof kind !== 'string' || !isNoteKind(kind) || typeof day !== 'string') continue
    atKey(notes, slug, () => []).push({ kind, day, note: typeof note === 'string' ? note : '', by: actor })
  }
  for (const each of notes.values()) each.sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
  return notes
}
