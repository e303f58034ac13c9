import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lexiconOf } from '../lexicon.ts'
import { explodes } from './exploding.ts'
import { parseMapping } from './load-mapping.ts'

test.each([
  '(a+)+$',
  String.raw`^(\w+\s?)*$`,
  '(?:[^,]*,?)+x',
  String.raw`(?<mots>(?:\p{L}+)*)+`,
  '^(?:(?:a+)|b)+$',
  '(a*){2,}b',
])('%s may never end', source => {
  expect(explodes(source)).toBe(true)
})

test.each([
  String.raw`Tél\. (.*)`,
  String.raw`(\d+ )+`,
  String.raw`(?:\d{2}[ .-]){4}\d{2}`,
  String.raw`^[^\n]+(?:\n[^\n]+)*$`,
  '(?:(?=a+)b)+',
  String.raw`\(a+\)+[(]b+[)]+`,
  '(?:lundi|mardi)+',
  '(a+)?',
])('%s ends', source => {
  expect(explodes(source)).toBe(false)
})

test('a mapping that holds one is refused, with its line', () => {
  const yaml = `harvest: { kind: lecture }\nstructure: { id: { const: a }, nom: { const: A } }\noffers:\n  - fields:\n      nom: { read: nom, match: "(a+)+$" }\n      description: { read: nom }\n`
  expect(() => parseMapping(yaml, 'essai.yaml', lexiconOf({}))).toThrow(/essai\.yaml, ligne 5.*sans fin/s)
})

test('no shipped mapping holds one', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'mappings')
  const patterns = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('mapping.yaml'))
    .flatMap(name => [...readFileSync(join(folder, name), 'utf8').matchAll(/match: "((?:\\.|[^"\\])*)"/g)])
    .map(([, quoted = '']) => JSON.parse(`"${quoted}"`) as string)
  expect(patterns.length).toBeGreaterThan(20)
  expect(patterns.filter(explodes)).toEqual([])
})
