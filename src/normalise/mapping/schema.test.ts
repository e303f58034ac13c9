import { describe, expect, test } from 'vitest'
import { MappingFile } from './schema.ts'

const FIELDS = { nom: { read: 'n' }, description: { read: 'd' } }
const STRUCTURE = { id: { const: 'a' }, nom: { const: 'Abc' } }
const HARVEST = { kind: 'json', key: 'id' }

/** Place and message of each fault of a mapping of one offer. */
function faults(fields: object, more: object = {}): [place: string, message: string][] {
  const file = {
    harvest: HARVEST,
    structure: STRUCTURE,
    offers: [{ fields: { ...FIELDS, ...fields } }],
    ...more,
  }
  const read = MappingFile.safeParse(file)
  const flat = (
    issues: readonly { path: PropertyKey[]; message: string; errors?: unknown }[],
    at: string[] = [],
  ): [string, string][] =>
    issues.flatMap(issue => {
      const path = [...at, ...issue.path.map(String)]
      const own: [string, string][] = [[path.join('.'), issue.message]]
      const inner = 'errors' in issue && Array.isArray(issue.errors) ? issue.errors.flat() : []
      return [...own, ...flat(inner, path)]
    })
  return read.success ? [] : flat(read.error.issues as never)
}
const rule = (written: object) =>
  faults({ telephone: written }).map(([place, message]) => [place.replace('offers.0.fields.telephone', '…'), message])

describe('a rule', () => {
  test('of each origin is right', () => {
    for (const written of [
      { read: 't' },
      { const: 't' },
      { default: 't' },
      { from: 'structure' },
      { const: 't', do: 'phones' },
    ])
      expect(rule(written)).toEqual([])
  })

  test('from elsewhere than a page takes no steps', () => {
    expect(rule({ from: 'structure', do: 'phones' })).toContainEqual(['….do', 'n’a pas de sens avec « from »'])
  })

  test.each([
    ['within', 'h1'],
    ['match', 'x'],
    ['all', true],
    ['join', ' '],
    ['table', { a: 'b' }],
    ['lookup', 'publics'],
  ])('that reads nothing has no «%s»', (name, value) => {
    expect(rule({ const: 't', [name]: value })).toContainEqual([`….${name}`, 'n’a de sens qu’avec « read »'])
    expect(rule({ read: 't', [name]: value })).toEqual([])
  })

  test('says its steps one by one, with settings that the step knows', () => {
    expect(rule({ read: 't', do: { text: { max: 12 } } })).toEqual([])
    expect(rule({ read: 't', do: { text: { max: 12 }, phones: null } }).map(([, message]) => message)).toContain(
      'une étape n’a qu’un nom, par exemple « - text: { max: 280 } »',
    )
    expect(rule({ read: 't', do: {} }).map(([, message]) => message)).toContain(
      'une étape n’a qu’un nom, par exemple « - text: { max: 280 } »',
    )
    expect(rule({ read: 't', do: { text: { max: 1 } } }).map(([, message]) => message)).toContainEqual(
      expect.stringMatching(/^réglage de l’étape « text » à revoir : .+/),
    )
  })
})

test('a structure has an id and a name', () => {
  for (const structure of [{}, { id: STRUCTURE.id }, { nom: STRUCTURE.nom }])
    expect(faults({}, { structure })).toContainEqual(['structure', 'id et nom sont nécessaires'])
})

test('offers of one page are told apart', () => {
  const offers = (...list: object[]) => faults({}, { offers: list.map(each => ({ fields: FIELDS, ...each })) })
  const fault = [['offers', expect.stringContaining('chacune leur id')]]
  const when = { read: 'n' }
  expect(offers({ id: 'a' }, { id: 'b' })).toEqual([])
  expect(offers({ id: 'a' }, { id: 'a' })).toEqual(fault)
  expect(offers({ id: 'a', when }, { id: 'a', when })).toEqual(fault)
  expect(offers({ when }, { when })).toEqual([])
  expect(offers({}, { id: 'b' })).toEqual([])
  expect(offers({}, {})).toEqual(fault)
})

test('what is said for each value has a key, and only that', () => {
  const fault = [['offers.0.key', expect.stringContaining('vont ensemble')]]
  const one = (more: object) => faults({}, { offers: [{ fields: FIELDS, ...more }] })
  expect(one({ each: { read: 's' } })).toEqual(fault)
  expect(one({ key: { read: 's' } })).toEqual(fault)
  expect(one({ each: { read: 's' }, key: { read: 's' } })).toEqual([])
})

test('a form of source that nobody knows is told with the nearest, or with all, in order', () => {
  const message = (kind: string) => faults({}, { harvest: { kind } })[0]?.[1] ?? ''
  expect(message('htlm')).toMatch(/vouliez-vous dire « html »/)
  const [, known = ''] = /attendu : (.+)$/.exec(message('zzzzzzzzzzzz')) ?? []
  expect(known.split(', ')).toEqual(known.split(', ').toSorted())
  expect(known).toMatch(/csv.*html.*json/)
})

test('the settings of the source are told at their place', () => {
  expect(faults({}, { harvest: { kind: 'json', key: 3 } })[0]?.[0]).toBe('harvest.key')
})
