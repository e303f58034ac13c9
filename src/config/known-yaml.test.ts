import { expect, test } from 'vitest'
import { z } from 'zod'
import { sha256 } from '../common/digest.ts'
import { knownOf, knownYaml, nameYamlShape } from './known-yaml.ts'

const people = z.object({ names: z.array(z.string()) })
const points = z.object({ x: z.number() })
nameYamlShape(people, 'people')
nameYamlShape(points, 'points')

test('only the very same text is known, in a shape of that name; what it says is a new value each time', () => {
  const [text, other] = ['names: [a, b]\n', 'x: 1\n']
  const known = knownOf(`${sha256(text)} people {"names":["a b"]}\n${sha256(other)} points {"x":1}`)
  const first = knownYaml(text, people, known) as { names: string[] }
  expect(first).toEqual({ names: ['a b'] })
  first.names.push('mine')
  expect(knownYaml(text, people, known)).toEqual({ names: ['a b'] })
  expect(knownYaml(other, points, known)).toEqual({ x: 1 })
  expect(knownYaml(`${text} `, people, known)).toBeUndefined()
  expect(knownYaml(text, points, known)).toBeUndefined()
  expect(knownYaml(text, z.object({ names: z.array(z.string()) }), known)).toBeUndefined()
})

test('beside the sources nothing is known', () => {
  expect(knownYaml('names: [a, b]\n', people)).toBeUndefined()
})
