import { expect, test } from 'vitest'
import { convention, line } from '../../test/coverage/small-departement.ts'
import type { Convention } from '../convention/convention.ts'
import { ficheAccounts, splitDepartmentMoney, splitMoney } from './money.ts'
import type { LineAccount } from './report-contract.ts'

const money = (state: number, department: number | null = null) => ({ state, department })
/** One amount of the State for each way that it can stand, in powers of ten. */
const lines = [
  line('1/a', 1, 'p1', { amounts: money(1, 5) }),
  line('1/b', 1, 'p1', { amounts: money(10) }),
  line('1/c', 2, 'p1', { amounts: money(100) }),
  line('1/d', 2, 'p1', { amounts: money(1000, 0), offer: false }),
  { ...line('1/e', 1, 'p1'), volet: null },
  line('1/f', 2, 'p1'),
]
const stands = (id: string, volet: number | null, state: LineAccount['state'], offer = true) =>
  ({ id, fiche: 1, volet, state, offer }) as LineAccount
const accounts = [
  stands('1/a', 1, 'referenced'),
  stands('1/b', 1, 'partial'),
  stands('1/d', 2, 'absent', false),
  stands('1/e', null, 'referenced'),
  stands('1/f', 2, 'referenced'),
]
const [fiche] = convention.fiches
if (fiche === undefined) throw new Error('no fiche')
const shares = [{ lines: ['1/c', '1/e'], amounts: money(10_000), places: null, text: '' }]
const with_ = (over: Partial<Convention['fiches'][number]> = {}): Convention => ({
  ...convention,
  fiches: [{ ...fiche, lines, shared: shares, ...over }],
})

test('each amount stands once: referenced when all its offers are, partial as soon as one is, also in part', () => {
  const split = { total: 11_111, referenced: 1, partial: 10_010, missing: 100, without_offer: 1000 }
  expect(splitMoney(with_(), accounts)).toEqual(split)
  expect(splitMoney(with_(), accounts, 1)).toEqual(split)
  expect(splitMoney(with_(), accounts, 2).total).toBe(0)
})

test('the Département’s share is the text’s, or at the ratio of what remains of the fiche’s', () => {
  expect(splitDepartmentMoney(with_({ state: 11_111, department: 30_335 }), accounts)).toEqual({
    total: 30_335,
    referenced: 5,
    partial: 30_030,
    missing: 300,
    without_offer: 0,
  })
  expect(splitDepartmentMoney(with_({ state: 11_111, department: 1000.1 }), accounts).total).toBe(1000.1)
})

test('a volet is referenced when all its offers are; a line without volet stands in the first', () => {
  const [found] = ficheAccounts(with_(), accounts)
  expect(found).toMatchObject({ offers: 4, referenced: 3, volets: 2, volets_referenced: 1 })
  const [all] = ficheAccounts(
    with_(),
    accounts.filter(({ id }) => id !== '1/b'),
  )
  expect(all).toMatchObject({ offers: 3, referenced: 3, volets: 2, volets_referenced: 2 })
})
