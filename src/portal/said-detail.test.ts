import { expect, test } from 'vitest'
import { saidDetail } from './said-detail.ts'

const names = { partner: (id: string) => id.toUpperCase() }

test.each([
  [{ partner: 'adie', email: 'a@b.fr', expires: '2027-05-23T18:02:51.424Z' }, 'ADIE ; a@b.fr ; jusqu’au 23 mai 2027'],
  [
    { item: 'item_1', title: 'Conflit', decision: { action: 'keep', side: 'always-ours', field: 'feeDetails' } },
    'Conflit ; Précisions sur les frais : valeur du partenaire, toujours',
  ],
  [{ fresh: true, statement: 'statement_1', partner: 'adie' }, 'ADIE'],
  [{ plan: 'plan_1', note: null }, ''],
  [null, ''],
])('%j', (detail, said) => {
  expect(saidDetail(detail, names)).toContain(said)
  expect(saidDetail(detail, names)).not.toMatch(/_\d|T\d\d:/)
})
