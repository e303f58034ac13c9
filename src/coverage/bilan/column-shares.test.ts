import { expect, test } from 'vitest'
import { columnShares } from './column-shares.ts'
import type { DocumentColumn } from './document.ts'

const column = (header: string, width: number): DocumentColumn => ({ header, kind: 'text', width })

test('no word is cut: a narrow column takes from those that can spare', () => {
  const columns = [column('Individuel ou collectif', 2), column('Public', 20), column('Contenu', 78)]
  const [first = 0, second = 0, third = 0] = columnShares({ columns }, [], 100)
  expect(first * 100).toBeCloseTo('Individuel'.length + 2)
  expect(second).toBeLessThan(0.2)
  expect(second).toBeGreaterThan(0.15)
  expect(first + second + third).toBeCloseTo(1)
})

test('amounts and durations hold on one line; what runs over several columns asks nothing of the first', () => {
  const columns = [column('Nature', 30), { ...column('Montant', 10), kind: 'euros' as const }, column('Objet', 60)]
  const rows = [
    { cells: ['Poste', 1_249_340, 'x'] },
    { cells: ['Sous-total-sans-aucune-espace-où-couper'.replaceAll('-', ''), 5, null], span: 2 },
  ]
  const [first = 0, second = 0] = columnShares({ columns }, [{ kind: 'table', caption: '', columns, rows }], 100)
  expect(second * 100).toBeCloseTo('1 249 340 €'.length + 2)
  expect(first * 100).toBeLessThan(30)
})

test('more words than room: shares still add up', () => {
  const columns = [column('Anticonstitutionnellement', 1), column('Interopérabilité', 1)]
  expect(columnShares({ columns }, [], 20).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
})
