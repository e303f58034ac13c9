import type { StructureRow } from '../../census/structure-rows.ts'
import { type ListColumn, type RowList, rowList } from '../list/row-list.ts'
import { NEXT_STEPS } from '../pages/next-steps.ts'
import { WHOSE_TURN } from '../words-of.ts'

const count = (
  id: string,
  label: string,
  value: (row: StructureRow) => number,
  usual?: true,
): ListColumn<StructureRow> => ({
  id,
  label,
  number: true,
  ...(usual ? { usual } : {}),
  words: row => String(value(row)),
  value,
})

/** What each column of the list of structures says: nothing of their people, whom DORA shows to who may see them. */
export const STRUCTURE_COLUMNS: readonly ListColumn<StructureRow>[] = [
  { id: 'siret', label: 'SIRET', words: row => row.siret ?? '' },
  { id: 'suivie', label: 'Suivie par le robot', words: row => (row.followed ? 'oui' : 'non') },
  count('services', 'Services', row => row.services, true),
  count('publies', 'Publiés', row => row.published, true),
  count('vus', 'Vus du public', row => row.visible, true),
  count('inconnus', 'Pas encore su', row => row.unknown),
  count('retard', 'À mettre à jour', row => row.late, true),
  count('completer', 'À compléter', row => row.poor, true),
  count('sans-contact', 'Sans contact', row => row.silent),
  {
    id: 'faire',
    label: 'À faire',
    usual: true,
    words: row => (row.step === null ? 'rien' : NEXT_STEPS[row.step].said(row.gain)),
  },
  { id: 'qui', label: 'À qui d’agir', words: row => (row.whose === null ? '' : WHOSE_TURN[row.whose]) },
]

/** The structures, found by their name and by the words of what can be searched of them: not by the figures of their columns. */
export const structureList = (rows: readonly StructureRow[]): RowList<StructureRow> =>
  rowList(
    rows,
    STRUCTURE_COLUMNS.filter(({ id }) => id === 'siret' || id === 'qui'),
    ({ name, followed, home, step }) =>
      `${name} ${followed ? 'suivie' : ''} ${home === 'orphan' ? 'sans membre' : ''} ${step === null ? '' : NEXT_STEPS[step].word}`,
  )
