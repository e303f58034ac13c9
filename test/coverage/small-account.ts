import type { Block } from '../../src/coverage/bilan/document.ts'

/** A final account with each kind of block, row and cell once. Invented. */
export const blocks: Block[] = [
  { kind: 'heading', level: 1, text: 'Bilan : essai', sheet: 'Bilan', id: 'bilan' },
  { kind: 'text', text: 'Petit-Pays : ce qui manque.' },
  { kind: 'heading', level: 1, text: 'Une partie au titre plus long que trente et un signes', id: 'une' },
  {
    kind: 'table',
    caption: 'Dépenses',
    columns: [
      { header: 'Nature', kind: 'text', width: 30 },
      { header: 'Unités', kind: 'number', width: 10 },
      { header: 'Montant', kind: 'euros', width: 14 },
    ],
    rows: [
      { cells: ['Poste : « un »', 2, 1200] },
      { cells: [null, 0.5, 30.5] },
      { cells: ['Sous-total', null, 1230.5], role: 'subtotal', span: 2 },
      { cells: ['Total', 2.5, 1230.5], role: 'total' },
    ],
  },
  { kind: 'heading', level: 2, text: 'Sous-partie', id: 'sous' },
  { kind: 'table', caption: 'Rien', columns: [{ header: 'Vide', kind: 'text', width: 8 }], rows: [] },
  { kind: 'heading', level: 1, text: 'Cases à remplir', sheet: 'Manque', id: 'manque' },
  { kind: 'text', text: 'Une case.' },
]
export const signatures = ['Pour : le Département', 'Pour l’État']
