import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { manualClock } from '../common/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { takeOthers } from './take-others.ts'

const service = (id: string, over: Record<string, unknown> = {}) => ({
  id,
  source: id.split('--')[0],
  structure_id: `${id}-structure`,
  nom: 'Atelier',
  thematiques: ['numerique--maitriser-les-fondamentaux-du-numerique', 'mobilite--acceder-a-un-vehicule'],
  publics: ['jeunes'],
  modes_accueil: ['en-presentiel'],
  zone_eligibilite: null,
  code_insee: '35238',
  date_maj: '2026-10-01',
  score_qualite: 0.9,
  courriel: 'personne@example.org',
  ...over,
})
const SERVICES = [
  service('dora--1'),
  service('autre--rennes'),
  service('autre--zone', { code_insee: '75056', zone_eligibilite: ['35', '22'] }),
  service('autre--loin', { code_insee: '75056' }),
  service('autre--pauvre', { score_qualite: 0.4 }),
  service('autre--rennes'),
  { ...service('x'), id: '' },
]
const COUNTS = { read: 7, kept: 2, fromDora: 1, outside: 1, low: 1, unusable: 2 }
const csv = (rows: readonly Record<string, unknown>[], cell: (values: string[]) => string) =>
  [
    Object.keys(rows[0] ?? {}).join(','),
    ...rows.map(row =>
      Object.values(row)
        .map(value => `"${Array.isArray(value) ? cell(value).replaceAll('"', '""') : String(value ?? '')}"`)
        .join(','),
    ),
  ].join('\n')
function parquet(codec?: 'SNAPPY' | 'UNCOMPRESSED'): Uint8Array {
  const names = Object.keys(SERVICES[1] ?? {})
  const columnData = names.map(name => ({
    name,
    data: SERVICES.map(row => {
      const value = (row as Record<string, unknown>)[name]
      return Array.isArray(value) ? JSON.stringify(value) : value
    }),
    type: name === 'score_qualite' ? ('DOUBLE' as const) : ('STRING' as const),
    nullable: true,
  }))
  return new Uint8Array(parquetWriteBuffer({ columnData, ...(codec ? { codec } : {}) }))
}

let folder: string
let ledger: Ledger
const clock = manualClock('2026-11-24T02:00:00.000Z')
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'others-'))
  ledger = await openLedger({ path: ':memory:' }, { clock })
})
afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})
function onDisk(name: string, body: string | Uint8Array): string {
  writeFileSync(join(folder, name), body)
  return join(folder, name)
}
const take = (place: string) => takeOthers({ ledger }, '35', place)

test.each<[string, () => string | Uint8Array]>([
  ['services.json', () => JSON.stringify(SERVICES)],
  ['lignes.json', () => SERVICES.map(each => JSON.stringify(each)).join('\n')],
  ['virgules.csv', () => csv(SERVICES, values => values.join(', '))],
  ['listes.csv', () => csv(SERVICES, values => JSON.stringify(values))],
  ['accolades.csv', () => csv(SERVICES, values => `{${values.join(',')}}`)],
  ['services.parquet', () => parquet()],
  ['sans-compression.parquet', () => parquet('UNCOMPRESSED')],
])('%s: what reaches the département and is not DORA’s own, without the people', async (name, body) => {
  expect(await take(onDisk(name, body()))).toEqual(COUNTS)
  const [rennes, zone, ...more] = await ledger.otherServices.all()
  expect(more).toEqual([])
  expect(rennes).toEqual({
    id: 'autre--rennes',
    structure: 'autre--rennes-structure',
    updated: '2026-10-01',
    placed: {
      thematiques: ['numerique--maitriser-les-fondamentaux-du-numerique', 'mobilite--acceder-a-un-vehicule'],
      publics: ['jeunes'],
      modes_accueil: ['en-presentiel'],
      zone_eligibilite: null,
      code_insee: '35238',
    },
  })
  expect(zone?.placed.zone_eligibilite).toEqual(['35', '22'])
  expect(await ledger.otherServices.files()).toEqual([
    { taken: clock.now().toISOString(), place: name, counts: COUNTS },
  ])
})

test.each<[string, string | Uint8Array, RegExp]>([
  ['coupe.json', JSON.stringify(SERVICES).slice(0, -40), /n’est pas entier.*coupé/],
  ['accolade.json', `${JSON.stringify(SERVICES).slice(0, -1)}}]`, /n’est pas entier.*accolade/],
  ['coupe.parquet', parquet().slice(0, -300), /coupé ou ne se lit pas/],
  ['vide.json', '', /est vide/],
  ['rien.json', '[]', /aucun service/],
  [
    'ailleurs.json',
    JSON.stringify([service('autre--loin', { code_insee: '75056' })]),
    /Aucun des services.*département 35/,
  ],
  ['page.html', '<!doctype html>\n<p>Accès refusé</p>', /n’est pas entier/],
  ['ancien.json', JSON.stringify([{ ...service('autre--1'), profils: ['jeunes'] }]), /ancien schéma/],
  ['ancien.csv', csv([{ ...service('autre--1'), profils: 'jeunes' }], values => values.join()), /ancien schéma/],
])('%s: refused in French, and what was there stays', async (name, body, words) => {
  await take(onDisk('services.json', JSON.stringify(SERVICES)))
  await expect(take(onDisk(name, body))).rejects.toThrow(words)
  expect(await ledger.otherServices.all()).toHaveLength(2)
  expect(await ledger.otherServices.files()).toHaveLength(1)
})

test('by address: the host alone is remembered; one that does not answer is said', async () => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/services.json')) response.end(JSON.stringify(SERVICES))
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await take(`${base}/services.json?cle=secret`)).toEqual(COUNTS)
    expect((await ledger.otherServices.files())[0]?.place).toBe(new URL(base).host)
    await expect(take(`${base}/autre`)).rejects.toThrow(/répond 404/)
  } finally {
    await new Promise(resolve => server.close(resolve))
  }
  await expect(take('http://127.0.0.1:9/services.json')).rejects.toThrow(/ne répond pas/)
  await expect(take(join(folder, 'absent.json'))).rejects.toThrow(/n’est pas là/)
})

test('a path that has an address in it is a path', async () => {
  await expect(take(join(folder, 'copie de https://exemple.fr'))).rejects.toThrow('n’est pas là, ou ne s’ouvre pas')
})

test('whoever stops is obeyed while the address does not answer; what fails says why to the logs', async () => {
  const stop = new AbortController()
  const server = createServer(() => stop.abort(new Error('stopped')))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services.json`
  await expect(takeOthers({ ledger }, '35', place, stop.signal)).rejects.toThrow('stopped')
  server.closeAllConnections()
  server.close()
  await expect(take('http://127.0.0.1:9/x.json')).rejects.toMatchObject({ cause: expect.any(Error) })
  await expect(take(join(folder, 'absent.json'))).rejects.toMatchObject({ cause: expect.any(Error) })
})
