import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSource, loadSources } from './sources.ts'

let config: string
beforeEach(() => {
  config = mkdtempSync(join(tmpdir(), 'sources-'))
  mkdirSync(join(config, 'sources'))
})
afterEach(() => rmSync(config, { recursive: true, force: true }))

const write = (file: string, text: string) => writeFileSync(join(config, 'sources', file), text)

test('sources are read in order, with their defaults', () => {
  write('b.yaml', 'id: b\nname: Bé bé\npartner: b\naddress: null\n')
  write('a.yaml', 'id: a\nname: Ahah\npartner: a\naddress: https://example.org/\npolicy:\n  mode: draft\n')
  const { sources, errors } = loadSources(config)
  expect(errors).toEqual([])
  expect(sources.map(source => [source.id, source.policy.mode, source.sample])).toEqual([
    ['a', 'draft', 'index.html'],
    ['b', 'publish', 'index.html'],
  ])
})

test('a wrong file is told with its line and stops no other', () => {
  write('a.yaml', 'id: a\nname: Ahah\npartner: a\naddress: pas une adresse\n')
  write('b.yaml', 'id: b\nname: Bé bé\npartner: b\naddress: null\n')
  const { sources, errors } = loadSources(config)
  expect(sources.map(source => source.id)).toEqual(['b'])
  expect(errors.map(error => error.message)).toEqual([
    expect.stringContaining('config/sources/a.yaml, ligne 4, address'),
  ])
})

test('a schedule that cannot be read, or that never falls inside the hours of its site, is told with its line', () => {
  const source = (id: string, rest: string) =>
    write(`${id}.yaml`, `id: ${id}\nname: ${id} ${id}\npartner: p\naddress: null\n${rest}`)
  source('aa', 'window: 22:00-06:00\nschedule: 15 12 * * 1\n')
  source('bb', 'schedule: chaque lundi\n')
  source('cc', 'window: 22:00-06:00\nschedule: 0 3,12 * * 1\n')
  const { sources, errors } = loadSources(config)
  expect(sources.map(({ id }) => id)).toEqual(['cc'])
  expect(errors.map(error => error.message)).toEqual([
    expect.stringMatching(/^config\/sources\/aa\.yaml, ligne 6, schedule.: ce site ne se lit qu’entre 22.h et 6.h/),
    expect.stringMatching(/^config\/sources\/bb\.yaml, ligne 5, schedule.: horaire illisible/),
  ])
})

test('a file that nothing would read, for the end of its name, is told with the name it should have', () => {
  write('a.yaml', 'id: a\nname: Ahah\npartner: a\naddress: null\n')
  for (const name of ['b.yml', 'c.YAML', 'd.yaml.txt', 'notes.md', '.b.yml']) write(name, 'id: b\n')
  const { sources, errors } = loadSources(config)
  expect(sources.map(({ id }) => id)).toEqual(['a'])
  expect(errors.map(error => error.message)).toEqual(
    [
      ['b.yml', 'b.yaml'],
      ['c.YAML', 'c.yaml'],
      ['d.yaml.txt', 'd.yaml'],
    ].map(([file, name]) => expect.stringMatching(`^config/sources/${file}, .*à renommer en « ${name} »`)),
  )
})

test('the id must be the name of the file', () => {
  write('a.yaml', 'id: b\nname: Bé bé\npartner: b\naddress: null\n')
  expect(() => loadSource(config, 'a')).toThrow(/attendu «.a.», le nom du fichier.; reçu «.b.»/)
})

test('a missing source is told', () => {
  expect(() => loadSource(config, 'zzz')).toThrow('Source inconnue : zzz. Connues : aucune.')
})
