import { expect, test } from 'vitest'
import { readOthers, UnusableFile } from './read-others.ts'

const service = (id: string, over: Record<string, unknown> = {}) => ({
  id,
  source: 'autre',
  structure_id: 'autre--s',
  thematiques: ['numerique--maitriser-les-fondamentaux-du-numerique'],
  publics: ['jeunes'],
  modes_accueil: ['en-presentiel'],
  zone_eligibilite: null,
  code_insee: '35238',
  date_maj: '2026-10-01',
  score_qualite: 0.9,
  ...over,
})
/** @param size of each part in which the file comes, bytes */
async function* parts(text: string | Uint8Array, size = 64) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}
const read = (services: readonly object[], size?: number) => readOthers(parts(JSON.stringify(services), size), '35')

test.each<[string, Record<string, unknown>]>([
  ['by its source', { source: 'dora' }],
  ['by its identifier', { id: 'dora--1' }],
])('what DORA holds itself is left to DORA: %s', async (_, over) => {
  const { services, counts } = await read([service('autre--1'), service('autre--2', over)])
  expect(services.map(({ id }) => id)).toEqual(['autre--1'])
  expect(counts).toMatchObject({ read: 2, kept: 1, fromDora: 1 })
})

test('an identifier that ends like DORA’s own begin is another source’s', async () => {
  expect((await read([service('autre--dora--')])).counts).toMatchObject({ kept: 1, fromDora: 0 })
})

test('a score of exactly 0.8 is shown, one that is not told too; under it is not', async () => {
  const scores = [0.8, null, 'illisible', 0.79]
  const { services, counts } = await read(scores.map((score_qualite, n) => service(`autre--${n}`, { score_qualite })))
  expect(services.map(({ id }) => id)).toEqual(['autre--0', 'autre--1', 'autre--2'])
  expect(counts.low).toBe(1)
})

test.each<[string, unknown, string[] | null]>([
  ['a list as PostgreSQL writes it', '{jeunes,seniors}', ['jeunes', 'seniors']],
  ['a list as JSON writes it', '["jeunes", "seniors"]', ['jeunes', 'seniors']],
  ['words with blanks around', ' jeunes , seniors ', ['jeunes', 'seniors']],
  ['a stray separator', 'jeunes,,seniors,', ['jeunes', 'seniors']],
  ['a bracket within a word stays', ['jeunes [16-25 ans] et plus'], ['jeunes [16-25 ans] et plus']],
  ['nothing', '', null],
  ['an empty list', '[]', null],
  ['not said', null, null],
])('publics: %s', async (_, publics, expected) => {
  const { services } = await read([service('autre--1', { publics })])
  expect(services[0]?.placed.publics).toEqual(expected)
})

test.each<[unknown, string | null]>([
  ['2026-10-01T08:00:00Z', '2026-10-01'],
  ['2026-10-01', '2026-10-01'],
  ['2026-10-01T22:30:00+00:00', '2026-10-02'],
  ['2026-10-01 08:00:00', '2026-10-01'],
  ['du 2026-10-01', null],
  ['hier', null],
  [20261001, null],
  [null, null],
])('day of the last change: %j is %j', async (date_maj, updated) => {
  expect((await read([service('autre--1', { date_maj })])).services[0]?.updated).toBe(updated)
})

test('a service without structure stands for itself; an empty commune is none', async () => {
  const [found] = (await read([service('autre--1', { structure_id: '', code_insee: '', zone_eligibilite: ['35'] })]))
    .services
  expect(found).toMatchObject({ structure: 'autre--1', placed: { code_insee: null } })
})

test('a file that comes in many parts is read to its end', async () => {
  const many = Array.from({ length: 200 }, (_, n) => service(`autre--${n}`))
  expect((await read(many, 1000)).counts).toMatchObject({ read: 200, kept: 200 })
  expect((await read(many, 1_000_000)).counts.kept).toBe(200)
})

test('a line that is no service is counted, and the others stay', async () => {
  const { counts } = await readOthers(parts(`[{"id": 12}, "texte", ${JSON.stringify(service('autre--1'))}]`), '35')
  expect(counts).toMatchObject({ read: 3, kept: 1, unusable: 2 })
})

test('a Parquet file beyond 300 MB is refused before it is held, in French', async () => {
  const megabyte = new Uint8Array(1024 * 1024)
  megabyte.set(new TextEncoder().encode('PAR1'))
  let given = 0
  async function* huge() {
    for (; given < 400; given += 1) yield megabyte
  }
  const refused = readOthers(huge(), '35')
  await expect(refused).rejects.toThrow('Ce fichier Parquet dépasse 300 Mo : donner le JSON ou le CSV.')
  await expect(refused).rejects.toBeInstanceOf(UnusableFile)
  expect(given).toBe(300)
})
