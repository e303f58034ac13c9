import { expect, test } from 'vitest'
import type { RawOffer, RawValue } from '../harvest/connector.ts'
import { BETWEEN, KnownAnswers } from './answers.ts'
import { CompiledField } from './compiled-field.ts'
import type { FieldValues } from './field-scope.ts'
import { lexiconOf } from './lexicon.ts'
import type { Rule } from './mapping/schema.ts'
import { emptyResult, type FieldRules, readField } from './read-field.ts'

const context = { today: '2026-11-24', department: '35', lexicon: lexiconOf({}) }
const step = (name: string, options: unknown = null) => ({ name, options })
const never = [{ field: 'publics' as const, match: 'jeunes', example: 'jeunes', because: 'Pas pour les jeunes.' }]
const of = () => ({ context, lines: [], never, known: new KnownAnswers() })

const one = (...rules: Rule[]): FieldRules => ({ name: 'telephone', kind: 'text', rules })
const fields: FieldRules[] = [
  one({ read: ['a'], all: false }),
  one({ read: ['a'], all: false, when: [{ read: 'b', match: 'rennes', not: false }] }, { const: 'ici', all: false }),
  one(
    { read: ['c'], all: false },
    { read: ['a', 'b'], all: false, do: [step('phones')] },
    { default: 'ici', all: false },
  ),
  one({ read: ['a'], all: false, check: [{ read: ['b'], all: false }] }),
  one({ read: ['a'], all: false, do: [step('phones')] }, { read: ['b'], all: false }),
  one({ read: ['c'], all: false }, { read: ['a'], all: false, do: [step('phones')] }),
  one({ from: 'structure', all: false }, { read: ['a'], all: false }),
  one({ const: 'd?couverte', all: false, do: [step('phones')] }),
  one({ from: 'address', all: false }),
  { name: 'date_maj', kind: 'day', rules: [{ read: ['a'], all: false, do: [step('date')] }] },
  { name: 'places', kind: 'number', rules: [{ read: ['a'], all: false }] },
  { name: 'description', kind: 'free-text', rules: [{ read: ['a', 'b'], all: false, join: '. ' }] },
  { name: 'lieu', kind: 'several', rules: [{ read: ['a', 'b'], all: false, join: ', ', do: [step('address')] }] },
  { name: 'lieu', kind: 'several', rules: [{ from: 'structure', all: false }] },
  { name: 'commune', kind: 'text', rules: [{ from: 'structure', all: false }] },
  { name: 'latitude', kind: 'number', rules: [{ from: 'structure', all: false }] },
  { name: 'thematiques', kind: 'list', rules: [{ read: ['a'], all: true, match: '(\\p{L}+)' }] },
  { name: 'publics', kind: 'list', rules: [{ read: ['a'], all: false, lookup: 'publics' }] },
  { name: 'publics', kind: 'list', rules: [{ const: ['jeunes', 'femmes'], all: false }] },
  { name: 'frais', kind: 'text', rules: [{ read: ['a'], all: false, table: { Jeunes: 'jeunes' } }] },
  {
    name: 'horaires_accueil',
    kind: 'text',
    rules: [{ read: ['lundi', 'mardi'], all: false, do: [step('opening-hours')] }],
  },
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
  'Demander Mme Durand. Ouvert à tous.',
  'une\u0000deux',
  'une\u0001deux',
  'zut',
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

const structures: FieldValues[] = ['Rennes', 'Redon', 'Rennes'].map((commune, at) => ({
  values: { commune, code_postal: `3500${at}`, latitude: 48 + at },
  provenance: {
    commune: [{ words: `à ${commune}`, document: `d${at}`, address: 'x', where: `ligne ${at}`, rule: 'commune ← c' }],
    latitude: [{ words: `${48 + at}`, document: `d${at}`, address: 'x', where: `ligne ${at}`, rule: 'latitude ← l' }],
  },
}))

test.each(fields.map(field => [JSON.stringify(field), field] as const))(
  '%s: as read afresh, at each place',
  (_, field) => {
    const reader = new CompiledField(field, of())
    for (let at = 0; at < 3 * CELLS.length; at += 1)
      for (const raw of [
        row(at),
        row(at, { value: '02 99 31 00 00' }),
        row(at, { html: '<p>Jeunes</p>' }),
        row(at, { mended: true }),
      ]) {
        const structure = structures[at % 4] ?? null

        const [compiled, afresh] = [emptyResult(), emptyResult()]
        reader.read(raw, structure, compiled)
        readField(field, { ...of(), raw, structure }, afresh)
        expect(JSON.stringify(compiled)).toBe(JSON.stringify(afresh))
      }
  },
)

/** Answers that note the words they are asked for. */
function noting(asked: string[]): KnownAnswers {
  const known = new KnownAnswers()
  const of: KnownAnswers['of'] = (...args) => {
    const answers = known.of(...args)
    const noted = (ask: typeof answers.one) => (words: string) => {
      asked.push(words)
      return ask(words)
    }
    return { one: noted(answers.one), several: noted(answers.several) }
  }
  return Object.assign(new KnownAnswers(), { of })
}

const hours = step('opening-hours')
test.each<[what: string, rule: Partial<Rule>, cells: Record<string, Partial<RawValue>[]>, asked: string[]]>([
  ['one cell of words', { read: ['a'] }, { a: [{}] }, ['mots']],
  ['a value that is its words', { read: ['a'] }, { a: [{ value: 'mots' }] }, ['mots']],
  ['a value that is not', { read: ['a'] }, { a: [{ value: 'autre' }] }, []],
  ['HTML', { read: ['a'] }, { a: [{ html: '<p>mots</p>' }] }, []],
  ['mended words', { read: ['a'] }, { a: [{ mended: true }] }, []],
  ['blanks', { read: ['a'] }, { a: [{ words: ' ' }] }, []],
  ['no cell', { read: ['a'] }, {}, []],
  ['one cell of two names', { read: ['a', 'b'] }, { b: [{}] }, ['mots']],
  ['two cells, not put together', { read: ['a', 'b'] }, { a: [{}], b: [{}] }, []],
  ['two cells, put together', { read: ['a', 'b'], join: ' ' }, { a: [{}], b: [{}] }, [`mots${BETWEEN}mots`]],
  ['two cells of one name', { read: ['a'], join: ' ' }, { a: [{}, {}] }, [`mots${BETWEEN}mots`]],
  ['one of them HTML', { read: ['a', 'b'], join: ' ' }, { a: [{}], b: [{ html: '<p>x</p>' }] }, []],
  ['one of them with the mark', { read: ['a', 'b'], join: ' ' }, { a: [{}], b: [{ words: `x${BETWEEN}y` }] }, []],
  ['a part of each', { read: ['a', 'b'], join: ' ', within: 'p' }, { a: [{}], b: [{}] }, []],
  ['a passage of each', { read: ['a', 'b'], join: ' ', match: 'm' }, { a: [{}], b: [{}] }, []],
  [
    'hours, put together by their reader',
    { read: ['a', 'b'], do: [hours] },
    { a: [{}], b: [{}] },
    [`mots${BETWEEN}mots`],
  ],
  ['hours, after another step', { read: ['a', 'b'], do: [step('text'), hours] }, { a: [{}], b: [{}] }, []],
  ['hours, by the names of days', { read: ['lundi', 'mardi'], do: [hours] }, { lundi: [{}], mardi: [{}] }, []],
  ['another step, by the names of days', { read: ['lundi'], do: [step('text')] }, { lundi: [{}] }, ['mots']],
  ['a rule that is checked', { read: ['a'], check: [{ read: ['b'], all: false }] }, { a: [{}] }, []],
  ['a condition that fails', { read: ['a'], when: [{ read: 'a', match: 'x', not: false }] }, { a: [{}] }, []],
  ['a condition that holds', { read: ['a'], when: [{ read: 'a', match: 'm', not: false }] }, { a: [{}] }, ['mots']],
])('what is asked of known answers: %s', (_, rule, cells, expected) => {
  const asked: string[] = []
  const compiled = new CompiledField(one({ all: false, ...rule } as Rule), { ...of(), known: noting(asked) })
  const origin = { document: 'd', address: 'a', where: 'w' }
  const values = Object.entries(cells).map(([name, list]) => [
    name,
    list.map(cell => ({ words: 'mots', origin, ...cell })),
  ])
  compiled.read({ key: 'k', address: '', fields: Object.fromEntries(values) }, null, emptyResult())
  expect(asked).toEqual(expected)
})

test('what the mapping fixes is worked out once, whatever becomes of the rule', () => {
  const structure = structures[1] ?? null
  for (const [name, rule] of [
    ['telephone', { const: 'ici', all: false }],
    ['telephone', { default: 'ici', all: false }],
    ['lieu', { from: 'structure', all: false }],
  ] as [string, Rule][]) {
    const given: Rule = { ...rule }
    const compiled = new CompiledField({ name, kind: 'text', rules: [given] } as FieldRules, of())
    const first = emptyResult()
    compiled.read(row(1), structure, first)
    expect(Object.keys(first.provenance).length).toBeGreaterThan(0)
    Object.assign(given, { const: undefined, default: undefined, from: 'key' })
    const again = emptyResult()
    compiled.read(row(1), structure, again)
    expect(again).toEqual(first)
  }
})

test('a value of the structure is looked at once, and again when its words are others', () => {
  const rule: Rule = { from: 'structure', all: false }
  const compiled = new CompiledField({ name: 'commune', kind: 'text', rules: [rule] } as FieldRules, of())
  const at = (value: unknown, words: string) => {
    const result = emptyResult()
    const provenance = { commune: [{ words, document: 'd', address: 'a', where: 'w', rule: 'r' }] }
    compiled.read(row(1), { values: { commune: value }, provenance }, result)
    return result.provenance.commune?.[0]?.words
  }
  expect(at('Redon', 'à Redon')).toBe('à Redon')
  expect(at('Redon', 'de Redon')).toBe('de Redon')
  expect([at('Redon', 'à Redon'), at(undefined, 'x'), at(['Redon'], 'x')]).toEqual(['à Redon', undefined, 'x'])
})
