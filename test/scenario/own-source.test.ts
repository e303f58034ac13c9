import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SyncSummary } from '../../src/cli/sync-json.ts'
import { dora } from './cli.ts'

// A source of one's own, as the README tells to add it, read from a site that is not ours: one good page, one that breaks, one that lacks what matters; a sheet with a wrong row.
const CONFIG = fileURLToPath(new URL('../../config', import.meta.url))
const LONG =
  'Un accompagnement individuel et collectif pour reprendre confiance, préparer un projet et retrouver le chemin de l’emploi, à son rythme et près de chez soi. '.repeat(
    2,
  )

let folder: string
let site: Server
let root: string
let broken = true

const page = (title: string, text: string) =>
  `<!doctype html><meta charset="utf-8"><h1>${title}</h1><div class="texte">${text}</div>`
const pages: Record<string, () => [number, string, string]> = {
  '/robots.txt': () => [200, 'text/plain', 'User-agent: *\nAllow: /'],
  '/offres': () => [
    200,
    'text/html',
    '<meta charset="utf-8"><ul><li><a href="/offres/un">Un</a></li><li><a href="/offres/deux">Deux</a></li><li><a href="/offres/trois">Trois</a></li></ul>',
  ],
  '/offres/un': () => [200, 'text/html', page('Atelier du matin', LONG)],
  '/offres/deux': () => (broken ? [500, 'text/html', 'panne'] : [200, 'text/html', page('Atelier du soir', LONG)]),
  '/offres/trois': () => [200, 'text/html', page('Atelier sans texte', '')],
  '/offres.csv': () => [
    200,
    'text/csv',
    `Code;Nom;Texte;Frais\nA1;Permanence du mardi;${LONG};gratuit\nA2;;${LONG};gratuit\nA3;Permanence du jeudi;trop;gratuit\n`,
  ],
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'own-source-'))
  site = createServer((request, response) => {
    const [status, type, body] = pages[request.url ?? '']?.() ?? [404, 'text/plain', 'rien']
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  root = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  mkdirSync(join(folder, 'config', 'sources'), { recursive: true })
  for (const file of ['conventions/2024.yaml', 'territory.yaml'])
    cpSync(join(CONFIG, file), join(folder, 'config', file), { recursive: true })
  add(
    'ateliers',
    '/offres',
    `harvest:
  kind: html
  list: { items: li, link: a }
  fields:
    titre: { select: h1, required: true }
    texte: .texte
`,
    'titre',
    'texte',
  )
  add(
    'permanences',
    '/offres.csv',
    `harvest:
  kind: csv
  key: Code
`,
    'Nom',
    'Texte',
  )
})
afterAll(async () => {
  await new Promise(resolve => site.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

function add(id: string, path: string, harvest: string, name: string, text: string, more = ''): void {
  writeFileSync(
    join(folder, 'config', 'sources', `${id}.yaml`),
    `id: ${id}\nname: Essai ${id}\npartner: apase\naddress: ${root}${path}\npaceMs: 0\n`,
  )
  mkdirSync(join(folder, 'mappings', id), { recursive: true })
  writeFileSync(
    join(folder, 'mappings', id, 'mapping.yaml'),
    `${harvest}
structure:
  id: { const: apase }
  nom: { const: APASE }
  siret: { const: "99900101900010" }
  lieu: { const: "33 rue des Landelles, 35510 Cesson-Sévigné", do: address }
  telephone: { const: "+33223300950" }
offers:
  - actions: []
    fields:
      nom: { read: ${name}, do: title }
      description: { read: ${text}, do: text }
      type: { const: atelier }
      thematiques: { const: [remobilisation--lien-social] }
      frais: { const: gratuit }
      publics: { const: [tous-publics] }
      lieu: { from: structure }
      telephone: { from: structure }
      modes_accueil: { const: [en-presentiel] }
      zone_eligibilite: { const: ["35"] }
      modes_mobilisation: { const: [telephoner] }
      mobilisable_par: { const: [usagers, professionnels] }
${more}`,
  )
}

async function sync(): Promise<{ code: number | null; summary: SyncSummary }> {
  const ran = await dora(['sync', '--json'], {
    DORA_SYNC_DATA: join(folder, 'var'),
    DORA_SYNC_CONFIG: join(folder, 'config'),
    DORA_SYNC_MAPPINGS: join(folder, 'mappings'),
  })
  expect(ran.stdout, ran.stderr).not.toBe('')
  return { code: ran.code, summary: JSON.parse(ran.stdout) as SyncSummary }
}
const of = (summary: SyncSummary, source: string) => summary.sources.find(report => report.source === source)

test('a broken page, an empty one and a wrong row stop nothing else; each is told; the exit code stays 0', async () => {
  broken = true
  const { code, summary } = await sync()
  expect(code).toBe(0)
  const html = of(summary, 'ateliers')
  expect(html?.outcome?.state).toBe('partial')
  expect(html?.report?.outcomes.filter(({ state }) => state === 'created').map(({ name }) => name)).toEqual([
    'Atelier du matin',
  ])
  expect(JSON.stringify(html)).toMatch(/500/)
  expect(html?.rejections.map(({ where }) => where).join(' ')).toContain('/offres/trois')
  const csv = of(summary, 'permanences')
  expect(csv?.report?.counts).toMatchObject({ created: 1, rejected: 2 })
  const refused = csv?.rejections.find(({ key }) => key === 'A2')
  expect(refused).toMatchObject({ field: 'nom', whose: 'partenaire' })
}, 60_000)

test('the page that was broken comes through at the next pass, and nothing is written twice', async () => {
  broken = false
  const { code, summary } = await sync()
  expect(code).toBe(0)
  expect(of(summary, 'ateliers')?.report?.counts).toMatchObject({ created: 1, unchanged: 1 })
  expect(of(summary, 'permanences')?.report?.counts).toMatchObject({ created: 0, unchanged: 1, rejected: 2 })
  const again = await sync()
  expect(again.summary.dora.writes).toBe(0)
}, 60_000)

test('a source whose site does not answer at all fails, the others go through, and the exit code says it', async () => {
  const address = await new Promise<string>(resolve => {
    const taken = createServer().listen(0, '127.0.0.1', () => {
      const { port } = taken.address() as AddressInfo
      taken.close(() => resolve(`http://127.0.0.1:${port}/`))
    })
  })
  writeFileSync(
    join(folder, 'config', 'sources', 'muette.yaml'),
    `id: muette\nname: Essai muette\npartner: apase\naddress: ${address}\npaceMs: 0\n`,
  )
  cpSync(join(folder, 'mappings', 'permanences'), join(folder, 'mappings', 'muette'), { recursive: true })
  const { code, summary } = await sync()
  rmSync(join(folder, 'config', 'sources', 'muette.yaml'))
  expect(code).toBe(1)
  expect(of(summary, 'muette')?.state).toBe('failed')
  expect(of(summary, 'permanences')?.report?.counts.unchanged).toBe(1)
}, 60_000)

test('a column that was always filled and no longer is means a changed sheet: the whole pass is held, nothing is written', async () => {
  const rows = (filled: boolean) =>
    `Code;Nom;Texte;Jours\n${[1, 2, 3, 4, 5, 6].map(n => `C${n};Atelier numéro ${'abcdef'[n - 1]};${LONG};${filled ? 'le mardi' : ''}`).join('\n')}\n`
  let filled = true
  pages['/colonnes.csv'] = () => [200, 'text/csv', rows(filled)]
  add(
    'colonnes',
    '/colonnes.csv',
    'harvest:\n  kind: csv\n  key: Code\n',
    'Nom',
    'Texte',
    '      horaires_accueil: { read: Jours }\n',
  )
  expect(of((await sync()).summary, 'colonnes')?.outcome?.state).toBe('complete')
  filled = false
  const { summary } = await sync()
  rmSync(join(folder, 'config', 'sources', 'colonnes.yaml'))
  expect(of(summary, 'colonnes')?.outcome).toMatchObject({
    state: 'drifted',
    expectations: [{ name: expect.stringContaining('Jours') }],
  })
  expect(of(summary, 'colonnes')?.state).toBe('quarantined')
  expect(summary.dora.writes).toBe(0)
}, 60_000)

test('a mapping with a mistake is set aside with its line, and the other sources go on', async () => {
  add('fautive', '/offres.csv', 'harvest:\n  kind: csv\n  clef: Code\n', 'Nom', 'Texte')
  const { code, summary } = await sync()
  rmSync(join(folder, 'config', 'sources', 'fautive.yaml'))
  expect(code).toBe(1)
  expect(summary.problems[0]?.message).toMatch(/fautive[\s\S]*ligne \d+/)
  expect(of(summary, 'permanences')?.report?.counts.unchanged).toBe(1)
}, 60_000)
