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
  expect(found[0]).toEqual({ line: 1, path: 'name', message: expect.stringContaining('nombre reçu') })
  expect(found[1]).toEqual({ line: 4, path: 'rules.0.read', message: expect.stringContaining('nombre reçu') })
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
