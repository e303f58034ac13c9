import { expect, test } from 'vitest'
import { parseAmounts } from './amount.ts'

test.each([
  ['12 000 €', [12000]],
  ['12\u202F000\u00A0€ au plus', [12000]],
  ['1.000,50 euros', [1000.5]],
  ['30 000€ pour PAEAD et 4 000€ pour no code', [30000, 4000]],
  ['15 000¢€ au titre', [15000]],
  ['45 k€', [45000]],
  ['€ 15', [15]],
])('%s', (text, values) => {
  expect(parseAmounts(text)).toMatchObject({ ok: true, values })
})

test.each(['', 'gratuit', '12 000 personnes'])('«%s» has no amount', text => {
  expect(parseAmounts(text)).toMatchObject({ ok: false })
})

test.each([
  ['dix euros', [10]],
  ['vingt-cinq euros et trente euros', [25, 30]],
  ['cent vingt euros', [120]],
  ['mille deux cents euros', [1200]],
  ['15 € ou vingt et un euros', [15, 21]],
  ['un euro', [1]],
])('amounts in letters: %s', (words, values) => {
  expect(parseAmounts(words)).toMatchObject({ ok: true, values })
})

test('letters without «euro», or inside a word, are no amount', () => {
  expect(parseAmounts('dix personnes')).toMatchObject({ ok: false })
  expect(parseAmounts('quelques euros')).toMatchObject({ ok: false })
})
