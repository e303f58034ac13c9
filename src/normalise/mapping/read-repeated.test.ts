import { expect, test } from 'vitest'
import type { RawOffer, RawValue } from '../../harvest/connector.ts'
import { lexiconOf } from '../lexicon.ts'
import { readRepeated } from './read-repeated.ts'
import { readRule } from './read-rule.ts'
import type { Rule } from './schema.ts'

const context = { today: '2026-11-24', department: '35', lexicon: lexiconOf({}) }
const step = (name: string, options: unknown = null) => ({ name, options })

const rules: Rule[] = [
  { read: ['a'], all: false },
  { read: ['a'], all: false, do: [step('date')] },
  { read: ['a', 'b'], all: false, join: ', ', do: [step('address')] },
  { read: ['a', 'b'], all: false, do: [step('phones')] },
  { read: ['a'], all: true, match: '(\\p{L}+)' },
  { read: ['a'], all: false, lookup: 'publics' },
  { read: ['a'], all: false, table: { Jeunes: 'jeunes' } },
  { read: ['lundi', 'mardi'], all: false, do: [step('opening-hours')] },
]

const CELLS = [
  'Jeunes',
  '2026-10-01',
  'hier',
  '',
  '1 rue de la Paix',
  '35000 Rennes',
  '02 99 30 00 00',
  'd?couverte',
  '9h-12h',
]

function row(at: number, more: Partial<RawValue> = {}): RawOffer {
  const cell = (name: string, shift: number): [string, RawValue[]] => [
    name,
    [
      {
        words: CELLS[(at + shift) % CELLS.length] ?? '',
        origin: { document: `d${at}`, address: `http://127.0.0.1/${at}`, where: `ligne ${at}, ${name}` },
        ...more,
      },
    ],
  ]
  const fields = Object.fromEntries([cell('a', 0), cell('b', 1), cell('lundi', 8), cell('mardi', 8)])
  return { key: String(at), address: '', fields }
}

test.each(rules.map(rule => [JSON.stringify(rule), rule] as const))(
  '%s: the same as read afresh, at each place',
  (_, rule) => {
    for (let at = 0; at < 3 * CELLS.length; at += 1)
      for (const raw of [
        row(at),
        row(at, { value: '02 99 31 00 00' }),
        row(at, { html: '<p>Jeunes</p>' }),
        row(at, { mended: true }),
      ])
        expect(readRepeated(rule, raw, context)).toEqual(readRule(rule, raw, context))
  },
)

test('another day, another lexicon: read afresh', () => {
  const rule: Rule = { read: ['a'], all: false, lookup: 'publics' }
  expect(readRepeated(rule, row(0), context).readings.map(({ value }) => value)).toEqual(['jeunes'])
  const lexicon = lexiconOf({ publics: { jeunes: ['familles'] } })
  expect(readRepeated(rule, row(0), { ...context, lexicon })).toEqual(readRule(rule, row(0), { ...context, lexicon }))
})
