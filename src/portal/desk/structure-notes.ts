import { frenchDate } from '../../common/french.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { NoteKind, StructureNote } from '../../ledger/structure-notes.ts'
import { sayInTurn } from './say-in-turn.ts'

export const NOTE_KINDS: Record<NoteKind, string> = {
  appel: 'Appel',
  'lettre-mise-a-jour': 'Lettre : relire ses services',
  'lettre-prise-en-main': 'Lettre : prendre la structure en main dans DORA',
}

export function isNoteKind(text: string): text is NoteKind {
  return Object.hasOwn(NOTE_KINDS, text)
}

/** Kept, and told in the journal: nothing of the people called but what the note says. @returns false: it was noted already, in the same words */
export async function writeNote(
  ledger: Pick<Ledger, 'transaction'>,
  { slug, name }: { slug: string; name: string },
  said: StructureNote,
): Promise<boolean> {
  const title = `${NOTE_KINDS[said.kind]}, le ${frenchDate(said.day)}`
  return ledger.transaction(async shelves => {
    const { structureNotes, events } = shelves
    await sayInTurn(shelves, slug)
    const before = (await structureNotes.list(slug)).get(slug) ?? []
    if (before.some(note => isSame(note, said))) return false
    await structureNotes.add(slug, said)
    await events.add({ actor: said.by, action: 'structure-note', key: slug, detail: { name, title, note: said.note } })
    return true
  })
}

const isSame = (one: StructureNote, other: StructureNote): boolean =>
  one.kind === other.kind && one.day === other.day && one.note === other.note && one.by === other.by
