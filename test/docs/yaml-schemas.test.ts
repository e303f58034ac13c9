import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { SourceConfig } from '../../src/config/source.ts'
import { TerritoryFile } from '../../src/config/territory.ts'
import { Convention } from '../../src/convention/convention.ts'
import { MappingFile } from '../../src/normalise/mapping/schema.ts'

/** Editors complete and check the YAML files by the JSON Schemas of `config/schemas`, made from what the program itself checks. `UPDATE_SCHEMAS=1` writes them. */
const SCHEMAS = {
  source: SourceConfig,
  mapping: MappingFile,
  territory: TerritoryFile,
  convention: Convention,
} as const
const ROOT = resolve(import.meta.dirname, '../..')

const files: [string, keyof typeof SCHEMAS][] = [
  ['config/territory.yaml', 'territory'],
  ['config/conventions/2024.yaml', 'convention'],
  ...names('config/sources').map((name): [string, 'source'] => [`config/sources/${name}`, 'source']),
  ...names('mappings')
    .filter(name => !name.includes('.'))
    .map((name): [string, 'mapping'] => [`mappings/${name}/mapping.yaml`, 'mapping']),
]

function names(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
}

test.each(Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[])('the schema of a %s says what the program checks', name => {
  const made = `${JSON.stringify(z.toJSONSchema(SCHEMAS[name], { io: 'input', unrepresentable: 'any' }), null, 2)}\n`
  const path = join(ROOT, 'config/schemas', `${name}.schema.json`)
  if (process.env.UPDATE_SCHEMAS) writeFileSync(path, made)
  expect(readFileSync(path, 'utf8')).toBe(made)
})

test.each(files)('%s names its schema on its first line', (file, name) => {
  const path = join(ROOT, file)
  const schema = relative(dirname(path), join(ROOT, 'config/schemas', `${name}.schema.json`))
  const line = `# yaml-language-server: $schema=${schema}`
  const text = readFileSync(path, 'utf8')
  if (process.env.UPDATE_SCHEMAS && !text.startsWith(line)) writeFileSync(path, `${line}\n${text}`)
  expect(readFileSync(path, 'utf8').split('\n')[0]).toBe(line)
})
