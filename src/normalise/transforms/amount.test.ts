import { expect, test } from 'vitest'
import { parseAmounts, parseFees } from './amount.ts'

test.each([
  ['12 000 €', [12000]],
  ['12\u202F000\u00A0€ au plus', [12000]],
  ['1.000,50 euros', [1000.5]],
  ['30 000€ pour PAEAD et 4 000€ pour no code', [30000, 4000]],
  ['15 000¢€ au titre', [15000]],
  ['45 k€', [45000]],
])('%s', (text, values) => {
  expect(parseAmounts(text)).toEqual({ ok: true, values })
})

test.each(['', 'gratuit', '12 000 personnes'])('«%s» has no amount', text => {
  expect(parseAmounts(text)).toMatchObject({ ok: false })
})

test.each([
  ['Gratuit pour les bénéficiaires du RSA', 'gratuit'],
  ['Sans frais', 'gratuit'],
  ['0 €', 'gratuit'],
  ['20 € par mois', 'payant'],
  ['Adhésion à l’association', 'payant'],
])('%s', (text, fee) => {
  expect(parseFees(text)).toEqual({ ok: true, values: [fee] })
})

test('silence about the price is told', () => {
  expect(parseFees('nous consulter')).toMatchObject({ ok: false })
})
