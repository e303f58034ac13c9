import { expect, test } from 'vitest'
import type { RawOffer, RawValue } from '../harvest/connector.ts'
import { KnownAnswers } from './answers.ts'
import { compileField } from './compiled-field.ts'
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
    const read = compileField(field, of())
    for (let at = 0; at < 3 * CELLS.length; at += 1)
      for (const raw of [
        row(at),
        row(at, { value: '02 99 31 00 00' }),
        row(at, { html: '<p>Jeunes</p>' }),
        row(at, { mended: true }),
      ]) {
        const structure = structures[at % 4] ?? null

        const [compiled, afresh] = [emptyResult(), emptyResult()]
        read(raw, structure, compiled)
        readField(field, { ...of(), raw, structure }, afresh)
        expect(JSON.stringify(compiled)).toBe(JSON.stringify(afresh))
      }
  },
)
