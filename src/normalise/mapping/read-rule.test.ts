import { describe, expect, test } from 'vitest'
import { rawOffer } from '../../../test/normalise/testing.ts'
import type { RawOffer } from '../../harvest/connector.ts'
import { lexiconOf } from '../lexicon.ts'
import { holds, type ReadContext, readFixed, readRule } from './read-rule.ts'
import type { Rule } from './schema.ts'

const context: ReadContext = {
  today: '2026-11-24',
  department: '35',
  lexicon: lexiconOf({ publics: { femmes: ['femmes'] } }),
}
const read = (rule: Partial<Rule>, fields: Record<string, string | string[]> | RawOffer) =>
  readRule(
    { all: false, ...rule },
    'key' in fields && 'address' in fields ? (fields as RawOffer) : rawOffer(fields as Record<string, string>),
    context,
  )
const values = (...args: Parameters<typeof read>) => read(...args).readings.map(({ value }) => value)
const step = (name: string, options: unknown = null) => ({ name, options })

describe('what is read', () => {
  test('the values of several fields, one after the other, but the empty ones', () => {
    expect(values({ read: ['a', 'b', 'c'] }, { a: ['un', '  '], c: 'deux' })).toEqual(['un', 'deux'])
    expect(read({}, { a: 'un' })).toEqual({ readings: [], notes: [], refused: [], unknown: [], beside: [] })
  })

  test('the part of a page that a selector finds, then what an expression finds in it', () => {
    const page = '<div><b>un</b> deux <b>trois</b></div>'
    expect(values({ read: ['a'], within: 'b' }, { a: page })).toEqual(['un', 'trois'])
    expect(values({ read: ['a'], within: 'b' }, { a: 'un' })).toEqual([])
    expect(values({ read: ['a'], match: '\\p{L}+' }, { a: 'un deux' })).toEqual(['un'])
    expect(values({ read: ['a'], match: '\\p{L}+', all: true }, { a: 'un deux' })).toEqual(['un', 'deux'])
    expect(values({ read: ['a'], match: 'un(.*)' }, { a: 'un  deux ' })).toEqual(['deux'])
    expect(values({ read: ['a'], match: 'un (?<v>\\w+) (\\w+)' }, { a: 'un deux trois' })).toEqual(['deux'])
  })

  test('of a very long text no more than its beginning is searched', () => {
    const long = `${'x'.repeat(10_000)}fin`
    expect(values({ read: ['a'], match: 'fin' }, { a: long })).toEqual([])
    expect(
      read({ read: ['a'], do: [step('phones')] }, { a: `${' '.repeat(3)}${'x '.repeat(6000)}02 99 59 38 80` }).readings,
    ).toEqual([])
    expect(values({ read: ['a'], do: [step('text', { max: 10_000 })] }, { a: 'x'.repeat(9999) })).toEqual([
      'x'.repeat(9999),
    ])
    expect(read({ read: ['a'], lookup: 'publics' }, { a: `${'x'.repeat(10_000)} femmes` }).readings).toEqual([])
    expect(
      read({ read: ['a'], lookup: 'zones' }, { a: `${'x'.repeat(9_990)}, Vitré, Redon` }).readings.map(
        each => each.value,
      ),
    ).toEqual(['35360'])
  })

  test('joined values are one text, with their markup when all have some', () => {
    expect(values({ read: ['a'], join: ', ' }, { a: [' un ', 'deux'] })).toEqual(['un, deux'])
    expect(values({ read: ['a'], join: '\n' }, { a: ['un  deux', ' trois '] })).toEqual(['un  deux\ntrois'])
    const markdown = { read: ['a'], join: '\n', do: [step('markdown')] }
    expect(values(markdown, { a: ['<p>un</p>', '<ul><li>deux</li></ul>'] })).toEqual(['un\n\n- deux'])
    expect(values(markdown, { a: ['<p>un</p>', 'deux'] })).toEqual(['un\ndeux'])
    expect(values({ read: ['a'], do: [step('text')] }, { a: ['un', 'deux'] })).toEqual(['un', 'deux'])
  })

  test('hours of a file with one field a day, without the days that have none', () => {
    const rule = { read: ['lundi matin', 'lundi soir', 'mardi', 'mercredi'], do: [step('opening-hours')] }
    expect(
      values(rule, { 'lundi matin': '9h-12h', 'lundi soir': '14h-17h', mardi: '-', mercredi: ['9h-12h'] }),
    ).toEqual(['Mo 09:00-12:00,14:00-17:00; We 09:00-12:00'])
    expect(values({ read: ['lundi', 'mardi'], do: [step('text')] }, { lundi: '-', mardi: '9h' })).toEqual(['-', '9h'])
    expect(values({ read: ['a'], do: [step('opening-hours')] }, { a: ['lundi 9h-12h', 'mardi 9h-12h'] })).toEqual([
      'Mo,Tu 09:00-12:00',
    ])
  })
})

describe('letters', () => {
  const notes = (fields: Record<string, string | string[]> | RawOffer, rule: Partial<Rule> = {}) =>
    read({ read: ['a'], ...rule }, fields).notes.map(({ code, message }) => [code, message])

  test('that were mended on the way in are told once', () => {
    const raw = rawOffer({ a: ['un', 'été'] })
    const [, second] = raw.fields.a ?? []
    if (second) second.mended = true
    expect(notes(raw)).toEqual([
      ['encodage-repare', 'Les accents de « été » (.a (2)) étaient abîmés : ils ont été remis.'],
    ])
    expect(notes({ a: 'été' })).toEqual([])
  })

  test('that are lost are told: a question mark inside a word stands for one', () => {
    const lost = (words: string) => [['caracteres-perdus', expect.stringContaining(`« ${words} »`)]]
    expect(notes({ a: 'la d?couverte' })).toEqual(lost('la d?couverte'))
    expect(notes({ a: 'la d\uFFFDcouverte' })).toEqual(lost('la d\uFFFDcouverte'))
    for (const words of ['Quand ? Demain', 'voir https://a.fr/page?nom=x', 'Oui?', 'rien'])
      expect(notes({ a: words })).toEqual([])
    expect(notes({ a: `${'x '.repeat(5000)}d?couverte` })).toEqual([])
  })

  test('lost in a whole text refuse it, and in what is read of it do not', () => {
    expect(read({ read: ['a'], do: [step('text')] }, { a: 'd\uFFFDcouverte' })).toMatchObject({
      readings: [],
      refused: [{ words: 'd\uFFFDcouverte', impossible: false, where: '.a (1)' }],
    })
    expect(values({ read: ['a'], do: [step('phones')] }, { a: 't\uFFFDl 02 99 59 38 80' })).toEqual(['+33299593880'])
  })
})

describe('what words stand for', () => {
  test('a table compares folded words; the first of two entries that read the same counts', () => {
    const table = { Gratuit: 'gratuit', GRATUIT: 'payant', libre: ['a', 'b'] }
    expect(values({ read: ['a'], table }, { a: ['gratuit', 'Libre !'] })).toEqual(['gratuit', 'a', 'b'])
    expect(read({ read: ['a'], table: { ...table, x: 'y' } }, { a: 'zorglub' })).toMatchObject({
      readings: [],
      unknown: [{ referential: 'table', words: 'zorglub', nearest: ['Gratuit', 'GRATUIT', 'libre'] }],
    })
  })

  test('a référentiel gives its values, and the rest is unknown', () => {
    expect(read({ read: ['a'], lookup: 'publics' }, { a: 'femmes zorglub' })).toMatchObject({
      readings: [{ value: 'femmes' }],
      unknown: [{ referential: 'publics', words: 'femmes zorglub' }],
    })
  })

  test('a step of numbers reads what the step before made', () => {
    expect(values({ read: ['a'], do: [step('split'), step('number')] }, { a: '12 ; 14' })).toEqual([12, 14])
    expect(read({ read: ['a'], do: [step('number')] }, { a: 'rien' })).toMatchObject({
      readings: [],
      refused: [{ words: 'rien', expected: 'un nombre', impossible: false }],
    })
  })
})

test('a fixed value goes through the steps like words', () => {
  const fixed = [{ value: '02 99 59 38 80', words: 'w', document: 'default', address: '', where: '' }]
  expect(readFixed({ all: false, do: [step('phones')] }, fixed, context).readings).toMatchObject([
    { value: '+33299593880', words: 'w' },
  ])
  expect(readFixed({ all: false }, fixed, context).readings).toEqual(fixed)
})

test('a condition holds on words that are there, or that match, or that do not', () => {
  const raw = rawOffer({ a: 'un  deux', b: '  ' })
  const held = (condition: { read: string; match?: string; not?: boolean }) =>
    holds([{ not: false, ...condition }], raw)
  expect(held({ read: 'a' })).toBe(true)
  expect(held({ read: 'b' })).toBe(false)
  expect(held({ read: 'c' })).toBe(false)
  expect(held({ read: 'b', not: true })).toBe(true)
  expect(held({ read: 'a', match: 'UN DEUX' })).toBe(true)
  expect(held({ read: 'a', match: 'trois' })).toBe(false)
  expect(held({ read: 'b', match: '^$' })).toBe(false)
  expect(holds(undefined, raw)).toBe(true)
  expect(
    holds(
      [
        { read: 'a', not: false },
        { read: 'b', not: false },
      ],
      raw,
    ),
  ).toBe(false)
})
