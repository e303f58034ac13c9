import { expect, test } from 'vitest'
import { parsePhones, phones } from './phones.ts'

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
  ['(+33) 2 99 02 03 04', ['+33299020304']],
  ['02 – 99 – 02 – 03 – 04', ['+33299020304']],
  ['02_99_02_03_04', ['+33299020304']],
  ['02 99 02 03 04 – 06 11 22 33 44', ['+33299020304', '+33611223344']],
  ['Tél/Fax : 02 99 02 03 04', ['+33299020304']],
  ['Tél. et fax 02 99 02 03 04', ['+33299020304']],
  ['02 99 02 03 04 - Fax 02 99 02 03 05', ['+33299020304']],
  ['02 99 02 03 05 (fax) / 02 99 02 03 04 (tél.)', ['+33299020304']],
  ['Nouveau numéro : 02 99 02 03 04 (ancien : 02 99 02 03 05)', ['+33299020304']],
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

test.each([
  ['2 99 59 38 80', '0'],
  ['2.99.59.38.80', '0'],
  ['33299593880', '+'],
  ['33 2 99 59 38 80', '+'],
  ['33 299593880', '+'],
])('«%s» lost its %s: mended, and told', (text, sign) => {
  expect(parsePhones(text)).toMatchObject({
    ok: true,
    values: ['+33299593880'],
    notes: [{ code: 'telephone-sans-zero', message: expect.stringContaining(`Le ${sign} de tête`) }],
  })
})

test.each(['02 99 02 03 05 (fax)', '02 99 02 03 05, télécopie', 'Fax : 02 99 02 03 05'])('«%s» is a fax', text => {
  expect(numbers(text)).toMatch(/, et pas un fax$/)
})

test.each(['01/02/2026 - 03/04/2026', '01-02-2026 – 03-04-2026', '01.02.2026 03.04.2026', '1 12 13 14 15 16'])(
  '«%s» is no phone either',
  text => {
    expect(numbers(text)).toContain('numéro de téléphone')
  },
)

test('a link that dials tells the number when the words do not', () => {
  const html = '<a href="tel:+33299593880">Appeler</a>'
  expect(phones.apply('Appeler', null, { today: '2026-11-29' }, html)).toEqual({ ok: true, values: ['+33299593880'] })
  expect(phones.apply('02 99 02 03 04', null, { today: '2026-11-29' }, html)).toEqual({
    ok: true,
    values: ['+33299020304'],
  })
  expect(phones.apply('Appeler', null, { today: '2026-11-29' }, '<a href="/x">Appeler</a>')).toMatchObject({
    ok: false,
  })
})

test.each(['', 'nous écrire', '02 99', '12 rue du Port, 35000 Rennes', '00 00 00 00 00'])('«%s» is no phone', text => {
  expect(numbers(text)).toContain('numéro de téléphone')
})

test('what is told beside a phone', () => {
  const told = (text: string) => {
    const parsed = parsePhones(text)
    return parsed.ok && [parsed.values[0], ...(parsed.notes ?? []).map(({ code }) => code)]
  }
  expect(told('02 99 02 03 04 ou 06 11 22 33 44')).toEqual(['+33299020304', 'telephone-a-verifier'])
  expect(told('Fax 02 99 02 03 05 Tél 02 99 02 03 04')).toEqual(['+33299020304', 'fax-laisse'])
  expect(told('02 99 02 03 05 (fax), 02 99 02 03 04')).toEqual(['+33299020304', 'fax-laisse'])
  expect(told('SMS 06 11 22 33 44, tél. 02 99 02 03 04')).toEqual(['+33299020304', 'telephone-a-verifier'])
  expect(told('Tél/Fax : 02 99 02 03 04')).toEqual(['+33299020304'])
  expect(told('02 99 02 03 04 contact@asso.fr')).toEqual(['+33299020304'])
  expect(told('02 99 02 03 04 kermesse')).toEqual(['+33299020304', 'lecture-partielle'])
  expect(numbers('ancien numéro 02 99 02 03 05')).toMatch(/, et pas un numéro qui ne sert plus$/)
  expect(numbers('3949')).toEqual(['3949'])
  expect(numbers('Bâtiment 3117')).toContain('numéro de téléphone')
  expect(numbers('36 rue du Pont 3949')).toContain('numéro de téléphone')
})

test('a number left from a model is told', () => {
  expect(parsePhones('01 23 45 67 89')).toMatchObject({
    ok: true,
    values: ['+33123456789'],
    notes: [{ code: 'telephone-a-verifier', severity: 'avertissement' }],
  })
  expect(parsePhones('02 99 02 03 04')).toEqual({ ok: true, values: ['+33299020304'] })
})
