import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { coverageCommand } from '../../src/cli/coverage.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import { input } from './small-departement.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coverage-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ out: string; said: string[]; asked: string[] }> {
  const chunks: Uint8Array[] = []
  const said: string[] = []
  const asked: string[] = []
  const command = coverageCommand({
    assemble: async date => {
      asked.push(date)
      return { ...input, date }
    },
    kept: async date => (date === '2030-04-30' ? coverageReport({ ...input, date, offers: [] }) : null),
    today: () => '2030-06-30',
    out: bytes => void chunks.push(bytes),
    aside: line => void said.push(line),
  })
  await command
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(args, { from: 'user' })
  return { out: Buffer.concat(chunks).toString(), said, asked }
}

test('HTML of today by default', async () => {
  const { out, asked } = await run()
  expect(asked).toEqual(['2030-06-30'])
  expect(out).toMatch(/^<!doctype html>/)
  expect(out).toContain('Rapport de couverture au 30\u00A0juin 2030')
})

test('the date, the form and the file are obeyed', async () => {
  const file = join(folder, 'rapport.json')
  const { out, said, asked } = await run('--date', '2030-05-31', '--format', 'json', '--out', file)
  expect(asked).toEqual(['2030-05-31'])
  expect(out).toBe('')
  expect(said).toEqual([
    'Aucun rapport n’a été gardé pour le 31\u00A0mai 2030\u00A0: celui-ci est calculé sur l’état d’aujourd’hui.\n',
    `Rapport écrit\u00A0: ${file}\n`,
  ])
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ schema: 'dora-sync/coverage/3', date: '2030-05-31' })
  expect((await run('--date', '2030-05-31', '--json')).out).toBe(readFileSync(file, 'utf8'))
})

test('a past day gives the report that was kept, not a new one', async () => {
  const { out, said, asked } = await run('--date', '2030-04-30', '--json')
  expect([said, asked]).toEqual([[], []])
  expect(JSON.parse(out).indicators[0]).toMatchObject({ id: 'actions-referencees', value: 0 })
})

test('compared with an older report, the page says what changed', async () => {
  const file = join(folder, 'avant.json')
  await run('--date', '2030-03-31', '--json', '--out', file)
  const { out } = await run('--compare', file)
  expect(out).toContain('Ce qui a changé depuis le 31\u00A0mars 2030')
  // o1 was confirmed on 1 June: not yet on 31 March, 29 days ago now; one class of freshness moved, the count did not.
  expect((await run('--date', '2030-03-31', '--compare', file)).out).toContain('Rien n’a changé.')
})

test('CSV takes a table', async () => {
  expect((await run('--format', 'csv-machine', '--table', 'fiches')).out).toMatch(/^Fiche,Intitulé,/)
})

test('outlines that are no EPCI of the territory, or no GeoJSON, are said', async () => {
  const file = join(folder, 'epci.geojson')
  const feature = { type: 'Feature', properties: { code: '000000000' }, geometry: null }
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [feature] }))
  const { out, said } = await run('--map', file)
  expect(said.join('')).toContain('aucun contour ne porte le code d’un EPCI')
  expect(out).toMatch(/^<!doctype html>/)
  writeFileSync(file, '{"type":"Topology"}')
  await expect(run('--map', file)).rejects.toThrow(/attendu un GeoJSON/)
})

test.each([
  [['--date', '2030-07-01'], /le 1er.juillet 2030 n’est pas encore là/],
  [['--date', '31/05/2030'], /attendu un jour AAAA-MM-JJ, reçu «.31\/05\/2030.»/],
  [['--format', 'docx'], /docx/],
  [['--compare', 'absent.json'], /«.absent\.json.» est introuvable/],
  [['--format', 'csv', '--table', 'zzz'], /Table «.zzz.» inconnue/],
])('%j is refused plainly', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message)
})
