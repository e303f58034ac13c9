import { afterEach, beforeEach, expect, test } from 'vitest'
import { fakeFetcher } from '../../test/harvest/testing.ts'
import { conventionOf, mappingOf } from '../../test/normalise/testing.ts'
import { makeWorld, type World } from '../../test/sync/make.ts'
import { sequentialIds } from '../common/ids.ts'
import { createLogger } from '../common/logger.ts'
import { SourceConfig } from '../config/source.ts'
import { applyStoredPlan } from './apply-stored.ts'
import { passOver } from './pass.ts'
import type { PassPorts, SourceEntry } from './ports.ts'
import { withSourceLease } from './source-lease.ts'

/** The whole way from a partner's address to DORA, one small source at a time. */
let world: World
let asked: string[]
let pages: Record<string, string>
beforeEach(async () => {
  world = await makeWorld()
  world.dora.addStructure({ slug: 'essai-rennes', name: 'Essai', siret: '19350936100981' })
  asked = []
  pages = {}
})
afterEach(() => world.close())

const ids = sequentialIds()
const SITE = 'https://partenaire.example.org'
const MAPPING = `harvest: { kind: json, items: o, key: id }
structure: { id: { const: a }, nom: { const: Essai }, siret: { const: '19350936100981' }, code_insee: { const: '35238' }, commune: { const: Rennes }, code_postal: { const: '35000' } }
offers:
  - actions: [1/essai]
    fields:
      nom: { read: nom }
      description: { read: texte }
      frais: { read: prix, lookup: frais }
      publics: { const: jeunes }
      thematiques: { const: mobilite--preparer-un-permis }
      modes_accueil: { const: a-distance }
      zone_eligibilite: { const: '35' }
      type: { const: accompagnement }
`
const TEXT = 'Une offre décrite assez longuement pour que personne ne la refuse au passage.'
const record = (id: string, over: object = {}) => ({ id, nom: `Offre ${id}`, texte: TEXT, prix: 'gratuit', ...over })

function entryOf(
  over: Partial<Parameters<typeof SourceConfig.parse>[0] & object> = {},
  mapping = MAPPING,
): SourceEntry {
  const config = SourceConfig.parse({
    id: 'essai',
    name: 'Source d’essai',
    partner: 'essai',
    address: `${SITE}/offres`,
    ...over,
  })
  return { config, mapping: mappingOf(mapping), fingerprint: 'f1' }
}
function ports(sources: SourceEntry[], over: Partial<PassPorts> = {}): PassPorts {
  return {
    sources,
    sites: {
      address: ({ address }) => address ?? null,
      fetcher: () => ({
        ...fakeFetcher(pages, world.clock.now().toISOString()),
        close: async () => void asked.push('close'),
      }),
    },
    convention: conventionOf(),
    dora: {
      departments: ['35'],
      quota: 120,
      reader: Object.assign(world.dora, {
        options: async () => ({ accessConditions: [], credentials: [], requirements: [] }),
      }),
      waitMs: 0,
      standing: async () => null,
      writer: () => world.dora,
    } as unknown as PassPorts['dora'],
    geocode: null,
    ledger: world.ledger,
    clock: world.clock,
    newId: ids,
    log: createLogger('silent'),
    ...over,
  }
}
const pass = (sources: SourceEntry[] = [entryOf()], over: Partial<PassPorts> = {}, dry = false) =>
  passOver({ source: 'essai', trigger: 'commande', dry }, ports(sources, over))
const give = (...records: object[]) => {
  pages['/offres'] = JSON.stringify({ o: records })
}

test('what a source gives is in DORA, and the ledger knows when each record was first seen', async () => {
  give(record('a'), record('b'))
  const first = await pass()
  expect(first).toMatchObject({
    source: 'essai',
    name: 'Source d’essai',
    state: 'succeeded',
    message: null,
    outcome: { state: 'complete', documents: 1, records: 2 },
    report: { writes: { created: 2 } },
    rejections: [],
  })
  expect(asked).toEqual(['close'])
  expect((await world.ledger.listRuns({ source: 'essai', limit: 1 }))[0]).toMatchObject({
    id: first.run,
    trigger: 'commande',
    state: 'succeeded',
    plan: first.plan,
  })
  world.clock.advance(3 * 86_400_000)
  const second = await pass()
  expect(second).toMatchObject({
    state: 'succeeded',
    report: { counts: { seen: 2, unchanged: 2 }, writes: { created: 0 } },
  })
})

const standing = async () => (await Array.fromAsync(world.ledger.offers.pages('essai'))).flat()
const runs = async () =>
  (await world.ledger.listRuns({ source: 'essai', limit: 5 })).map(({ state, message }) => [state, message])

test('a source that is not there is told; one whose partner asked to stop, or without address, is skipped and not read', async () => {
  await expect(passOver({ source: 'rien', trigger: 'x', dry: false }, ports([entryOf()]))).rejects.toThrow(
    'La source « rien » n’existe pas ou sa configuration est à corriger.',
  )
  const none = { run: null, plan: null, outcome: null, report: null, rejections: [], source: 'essai' }
  expect(await pass([entryOf({ address: null })])).toEqual({
    ...none,
    name: 'Source d’essai',
    state: 'skipped',
    message: 'Source d’essai n’a pas d’adresse connue : seule une déclaration du partenaire peut l’alimenter.',
  })
  await world.ledger.stops.stop('essai', 'Ada', '')
  expect(await pass()).toMatchObject({
    ...none,
    state: 'skipped',
    message: expect.stringContaining('24 novembre 2026'),
  })
  expect([asked, await runs()]).toEqual([[], []])
})

test('a pass that is under way is not doubled', async () => {
  give(record('a'))
  const held = await withSourceLease(world.ledger, 'essai', 'un autre', () => pass())
  expect(held).toMatchObject({
    busy: false,
    result: { state: 'busy', run: null, message: 'Un autre passage sur cette source est en cours.' },
  })
})

test('a page that is gone ends the run as failed, in the partner’s words, and takes nothing away', async () => {
  give(record('a'))
  await pass()
  pages = {}
  const over = await pass()
  expect(over).toMatchObject({
    state: 'failed',
    plan: null,
    report: null,
    message: 'Cette page n’existe pas.',
    outcome: { state: 'failed', code: 'page-absente', whose: 'partenaire', documents: 0 },
  })
  expect(asked).toEqual(['close', 'close'])
  expect(await standing()).toMatchObject([{ key: 'a', misses: 0 }])
})

test('a feed of the latest items is read whole at each pass: nothing is retired, and nobody is told of a part', async () => {
  const feed = entryOf(
    {},
    MAPPING.replace(/harvest: .*/, 'harvest: { kind: rss }')
      .replace('{ read: nom }', '{ read: title }')
      .replace('{ read: texte }', '{ read: description }')
      .replace('read: prix', 'read: category'),
  )
  const show = (...keys: string[]) => {
    const items = keys.map(
      key =>
        `<item><guid>${key}</guid><title>Offre ${key}</title><description>${TEXT}</description><category>gratuit</category></item>`,
    )
    pages['/offres'] = `<rss version="2.0"><channel><title>Essai</title>${items.join('')}</channel></rss>`
  }
  show('a', 'b')
  expect(await pass([feed])).toMatchObject({ state: 'succeeded', report: { writes: { created: 2 } } })
  for (let turn = 0; turn < 3; turn += 1) {
    show('b')
    expect(await pass([feed])).toMatchObject({
      state: 'succeeded',
      message: 'La source ne montre que ses derniers éléments ; ce qui n’y est plus n’a pas été retiré.',
      report: { counts: { retired: 0 }, writes: { changed: 0 } },
    })
  }
  expect(await standing()).toMatchObject([
    { key: 'a', misses: 0 },
    { key: 'b', misses: 0 },
  ])
  // What is cut is still only a part.
  pages['/offres'] = (pages['/offres'] ?? '').replace('<guid>b</guid>', '')
  expect(await pass([feed])).toMatchObject({ state: 'partly', message: expect.stringMatching(/qu’en partie/) })
})

test('a source that changed waits at each pass, until a person says that it is so; then what is gone counts as absent', async () => {
  const many = (count: number, over: object = {}) => {
    give(...Array.from({ length: count }, (_, at) => record(`r${at}`, over)))
    return pass().finally(() => world.clock.advance(86_400_000))
  }
  const agree = (plan: string | null) =>
    applyStoredPlan({
      ...{ plan: plan ?? '', by: 'Camille', configuration: 'f1', departments: ['35'], holder: 'test' },
      ...{ ledger: world.ledger, reader: world.dora, writer: world.dora, clock: world.clock },
    })
  const fees = async () => {
    const links = (await world.ledger.links.list('essai')).filter(({ retired }) => retired === null)
    return links.map(({ slug }) => world.dora.peek(slug).fields.feeCondition)
  }
  await many(10)
  const few = { state: 'quarantined', message: expect.stringContaining('4 offres lues seulement, pour 10 connues') }
  expect(await many(4)).toMatchObject(few)
  const held = await many(4)
  expect(held).toMatchObject(few)
  expect(await agree(held.plan)).toMatchObject({ state: 'succeeded' })
  expect(await many(4)).toMatchObject({ state: 'succeeded' })
  const gone = await many(4)
  expect(gone).toMatchObject({ state: 'quarantined', message: expect.stringContaining('6 offres') })
  await agree(gone.plan)

  // A price under another name would have emptied it in DORA.
  await many(6)
  const renamed = await many(6, { prix: undefined, tarif: 'gratuit' })
  expect(renamed).toMatchObject({ state: 'quarantined', message: expect.stringMatching(/« prix ».*« tarif »/) })
  expect((await fees()).every(fee => fee === 'gratuit')).toBe(true)
  await agree(renamed.plan)
  expect(await many(6, { prix: undefined, tarif: 'gratuit' })).toMatchObject({ state: 'succeeded' })
})

test('a fault of ours closes the run as failed, and the fetcher with it', async () => {
  const sites = {
    ...ports([]).sites,
    fetcher: () => ({
      get: () => Promise.reject(new TypeError('cassé')),
      stream: () => Promise.reject(new TypeError('cassé')),
      close: async () => void asked.push('close'),
    }),
  }
  const broken = await pass([entryOf()], { sites }).then(
    ({ state }) => state,
    error => error.message,
  )
  expect([broken, asked]).toEqual([expect.stringMatching(/failed|cassé/), ['close']])
  expect((await runs())[0]?.[0]).toBe('failed')
})

test('what is refused is told with what is read: of the record, of the page', async () => {
  give(record('a'), record('b', { nom: '' }), { nom: 'sans clé' })
  const { rejections, report, state, message } = await pass()
  expect([state, message]).toEqual(['partly', 'La source n’a été lue qu’en partie ; rien n’a été retiré.'])
  expect(rejections.map(({ key }) => key).sort()).toEqual([null, 'b'].sort())
  expect(report?.writes.created).toBe(1)
})

test('an unknown word is asked about once; a word that a person explained is read from then on', async () => {
  give(record('a', { prix: 'à la bonne franquette' }))
  await pass()
  const questions = async () =>
    (await world.ledger.inbox.open({ source: 'essai' })).filter(({ kind }) => kind === 'unknown-value')
  expect(await questions()).toMatchObject([{ detail: { referential: 'frais', value: 'à la bonne franquette' } }])
  const value = { referential: 'frais', word: 'à la bonne franquette', value: 'gratuit' } as never
  await world.ledger.choices.set('essai', 'lexicon:frais:a la bonne franquette', { topic: 'lexicon', value }, 'Camille')
  world.clock.advance(3_600_000)
  await pass()
  expect(await questions()).toEqual([])
  expect(await standing()).toMatchObject([{ key: 'a', state: 'updated' }])
})

test('a directory is read for its structures and pushes nothing', async () => {
  give(record('a'), record('b'))
  const directory = entryOf({ role: 'structures' })
  expect(await pass([directory])).toMatchObject({
    state: 'skipped',
    plan: null,
    message: expect.stringMatching(/^\d+ structures? lues? dans l’annuaire ; rien n’est poussé\.$/),
    outcome: { state: 'complete' },
  })
  expect([await standing(), (await runs())[0]?.[0]]).toEqual([[], 'succeeded'])
  pages = {}
  expect(await pass([directory])).toMatchObject({ state: 'failed', message: 'Cette page n’existe pas.' })
})

test('tried without writing, it ends as simulated; the plan is kept', async () => {
  give(record('a'))
  const writes = world.dora.writes
  const { state, plan, report } = await pass([entryOf()], {}, true)
  expect([state, world.dora.writes]).toEqual(['simulated', writes])
  expect([plan === null, report?.writes.created ?? 0]).toEqual([false, 0])
})

test('the référentiels of DORA are asked for once, and only for what is spelled by them', async () => {
  let options = 0
  const of = (text: string) => {
    const given = ports([entryOf({}, text)])
    Object.assign(given.dora.reader, {
      options: async () => {
        options += 1
        return { accessConditions: [], credentials: [], requirements: [] }
      },
    })
    return passOver({ source: 'essai', trigger: 'x', dry: true }, given)
  }
  give(record('a'), record('b'))
  await of(MAPPING)
  expect(options).toBe(0)
  await of(
    MAPPING.replace(
      "zone_eligibilite: { const: '35' }",
      "zone_eligibilite: { const: '35' }\n      conditions_acces: { const: Savoir lire }",
    ),
  )
  expect(options).toBe(1)
})

test('no site waits while DORA is asked: the offers from then on are put aside until it is read, and all are planned', async () => {
  const reads = entryOf({}, MAPPING.replace('type: {', 'conditions_acces: { read: si }\n      type: {'))
  const given = ports([reads])
  Object.assign(given.dora.reader, {
    options: async () => {
      asked.push('options')
      return { accessConditions: [], credentials: [], requirements: [] }
    },
  })
  give(record('a'), record('b', { si: 'Savoir lire' }), record('c'))
  const { plan } = await passOver({ source: 'essai', trigger: 'x', dry: true }, given)
  expect(asked).toEqual(['close', 'options'])
  const { operations } = (await world.ledger.plans.read(plan ?? '')) ?? { operations: [] }
  expect(operations.map(({ key, after }) => [key, after.requirements])).toEqual([
    ['a', []],
    ['b', ['Savoir lire']],
    ['c', []],
  ])
})

test('what the gestionnaire accepts of a partner while its site is read counts in that very pass', async () => {
  give(record('a'), record('b'))
  const { statements } = world.ledger
  const given = ports([entryOf()])
  const { fetcher } = given.sites
  given.sites.fetcher = (...args) => ({
    ...fetcher(...args),
    async close() {
      const offer = { source: 'essai', key: 'b' }
      const said = { partner: 'essai', title: 'Retrait', by: 'Ada <ada@example.org>', offer }
      const { id } = await statements.add({ ...said, body: { kind: 'withdrawal', reason: 'complet' } })
      await statements.decide(id, 'accepted', 'gestionnaire', null)
    },
  })
  const { plan } = await passOver({ source: 'essai', trigger: 'x', dry: true }, given)
  const { operations } = (await world.ledger.plans.read(plan ?? '')) ?? { operations: [] }
  expect(operations.map(({ key }) => key)).toEqual(['a'])
})

test('a correction that was accepted and cannot be applied: the offer goes on without it, it is told and waits for a person until it was said better', async () => {
  give(record('a'), record('b'))
  const { statements, offers } = world.ledger
  const accept = async (after: Record<string, string>) => {
    const fields = Object.fromEntries(Object.entries(after).map(([name, word]) => [name, { before: '', after: word }]))
    const said = { partner: 'essai', title: 'Correction', by: 'Ada <ada@example.org>' }
    const offer = { source: 'essai', key: 'b' }
    const { id } = await statements.add({ ...said, offer, body: { kind: 'correction', fields, comment: '' } })
    await statements.decide(id, 'accepted', 'gestionnaire', null)
    world.clock.advance(60_000)
    return id
  }
  const id = await accept({ nom: 'x', description: `${TEXT} Corrigée.` })
  const first = await pass()
  expect(first).toMatchObject({
    report: { counts: { seen: 2, created: 2, rejected: 0 } },
    rejections: [{ code: 'correction-non-appliquee', key: 'b', field: 'nom', received: 'x', where: `demande ${id}` }],
  })
  const [item, ...others] = await world.ledger.openInbox()
  expect(others).toEqual([])
  expect(item).toMatchObject({ kind: 'correction', key: 'b', detail: { field: 'nom', received: 'x' } })
  expect(item?.title).toMatch(/«\sOffre b\s», Nom.*«\sx\s», dit par Ada/)
  const known = await offers.read('essai', 'b')
  expect(known?.record?.service).toMatchObject({ nom: 'Offre b', description: `${TEXT} Corrigée.` })
  expect(known?.record?.findings).toContainEqual(expect.objectContaining({ code: 'correction-non-appliquee' }))
  expect(known?.rejection).toBeNull()

  await pass()
  expect((await world.ledger.openInbox()).map(each => each.id)).toEqual([item?.id])
  await accept({ nom: 'Offre bien nommée' })
  expect(await pass()).toMatchObject({ rejections: [] })
  expect(await world.ledger.openInbox()).toEqual([])
})
