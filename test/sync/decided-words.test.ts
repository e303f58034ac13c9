import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { syncAll } from '../../jobs/sync-all.ts'
import type { App } from '../../src/app/app.ts'
import { openApp } from '../../src/app/open-app.ts'
import { historyCommand } from '../../src/cli/history.ts'
import { inboxCommand, readDecision } from '../../src/cli/inbox.ts'
import { silentProgress } from '../../src/cli/progress.ts'
import { readSettings } from '../../src/config/settings.ts'
import type { Decision } from '../../src/ledger/decision.ts'
import { quote } from '../../src/normalise/quote.ts'
import { DecisionRefused, decide } from '../../src/sync/decide.ts'
import { makeWorld, SOURCE, type World } from './make.ts'

const ME = 'Camille Essai <camille@example.org>'

describe('what may be answered about an unknown word', () => {
  let world: World
  beforeEach(async () => {
    world = await makeWorld()
  })
  afterEach(() => world.close())

  async function asked(referential: string, value = 'Mamans solo'): Promise<string> {
    await world.ledger.inbox.put({
      kind: 'unknown-value',
      source: SOURCE,
      key: null,
      subject: `unknown:${SOURCE}:${referential}:mamans solo`,
      title: '« Mamans solo » n’est pas dans la liste nationale des publics',
      detail: { field: 'publics', referential, value, nearest: [], offers: ['a'], address: 'x' },
      run: null,
    })
    return (await world.ledger.openInbox())[0]?.id ?? ''
  }

  test.each<[string, Decision, string | RegExp]>([
    ['publics', { action: 'map', value: 'etudiant' }, 'les plus proches : etudiants'],
    ['publics', { action: 'map', value: 'gratuit' }, 'n’est pas une valeur du référentiel publics'],
    ['frais', { action: 'map', value: 'femmes' }, 'ses valeurs : gratuit, payant'],
    ['publics', { action: 'create' }, 'dire ce que le mot veut dire, ou classer'],
    ['zones', { action: 'map', value: '35' }, /possible.: classer\.$/],
    ['table', { action: 'map', value: 'femmes' }, /possible.: classer\.$/],
    ['categories', { action: 'map', value: 'mobilite' }, /possible.: classer\.$/],
    ['constructor', { action: 'map', value: 'name' }, /possible.: classer\.$/],
  ])('%s, %j: refused, and nothing is kept', async (referential, decision, message) => {
    const id = await asked(referential)
    const refusal = await decide(world.ledger, id, decision, ME).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DecisionRefused)
    expect((refusal as Error).message).toMatch(message)
    expect(await world.ledger.choices.list(SOURCE)).toEqual([])
    expect((await world.ledger.openInbox()).map(item => item.id)).toEqual([id])
    expect(await world.ledger.events.list()).toEqual([])
  })

  test('a value of the référentiel is kept for that source, with who, and the demand is closed in their name', async () => {
    const id = await asked('publics')
    const sentence = await decide(world.ledger, id, { action: 'map', value: 'familles' }, ME)
    expect(sentence).toContain('« Mamans solo » veut dire « Familles')
    expect(await world.ledger.choices.list(SOURCE)).toMatchObject([
      {
        topic: 'lexicon',
        key: 'lexicon:publics:mamans solo',
        value: { referential: 'publics', word: 'Mamans solo', value: 'familles' },
        decidedBy: ME,
      },
    ])
    expect(await world.ledger.inbox.read(id)).toMatchObject({
      decision: { action: 'map', value: 'familles' },
      decidedBy: ME,
    })
    expect(await world.ledger.events.list()).toMatchObject([{ actor: ME, action: 'decision-map', source: SOURCE }])
  })

  test('a masked name is no word: all of them look alike', async () => {
    const id = await asked('publics', quote('Madame Camille Dupont'))
    await expect(decide(world.ledger, id, { action: 'map', value: 'femmes' }, ME)).rejects.toThrow('classer')
    expect(await world.ledger.choices.list(SOURCE)).toEqual([])
  })

  test('«map» without a value, and on an item that is no word, are refused', async () => {
    expect(() => readDecision('map', [])).toThrow('demande la valeur du référentiel')
    await world.pass([{ key: 'a' }], { policy: { approval: 'approve' } })
    const [plan] = await world.ledger.openInbox()
    await expect(decide(world.ledger, plan?.id ?? '', { action: 'map', value: 'femmes' }, ME)).rejects.toThrow(
      'approuver ou refuser',
    )
  })
})

describe('on a small source, from the page to DORA', () => {
  let folder: string
  let site: Server
  let app: App

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'decided-words-'))
    const text = 'Un accompagnement collectif pour reprendre confiance et préparer un projet, chaque semaine. '.repeat(
      3,
    )
    const sheet = `Code;Nom;Texte;Publics\nA1;Permanence du mardi;${text};Femmes et mamans solo\nA2;Permanence du jeudi;${text};Femmes\nA3;Permanence du samedi;${text};Mamans Solo\nA4;Permanence du lundi;${text};Jeunes\n`
    site = createServer((request, response) => {
      if (request.url === '/offres.csv') response.writeHead(200, { 'content-type': 'text/csv' }).end(sheet)
      else response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nAllow: /')
    })
    await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/offres.csv`
    mkdirSync(join(folder, 'config', 'sources'), { recursive: true })
    for (const file of ['conventions/2024.yaml', 'territory.yaml'])
      cpSync(fileURLToPath(new URL(`../../config/${file}`, import.meta.url)), join(folder, 'config', file))
    for (const id of ['essai', 'voisine']) {
      writeFileSync(
        join(folder, 'config', 'sources', `${id}.yaml`),
        `id: ${id}\nname: Source ${id}\npartner: apase\naddress: ${address}\npaceMs: 0\n`,
      )
      mkdirSync(join(folder, 'mappings', id), { recursive: true })
      writeFileSync(join(folder, 'mappings', id, 'mapping.yaml'), MAPPING)
    }
    app = await openApp(
      readSettings({
        LOG_LEVEL: 'silent',
        DORA_SYNC_DATA: join(folder, 'var'),
        DORA_SYNC_CONFIG: join(folder, 'config'),
        DORA_SYNC_MAPPINGS: join(folder, 'mappings'),
      }),
    )
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await app.close()
    await new Promise(resolve => site.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  const pass = async (source: string) => {
    const [report] = await syncAll(app, { sources: [source], trigger: 'test', dry: false }, silentProgress)
    if (!report) throw new Error('no report')
    return report
  }
  const record = async (key: string) => (await app.ledger.offers.read('essai', key))?.record
  const writes = () => app.dora.sandbox?.log().filter(call => call.write && call.committed).length ?? 0
  const waiting = (source: string) => app.ledger.openInbox({ source, kind: 'unknown-value' })

  test('the word is asked once, answered by a person, understood at the next pass with their name, and never asked again', async () => {
    expect(await pass('essai')).toMatchObject({ state: 'succeeded', report: { counts: { seen: 4 } } })
    await pass('voisine')
    expect((await record('A1'))?.service.publics).toEqual(['femmes'])
    const [item] = await waiting('essai')
    expect(item?.detail).toMatchObject({ referential: 'publics', value: 'mamans solo', offers: ['A1', 'A3'] })

    let said = ''
    vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
      said += String(chunk)
      return true
    })
    const command = inboxCommand(work => work(app)).exitOverride()
    await command.parseAsync(['answer', item?.id ?? '', 'map', 'familles', '--by', ME], { from: 'user' })
    expect(said).toContain('dès son prochain passage')
    expect(await waiting('essai')).toEqual([])

    const before = writes()
    const other = await record('A2')
    const next = await pass('essai')
    // No fence: nobody has to approve what a person just decided. Only the offers that say the word move.
    expect(next).toMatchObject({ state: 'succeeded', report: { counts: { updated: 2, unchanged: 2, conflicts: 0 } } })
    const link = await app.ledger.links.read('essai', 'A1')
    expect((await app.dora.reader.readService(link?.slug ?? ''))?.fields.publics.toSorted()).toEqual([
      'familles',
      'femmes',
    ])
    const changed = (await app.ledger.operations.list({ source: 'essai', key: 'A1', limit: 1 }))[0]
    expect(Object.keys(changed?.after ?? {})).toEqual(['publics'])
    const first = await record('A1')
    expect(first?.service.publics).toEqual(['femmes', 'familles'])
    expect(first?.provenance.publics?.map(({ where }) => where).join('\n')).toMatch(
      /« mamans solo » compris selon Camille Essai, le \d/,
    )
    expect(JSON.stringify(first)).not.toContain('camille@example.org')
    expect(first?.findings.map(finding => finding.code)).not.toContain('valeur-inconnue')
    expect(await record('A2')).toEqual(other)
    expect(await waiting('essai')).toEqual([])
    expect(await waiting('voisine')).toHaveLength(1)

    const after = writes()
    expect(after).toBe(before + 2)
    await pass('essai')
    await pass('voisine')
    expect(writes()).toBe(after)
    expect(await waiting('essai')).toEqual([])
    // Another partner's same word is another question.
    expect(await waiting('voisine')).toHaveLength(1)

    said = ''
    await historyCommand(work => work(app))
      .exitOverride()
      .parseAsync(['A1'], { from: 'user' })
    expect(said).toContain('Permanence du mardi')
  }, 60_000)
})

const MAPPING = `harvest:
  kind: csv
  key: Code
structure:
  id: { const: apase }
  nom: { const: APASE }
  siret: { const: "99900101900010" }
  lieu: { const: "33 rue des Landelles, 35510 Cesson-Sévigné", do: address }
  telephone: { const: "+33223300950" }
offers:
  - actions: []
    fields:
      nom: { read: Nom, do: title }
      description: { read: Texte, do: text }
      type: { const: atelier }
      thematiques: { const: [remobilisation--lien-social] }
      frais: { const: gratuit }
      publics: [{ read: Publics, lookup: publics }, { default: [tous-publics] }]
      lieu: { from: structure }
      telephone: { from: structure }
      modes_accueil: { const: [en-presentiel] }
      zone_eligibilite: { const: ["35"] }
      modes_mobilisation: { const: [telephoner] }
      mobilisable_par: { const: [usagers, professionnels] }
`
