import { expect, test } from 'vitest'
import { parseNumber } from './number.ts'

test.each([
  ['14 adultes à partir de 18 ans', 14],
  ['-1,6743', -1.6743],
  ['48.1173', 48.1173],
  ['1\u202F350 allocataires', 1350],
])('%s', (text, value) => {
  expect(parseNumber(text)).toEqual({ ok: true, values: [value] })
})

test('no number is told', () => {
  expect(parseNumber('une douzaine')).toEqual({ ok: false, expected: 'un nombre' })
})

const told = (words: string) => {
  const parsed = parseNumber(words)
  return parsed.ok && [parsed.values[0], ...(parsed.notes ?? []).map(({ message }) => message)]
}

test.each([
  ['de 12 à 15 places', 12, 15],
  ['12-15', 12, 15],
  ['12 ou 15 personnes', 12, 15],
  ['12 et 15 personnes', 12, 15],
])('of the range «%s» the first is kept, and the last told', (words, value, other) => {
  expect(told(words)).toEqual([value, `« ${words} » : fourchette : ${value} est gardé, pas ${other}.`])
})

test('«entre … et …» is a range whatever follows, and «entre» somewhere before makes none', () => {
  expect(told('entre 12 et 15 h')).toContain('« entre 12 et 15 h » : fourchette : 12 est gardé, pas 15.')
  expect(told('entre le bureau et 12 places')).toEqual([12, expect.stringContaining('n’ont pas été lus')])
})

test.each(['moins de', 'plus de', 'jusqu’à', 'aucune', 'sans', 'environ', 'au moins'])(
  '«%s» before a number is told, once',
  turn => {
    expect(told(`${turn} 20 places`)).toEqual([
      20,
      `« ${turn} 20 places » : « ${turn} » devant le nombre n’est pas gardé.`,
    ])
  },
)

test('a turn that stands elsewhere turns nothing', () => {
  expect(told('un groupe : 12 personnes, environ')).toEqual([12])
})

test('a second number is told, ages are none, and a number of thousands is one', () => {
  expect(told('12 places, 20 en attente')).toEqual([
    12,
    '« 12 places, 20 en attente » : plusieurs nombres : 12 est gardé, pas « 20 en attente ».',
  ])
  expect(told('12 personnes de 18 à 25 ans')).toEqual([12])
  expect(told('1 350,5')).toEqual([1350.5])
})

test('what is told of a long phrase is short', () => {
  const long = `12 places, 20 ${'en attente '.repeat(20)}`
  expect(told(long)?.toString()).toContain(
    `« ${long.slice(0, 80)} » : plusieurs nombres : 12 est gardé, pas « ${long.slice(11, 51)} ».`,
  )
  expect(told(`${'mot '.repeat(20)}moins de 12`)?.toString()).toContain(
    `« ${'mot '.repeat(20).slice(-32)}moins de » devant`,
  )
})

test.each([
  ['entre 8 et 1 200', 8, '1 200'],
  ['entre 8 et 1 200 personnes', 8, '1 200'],
  ['8 à 1 200 personnes', 8, '1 200'],
  ['1 000 à 1 200 personnes', 1000, '1 200'],
])('the end of the range «%s» is told whole', (words, value, other) => {
  expect(told(words)).toEqual([value, expect.stringContaining(`est gardé, pas ${other}.`)])
})

test.each(['>', '≥', '<', '+', 'plus de'])('«%s» before a number is told', turn => {
  expect(told(`${turn} 12`)).toEqual([12, `« ${turn} 12 » : « ${turn} » devant le nombre n’est pas gardé.`])
})

test.each(['et plus', 'ou plus', '+', 'ans', '€', '%', 'euros'])('«%s» after a number is told', turn => {
  expect(told(`12 ${turn}`)).toEqual([12, `« 12 ${turn} » : « ${turn} » après le nombre n’est pas gardé.`])
})

test.each([
  ['1O', 'un chiffre'],
  ['l2 places', 'un chiffre'],
  ['1l', 'un chiffre'],
  ['1e3', 'arrondi'],
  ['2,99E+08', 'arrondi'],
])('«%s» is refused', (words, expected) => {
  expect(parseNumber(words)).toEqual({ ok: false, expected: expect.stringContaining(expected) })
})

test('a letter beside a number is none of its digits', () => {
  expect(told('12h')).toEqual([12])
  expect(told('groupe A1, 12 places')).toContain(1)
  expect(told('2 orientés, 12 libres')).toContain(2)
})

test.each([
  ['douze', 12],
  ['Vingt places', 20],
  ['quatre-vingts personnes', 80],
])('in letters: %s', (words, value) => {
  expect(parseNumber(words)).toEqual({ ok: true, values: [value] })
})

test.each(['un groupe', 'une', 'une dizaine', 'douze ou vingt', 'vingt euros', 'places limitées', ''])(
  'no number in letters: «%s»',
  words => expect(parseNumber(words)).toEqual({ ok: false, expected: 'un nombre' }),
)

test.each([
  ['2 groupes de 12', 12, '« 2 groupes de 12 » : 12 pour un seul est gardé, pas le total.'],
  ['3 sessions de 10 places', 10, '« 3 sessions de 10 places » : 10 pour un seul est gardé, pas le total.'],
])('what one group holds: %s', (words, value, message) => {
  expect(parseNumber(words)).toEqual({
    ok: true,
    values: [value],
    notes: [{ code: 'nombre-a-verifier', severity: 'avertissement', message }],
  })
})

test('a range of one group is told twice, and «+ de» is a limit', () => {
  const told = (words: string) => {
    const parsed = parseNumber(words)
    return parsed.ok ? [parsed.values[0], ...(parsed.notes ?? []).map(({ message }) => message)] : parsed.expected
  }
  expect(told('2 groupes de 8 à 10')).toEqual([
    8,
    '« 2 groupes de 8 à 10 » : 8 pour un seul est gardé, pas le total.',
    '« 8 à 10 » : fourchette : 8 est gardé, pas 10.',
  ])
  expect(told('+ de 12')).toEqual([12, '« + de 12 » : « + de » devant le nombre n’est pas gardé.'])
  expect(told('2 groupes')).toEqual([2])
})
