import { expect, test } from 'vitest'
import { parsePhones } from './phones.ts'

const numbers = (text: string) => {
  const parsed = parsePhones(text)
  return parsed.ok ? parsed.values : parsed.expected
}

test.each([
  ['02 23 30 09 50', ['+33223300950']],
  ['0223300950', ['+33223300950']],
  ['02.23.30.09.50', ['+33223300950']],
  ['Tél. : 02-23-30-09-50 (accueil)', ['+33223300950']],
  ['02\u00A023\u00A030\u00A009\u00A050', ['+33223300950']],
  ['+33 2 23 30 09 50', ['+33223300950']],
  ['+33 (0)2 23 30 09 50', ['+33223300950']],
  ['0033 2 23 30 09 50', ['+33223300950']],
  ['02 99 59 38 80 / 06 12 34 56 78', ['+33299593880', '+33612345678']],
  ['02 99 59 38 80, 02 99 59 38 80', ['+33299593880']],
  ['02 99 59 38 80 06 12 34 56 78', ['+33299593880', '+33612345678']],
  ['ou composez le 3949', ['3949']],
])('%s', (text, expected) => {
  expect(numbers(text)).toEqual(expected)
})

test('an extension is left out, and told', () => {
  const parsed = parsePhones('02 99 59 38 80 poste 12')
  expect(parsed).toMatchObject({ ok: true, values: ['+33299593880'], notes: [{ code: 'poste-telephonique' }] })
})

test('a number that lost its zero in a spreadsheet is mended, and told', () => {
  expect(parsePhones('299593880')).toMatchObject({
    ok: true,
    values: ['+33299593880'],
    notes: [{ code: 'telephone-sans-zero' }],
  })
})

test.each(['', 'nous écrire', '02 99', '12 rue du Port, 35000 Rennes', '00 00 00 00 00'])('«%s» is no phone', text => {
  expect(numbers(text)).toContain('numéro de téléphone')
})
