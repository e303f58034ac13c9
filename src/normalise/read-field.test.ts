import { describe, expect, test } from 'vitest'
import { rawOffer } from '../../test/normalise/testing.ts'
import { lexiconOf } from './lexicon.ts'
import type { FieldKind } from './mapping/fields.ts'
import type { Never, Rule } from './mapping/schema.ts'
import { emptyResult, readField } from './read-field.ts'

function read(
  name: string,
  kind: FieldKind,
  rules: Partial<Rule>[],
  fields: Record<string, string | string[]>,
  never: Never[] = [],
) {
  const result = emptyResult()
  const gave = readField(
    { name, kind, rules: rules.map(rule => ({ all: false, ...rule })) },
    {
      raw: rawOffer(fields),
      context: { today: '2026-11-24', department: '35', lexicon: lexiconOf({}) },
      lines: [],
      structure: null,
      never,
    },
    result,
  )
  return {
    gave,
    value: result.values[name],
    origins: result.provenance[name]?.map(({ words, where }) => [words, where]),
    told: result.findings.map(({ code, severity, message }) => [code, severity, message]),
  }
}
const step = (name: string, options: unknown = null) => ({ name, options })

describe('kinds of value', () => {
  test('a number is read from words, degrees from a place on earth', () => {
    expect(read('places', 'number', [{ read: ['p'] }], { p: '14 places' })).toMatchObject({ value: 14, told: [] })
    expect(read('latitude', 'number', [{ read: ['l'] }], { l: '48°07′02″ N' }).value).toBeCloseTo(48.117, 3)
    expect(read('longitude', 'number', [{ read: ['l'] }], { l: '1°40′28″ O' }).value).toBeCloseTo(-1.674, 3)
    expect(read('places', 'number', [{ read: ['p'] }], { p: '48°07′02″ N' }).value).toBe(48)
  })

  test('words without a number, and doubts about one, are told', () => {
    expect(read('places', 'number', [{ read: ['p'] }], { p: 'beaucoup' })).toEqual({
      gave: true,
      value: undefined,
      origins: undefined,
      told: [['valeur-illisible', 'avertissement', '« beaucoup » (.p (1)) n’a pas été retenu ; attendu : un nombre.']],
    })
    expect(read('places', 'number', [{ read: ['p'] }], { p: '12 à 15' })).toMatchObject({
      value: 12,
      told: [['nombre-a-verifier', 'avertissement', expect.stringContaining('fourchette')]],
    })
  })

  test('places are a whole number, none below zero', () => {
    for (const words of ['1.200', '12,5', '-3'])
      expect(read('places', 'number', [{ read: ['p'] }], { p: words })).toEqual({
        gave: true,
        value: undefined,
        origins: undefined,
        told: [
          [
            'valeur-illisible',
            'avertissement',
            `« ${words} » (.p (1)) n’a pas été retenu ; attendu : un nombre entier de places.`,
          ],
        ],
      })
    expect(read('places', 'number', [{ read: ['p'] }], { p: '0' })).toMatchObject({ value: 0, told: [] })
    expect(read('longitude', 'number', [{ read: ['p'] }], { p: '-1.2' })).toMatchObject({ value: -1.2, told: [] })
  })

  test('a title that names somebody is told; a description is another matter', () => {
    const named = 'Atelier CV avec Marie Durand'
    expect(read('nom', 'text', [{ read: ['n'] }], { n: named })).toMatchObject({
      value: named,
      told: [['nom-de-personne-intitule', 'avertissement', expect.stringContaining(named)]],
    })
    expect(read('nom', 'text', [{ read: ['n'] }], { n: 'Espace Simone Veil' }).told).toEqual([])
    expect(read('commune', 'text', [{ read: ['n'] }], { n: named }).told).toEqual([])
  })

  test('of several values of a référentiel, where one has its place, the one kept is told', () => {
    const types: Partial<Rule>[] = [{ read: ['t'], lookup: 'types' }]
    expect(read('type', 'text', types, { t: 'formation ou atelier' })).toMatchObject({
      value: 'formation',
      told: [
        [
          'plusieurs-valeurs',
          'avertissement',
          '« formation ou atelier » (.t (1)) dit plusieurs valeurs : formation est gardé, pas atelier.',
        ],
      ],
    })
    expect(read('type', 'text', types, { t: 'formation, formation' }).told).toEqual([])
    expect(read('type', 'text', [{ read: ['t'] }], { t: ['formation', 'atelier'] }).told).toEqual([])
  })

  test('a day is a day of the calendar, written as the schema wants', () => {
    expect(read('debut', 'day', [{ read: ['d'] }], { d: '2026-03-04' })).toMatchObject({
      value: '2026-03-04',
      told: [],
    })
    for (const words of [
      '4 mars 2026',
      '2026-13-04',
      '2026-02-30',
      '2026-04-31',
      'le 2026-03-04',
      '2026-03-04 à 9 h',
      '2026-03',
    ])
      expect(read('debut', 'day', [{ read: ['d'] }], { d: words })).toMatchObject({
        value: undefined,
        told: [['valeur-illisible', 'avertissement', expect.stringContaining('attendu : un jour')]],
      })
  })

  test('a text that names somebody loses the sentences that do, and is told how many', () => {
    const description = [{ read: ['d'] }]
    expect(read('description', 'free-text', description, { d: 'Un  atelier. Il sert.' })).toMatchObject({
      value: 'Un  atelier. Il sert.',
      told: [],
    })
    expect(read('description', 'free-text', description, { d: 'Un atelier. Avec Mme Durand.' })).toMatchObject({
      value: 'Un atelier.',
      told: [['nom-de-personne-retire', 'info', expect.stringContaining('Une phrase qui nomme une personne')]],
    })
    expect(
      read('description', 'free-text', description, { d: 'Un atelier. Avec Mme Durand. Et M. Martin.' }).told,
    ).toEqual([['nom-de-personne-retire', 'info', expect.stringContaining('2 phrases qui nomment')]])
    expect(read('description', 'free-text', description, { d: 'Avec Mme Durand.' })).toMatchObject({
      gave: true,
      value: undefined,
      origins: undefined,
    })
  })

  test.each(['-', 'N/A', 'à compléter', 'Néant'])(
    '«%s» is nobody’s answer: nothing is kept of it, and it is told',
    words => {
      expect(read('conditions_acces', 'free-text', [{ read: ['c'], do: [step('text')] }], { c: words })).toMatchObject({
        gave: true,
        value: undefined,
        told: [['valeur-illisible', 'info', expect.stringContaining('case sans réponse')]],
      })
    },
  )

  test('a line of text is squeezed, a list holds each value once with each of its places', () => {
    expect(read('nom', 'text', [{ read: ['n'] }], { n: ' Un   nom ' }).value).toBe('Un nom')
    expect(read('nom', 'text', [{ const: ' ' }], {})).toMatchObject({ value: undefined, origins: undefined })
    expect(read('publics', 'list', [{ read: ['p'] }], { p: ['femmes', 'jeunes', 'femmes'] })).toMatchObject({
      value: ['femmes', 'jeunes'],
      origins: [
        ['femmes', '.p (1)'],
        ['jeunes', '.p (2)'],
        ['femmes', '.p (3)'],
      ],
    })
  })
})

describe('rules', () => {
  test('the next serves where one gives nothing; what it refused is an information when another gave', () => {
    const rules = [
      { read: ['a'], do: [step('phones')] },
      { read: ['b'], do: [step('phones')] },
    ]
    const refused = (severity: string) => [
      ['valeur-illisible', severity, expect.stringContaining('« accueil » (.a (1))')],
    ]
    expect(read('telephone', 'text', rules, { a: 'accueil', b: '02 99 59 38 80' })).toMatchObject({
      gave: true,
      value: '+33299593880',
      told: refused('info'),
    })
    expect(read('telephone', 'text', rules, { a: 'accueil' })).toMatchObject({
      gave: false,
      told: refused('avertissement'),
    })
    expect(read('telephone', 'text', rules, {})).toMatchObject({ gave: false, told: [] })
  })

  test('what may never be said of a field gives way, and only of that field', () => {
    const never: Never[] = [
      { field: 'publics', match: 'femmes', example: 'femmes', because: 'Ce n’est pas pour elles.' },
    ]
    const rules = [{ read: ['p'] }]
    expect(read('publics', 'list', rules, { p: ['femmes', 'jeunes'] }, never)).toMatchObject({
      value: ['jeunes'],
      told: [
        [
          'contradiction-convention',
          'contradiction',
          '« femmes » (.p (1)) n’a pas été retenu : Ce n’est pas pour elles.',
        ],
      ],
    })
    expect(read('nom', 'text', rules, { p: 'femmes' }, never)).toMatchObject({ value: 'femmes', told: [] })
  })

  test('two passages contradict each other when they say otherwise: numbers by more than one in twenty', () => {
    const check = (a: string, b: string, how?: string) =>
      read(
        'places',
        how === undefined ? 'text' : 'number',
        [
          {
            read: ['a'],
            ...(how !== undefined && { do: [step(how)] }),
            check: [{ all: false, read: ['b'], ...(how !== undefined && { do: [step(how)] }) }],
          },
        ],
        { a, b },
      ).told.map(([, , message]) => message)
    expect(check('20', '19', 'number')).toEqual([])
    expect(check('19', '20', 'number')).toEqual([])
    expect(check('20', '18', 'number')).toEqual([
      'Deux passages se contredisent : « 20 » (.a (1)), gardé, et « 18 » (.b (1)).',
    ])
    expect(check('un', 'un')).toEqual([])
    expect(check('un', 'deux')).toEqual([
      'Deux passages se contredisent : « un » (.a (1)), gardé, et « deux » (.b (1)).',
    ])
    expect(check('20', '', 'number')).toEqual([])
    expect(
      read('places', 'number', [{ read: ['a'], do: [step('number')], check: [{ all: false, read: ['b'] }] }], {
        a: '20',
        b: 'trente',
      }).told,
    ).toEqual([])
  })
})

describe('a phrase that fills several fields, read in several places', () => {
  const place = (words: string[]) =>
    read('lieu', 'several' as FieldKind, [{ read: ['l'], do: [step('address')] }], { l: words })
  test('the first is kept, and the others are told', () => {
    const { told } = place(['1 rue Pasteur, 35600 Redon', '2 rue Kléber, 35300 Fougères', '1 rue Pasteur, 35600 Redon'])
    expect(told).toHaveLength(1)
    expect(told[0]?.slice(0, 2)).toEqual(['plusieurs-valeurs', 'avertissement'])
    expect(told[0]?.[2]).toMatch(
      /^Plusieurs valeurs : « 1 rue Pasteur, 35600 Redon » \(.*\) est gardé, pas « 2 rue Kléber, 35300 Fougères »/,
    )
  })
  test.each([
    [['1 rue Pasteur, 35600 Redon', '1 rue Pasteur, 35600 Redon']],
    // Less of the same is no other place.
    [['1 rue Pasteur, 35600 Redon', '35600 Redon']],
  ])('nothing is told of %j', words => expect(place(words).told).toEqual([]))
})
