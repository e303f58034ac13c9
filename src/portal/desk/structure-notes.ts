import { frenchDate } from '../../common/french.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { NoteKind, StructureNote } from '../../ledger/structure-notes.ts'

export const NOTE_KINDS: Record<NoteKind, string> = {
  appel: 'Appel',
  'lettre-mise-a-jour': 'Lettre : relire ses services',
  'lettre-prise-en-main': 'Lettre : prendre la structure en main dans DORA',
}

export function isNoteKind(text: string): text is NoteKind {
  return Object.hasOwn(NOTE_KINDS, text)
}

/** Kept, and told in the journal: nothing of the people called but what the note says. */
export async function writeNote(
  ledger: Pick<Ledger, 'transaction'>,
  { slug, name }: { slug: string; name: string },
  said: StructureNote,
): Promise<void> {
  const title = `${NOTE_KINDS[said.kind]}, le ${frenchDate(said.day)}`
  await ledger.transaction(async ({ structureNotes, events }) => {
    await structureNotes.add(slug, said)
    await events.add({ actor: said.by, action: 'structure-note', key: slug, detail: { name, title, note: said.note } })
  })
}
