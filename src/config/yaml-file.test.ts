import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseYaml, YamlFileError } from './yaml-file.ts'

const Shape = z.strictObject({
  name: z.string(),
  rules: z.array(z.union([z.string(), z.strictObject({ read: z.string() })])).default([]),
})

function problems(text: string) {
  try {
    parseYaml(text, Shape, 'essai.yaml')
  } catch (error) {
    if (error instanceof YamlFileError) return error.problems
    throw error
  }
  return []
}

test('a right file gives its data', () => {
  expect(parseYaml('name: PEM’S\nrules: [a, { read: b }]\n', Shape, 'essai.yaml')).toEqual({
    name: 'PEM’S',
    rules: ['a', { read: 'b' }],
  })
})

test('every problem is told with its own line', () => {
  const found = problems('name: 12\n# remarque\nrules:\n  - read: 3\n  - lire: x\n')
  expect([...new Set(found.map(problem => problem.line))]).toEqual([1, 4, 5])
  expect(found[0]).toEqual({ line: 1, path: 'name', message: 'il faut un texte ; reçu : 12' })
  expect(found[1]).toEqual({ line: 4, path: 'rules.0.read', message: 'il faut un texte ; reçu : 3' })
})

test('an unknown key is named at its line', () => {
  expect(problems('name: a\nruels: []\n')).toEqual([{ line: 2, path: 'ruels', message: 'clé inconnue « ruels »' }])
})

test('broken YAML and doubled keys are told with their line', () => {
  expect(problems('name: a\nname: b\n')[0]?.line).toBe(2)
  expect(problems('name: "a\n')[0]?.message).toContain('écriture YAML à corriger')
})

test('the message has one line per problem, with the file', () => {
  expect(() => parseYaml('ruels: 1\n', Shape, 'essai.yaml')).toThrow(/essai\.yaml, ligne 1, /)
})

test.each([
  ['a: [1', 'BAD_INDENT', 'même colonne'],
  ['a: "x\n', 'MISSING_CHAR', 'guillemet'],
  ['a:\n\t- b\n', 'TAB_AS_INDENT', 'tabulation'],
  ['a: b: c\n', 'BLOCK_AS_IMPLICIT_KEY', 'guillemets'],
  ['a: 1\na: 2\n', 'DUPLICATE_KEY', 'deux fois'],
  ['a: *\n', 'BAD_ALIAS', 'commence par *'],
  ['a: "x\\q"\n', 'BAD_DQ_ESCAPE', 'apostrophes'],
  ['a: @x\n', 'BAD_SCALAR_START', 'entre guillemets'],
  ['a: 1\n---\nb: 2\n', 'MULTIPLE_DOCS', 'un seul document'],
])('a file that is not YAML is told in French, with what to write: %j', (text, code, words) => {
  const [first] = problems(text)
  expect(first?.message).toContain(`(${code}) : `)
  expect(first?.message).toContain(words)
  expect(first?.message).not.toMatch(/\b(the|must|at|of|with)\b/)
})

test('a value that is said elsewhere is refused at its line', () => {
  expect(problems('name: &n Atelier\nrules:\n  - *n\n')).toEqual([
    { line: 3, path: '', message: expect.stringContaining('« *n » renvoie à une autre valeur') },
  ])
  expect(problems('name: *nulle-part\n')).toMatchObject([{ line: 1 }])
})
