import { expect, test } from 'vitest'
import { sha256 } from '../common/digest.ts'
import { knownOf, knownYaml } from './known-yaml.ts'

test('only the very same text is known; what it says is a new value each time', () => {
  const [text, other] = ['names: [a, b]\n', 'x: 1\n']
  const known = knownOf(`${sha256(text)} {"names":["a b"]}\n${sha256(other)} {"x":1}`)
  const first = knownYaml(text, known) as { names: string[] }
  expect(first).toEqual({ names: ['a b'] })
  first.names.push('mine')
  expect(knownYaml(text, known)).toEqual({ names: ['a b'] })
  expect(knownYaml(other, known)).toEqual({ x: 1 })
  expect(knownYaml(`${text} `, known)).toBeUndefined()
})

test('beside the sources nothing is known', () => {
  expect(knownYaml('names: [a, b]\n')).toBeUndefined()
})
