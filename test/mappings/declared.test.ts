import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { DECLARED_COLUMNS } from '../../src/harvest/declaration/template.ts'
import { readNames } from '../../src/normalise/mapping/read-names.ts'

/** The key of an offer, and not one of its fields. */
const KEY = 'id'

const mappings = readdirSync('mappings', { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => ({ name, content: parse(readFileSync(`mappings/${name}/mapping.yaml`, 'utf8')) }))
  .filter(({ content }) => content.harvest.kind === 'declaration')

test.each(mappings)('$name: each answer of the declaration is read', ({ content }) => {
  const read = new Set(readNames(content).map(({ name }) => name))
  expect(DECLARED_COLUMNS.map(({ field }) => field).filter(field => field !== KEY && !read.has(field))).toEqual([])
})
