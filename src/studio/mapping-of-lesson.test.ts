import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { lexiconOf } from '../normalise/lexicon.ts'
import { parseMapping } from '../normalise/mapping/load-mapping.ts'
import { type Choices, NOTHING_CHOSEN } from './choices.ts'
import { mappingOfLesson } from './mapping-of-lesson.ts'

const lesson = (choices: Partial<Choices>, action: string | null = '5/accompagnement') => ({
  source: null,
  name: 'Café des familles',
  partner: 'cafe',
  partnerName: 'Café des familles',
  action,
  structure: null,
  address: 'https://cafe.example/',
  file: null,
  steps: [{ ...NOTHING_CHOSEN, ...choices }],
  at: 0,
  labels: {},
  because: null,
})
const rules = (yaml: string) => parse(yaml).offers[0].fields

test('what nobody chose is read, and the convention answers where the source is silent', () => {
  const yaml = mappingOfLesson(lesson({}))
  expect(rules(yaml)).toMatchObject({
    nom: { read: 'nom' },
    publics: [{ read: 'publics' }, { from: 'convention' }],
    thematiques: [{ read: 'thematiques' }, { from: 'convention' }],
    adresse: { read: 'adresse' },
  })
  expect(parseMapping(yaml, 'x', lexiconOf({})).harvest.kind).toBe('lecture')
  expect(rules(mappingOfLesson(lesson({}, null))).publics).toEqual({ read: 'publics' })
})

test('the commune’s code of the page is not that of an offer whose place was typed', () => {
  const typed = { 'Café (1)': { lieu: { kind: 'constant', value: 'Redon' } } } as const
  expect(rules(mappingOfLesson(lesson({ offers: typed }))).code_insee).toEqual({
    read: 'code_insee',
    when: { read: 'nom', match: '^(?:Café \\(1\\))$', not: true },
  })
  expect(rules(mappingOfLesson(lesson({}))).code_insee).toEqual({ read: 'code_insee' })
})

test('an answer for all, for one offer, and silence', () => {
  const yaml = mappingOfLesson(
    lesson({
      fields: {
        lieu: { kind: 'constant', value: '2 rue X, 35000 Rennes' },
        frais: { kind: 'silent' },
        publics: { kind: 'convention' },
        horaires_accueil: { kind: 'shown', shown: { label: 'Quand ?' } },
      },
      offers: {
        'Café (du jeudi)': { telephone: { kind: 'constant', value: '02 99 00 00 01' }, courriel: { kind: 'silent' } },
      },
    }),
  )
  const here = { read: 'nom', match: '^(?:Café \\(du jeudi\\))$' }
  const fields = rules(yaml)
  expect(fields.lieu).toEqual({ const: '2 rue X, 35000 Rennes', do: 'address' })
  expect('adresse' in fields || 'frais' in fields || 'code_insee' in fields).toBe(false)
  expect(fields.publics).toEqual({ from: 'convention' })
  expect(fields.telephone).toEqual([
    { const: '02 99 00 00 01', do: 'phones', when: here },
    { read: 'telephone', when: [{ ...here, not: true }] },
  ])
  expect(fields.courriel).toEqual({ read: 'courriel', when: [{ ...here, not: true }] })
  expect(parse(yaml).harvest.shown).toEqual({ horaires_accueil: { label: 'Quand ?' } })
  expect(() => parseMapping(yaml, 'x', lexiconOf({}))).not.toThrow()
})

test('names become expressions that match themselves alone', () => {
  const yaml = mappingOfLesson(lesson({ out: ['(a+)+$', 'Vente.'] }))
  const [refusal] = parse(yaml).refuse
  expect(new RegExp(refusal.when.match).test('(a+)+$')).toBe(true)
  expect(new RegExp(refusal.when.match).test('Ventes')).toBe(false)
})
