import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { sampleOffer, sampleStructure } from '../../test/dora/sample-offer.ts'
import type { NormalisedOffer } from '../normalise/normalised-offer.ts'
import type { OfferPage } from './offers-page.ts'
import { link, rejection, sighting, type WithLedger } from './samples.contract.ts'

/** Offers, their links to DORA, their history and their lists. */
export function offersContract(withLedger: WithLedger): void {
  test(
    'an offer: absences count once per run, a sighting clears them, an older version does not land over a newer one',
    withLedger(async ledger => {
      await ledger.offers.saw(sighting())
      await ledger.offers.missed('s', 'a', 'run_2')
      await ledger.offers.missed('s', 'a', 'run_2')
      await ledger.offers.missed('s', 'a', 'run_3')
      expect((await ledger.offers.read('s', 'a'))?.misses).toBe(2)
      await ledger.offers.saw(sighting({ version: '2026-11-25T08:00:00.000Z', name: 'Nouveau nom', run: 'run_4' }))
      await ledger.offers.saw(sighting({ name: 'Trop tard' }))
      expect(await ledger.offers.read('s', 'a')).toMatchObject({
        misses: 0,
        name: 'Nouveau nom',
        firstSeen: '2026-11-24T08:00:00.000Z',
      })
    }),
  )

  test(
    'a link comes back whole; two offers never hold the same service',
    withLedger(async ledger => {
      await ledger.links.save(link())
      expect(await ledger.links.read('s', 'a')).toEqual(link())
      await expect(ledger.links.save(link({ key: 'b' }))).rejects.toThrow()
      await ledger.links.save(link({ modified: 'm2', settled: null, since: 'never moves' }))
      expect(await ledger.links.bySlug('slug-a')).toEqual(link({ modified: 'm2', settled: null }))
      await ledger.links.save(
        link({ key: 'd', slug: 'slug-d', retired: { at: 'm', status: null }, status: 'PUBLISHED' }),
      )
      await ledger.links.save(
        link({ key: 'e', slug: 'slug-e', retired: { at: 'm', status: null }, status: 'ARCHIVED' }),
      )
      expect(await ledger.links.heldSlugs()).toEqual(['slug-a', 'slug-e'])
      for (const key of ['d', 'e']) await ledger.links.remove('s', key)
      await ledger.links.move('s', 'a', 'c')
      expect(await ledger.links.read('s', 'a')).toBeNull()
      expect((await ledger.links.list('s')).map(l => l.key)).toEqual(['c'])
    }),
  )

  test(
    'the offers and links of a source are read some at a time, none left out and none of another source',
    withLedger(async ledger => {
      const keys = Array.from({ length: 1001 }, (_, n) => `k${String(n).padStart(4, '0')}`)
      await ledger.transaction(async ({ offers }) => {
        for (const key of keys) await offers.saw(sighting({ key }))
      })
      await ledger.offers.saw(sighting({ source: 't', key: 'k0001' }))
      const pages = await Array.fromAsync(ledger.offers.pages('s'))
      expect(pages.flat().map(offer => offer.key)).toEqual(keys)
      expect(Math.max(...pages.map(page => page.length))).toBeLessThan(1001)
      expect(pages.flat()[0]).not.toHaveProperty('record')
      expect((await ledger.offers.lines('t', ['k0001', 'k0002'])).map(offer => offer.source)).toEqual(['t'])
      expect(await ledger.offers.lines('s', [])).toEqual([])
      const asked = [...'sst'].map((source, at) => ({ source, key: ['k0001', 'k0002', 'k0002'][at] ?? '' }))
      expect(
        (await ledger.offers.linesOf([...asked, { source: 't', key: 'k0001' }])).map(o => o.source + o.key).toSorted(),
      ).toEqual(['sk0001', 'sk0002', 'tk0001'])
      expect(await ledger.offers.linesOf([])).toEqual([])
      expect(await ledger.inbox.kindsOf([])).toEqual(new Map())
      await ledger.offers.settle('s', { key: 'k0003', name: '', slug: null, state: 'retired', reason: '' }, null)
      expect(await ledger.offers.countLive('s')).toBe(1000)
      expect([...(await ledger.offers.countLiveBySource())]).toEqual([
        ['s', 1000],
        ['t', 1],
      ])
      await ledger.offers.settle('t', { key: 'k0001', name: '', slug: null, state: 'retired', reason: '' }, null)
      expect([...(await ledger.offers.countLiveBySource())]).toEqual([['s', 1000]])
      await ledger.links.save(link({ key: 'a', slug: 'sa' }))
      await ledger.links.save(link({ key: 'b', slug: 'sb' }))
      expect((await ledger.links.byKeys('s', ['b', 'c'])).map(each => each.slug)).toEqual(['sb'])
      expect(await ledger.links.byKeys('other', ['b'])).toEqual([])
    }),
  )

  test(
    'the provenance of an offer comes back whole, and no more of it stands in the record than what a report counts',
    withLedger(async ledger => {
      const from = (rule: string) => [{ words: 'mots', document: 'd', address: 'a', where: 'w', rule }]
      const record: NormalisedOffer = {
        source: 's',
        key: 'k1',
        address: '',
        service: sampleOffer({}),
        structure: sampleStructure({}),
        provenance: { nom: from('nom'), fin: from('fin') },
        findings: [],
        score: 0.5,
        actions: [],
      }
      await ledger.offers.saw(sighting({ key: 'k1', record }))
      expect((await ledger.offers.read('s', 'k1'))?.record).toEqual(record)
      expect((await ledger.offers.list('s'))[0]?.record).toEqual(record)
      const row = await ledger.db.selectFrom('offers').select('record').executeTakeFirstOrThrow()
      expect(JSON.parse(row.record ?? '').provenance).toEqual({ fin: from('fin') })
      // A rejected version keeps the last usable record.
      await ledger.offers.saw(sighting({ key: 'k1', rejection: rejection('k1'), version: '2027-01-01T00:00:00.000Z' }))
      expect((await ledger.offers.read('s', 'k1'))?.record).toEqual(record)
      // As an earlier version wrote it.
      const whole = { record: JSON.stringify(record), provenance: null }
      await ledger.db.updateTable('offers').set(whole).execute()
      expect((await ledger.offers.read('s', 'k1'))?.record).toEqual(record)
    }),
  )

  test(
    'what a report counts: every usable offer past one page, each once with its own service, and the refusals that stand',
    withLedger(async ledger => {
      const keys = Array.from({ length: 1003 }, (_, n) => `k${String(n).padStart(4, '0')}`)
      const record = (key: string, source = 's'): NormalisedOffer => ({
        source,
        key,
        address: '',
        service: sampleOffer({ id: key, nom: `Offre ${key}`, commune: 'Fougères' }),
        structure: sampleStructure({ nom: 'CLPS' }),
        provenance: { nom: [] },
        findings: [],
        score: 0.5,
        actions: ['5/atelier'],
      })
      await ledger.offers.saw(sighting({ key: 'k0000', record: record('k0000') }))
      const row = await ledger.db.selectFrom('offers').selectAll().executeTakeFirstOrThrow()
      // The others as rows: a thousand sightings take their time.
      const others = keys.slice(1).map(key => ({ ...row, key, record: JSON.stringify(record(key)) }))
      for (let at = 0; at < others.length; at += 200)
        await ledger.db
          .insertInto('offers')
          .values(others.slice(at, at + 200))
          .execute()
      await ledger.offers.saw(sighting({ source: 'r', key: 'k9', rejection: rejection('k9') }))
      await ledger.offers.saw(sighting({ source: 't', key: 'k0500', record: record('k0500', 't') }))
      await ledger.links.save(
        link({ key: 'k0001', slug: 'sa', shown: sampleFields({ subcategories: ['mobilite--financer-sa-mobilite'] }) }),
      )
      const states = await ledger.offerStates()
      expect(states.map(({ offer }) => [offer.source, offer.key])).toEqual([
        ...keys.map(key => ['s', key]),
        ['t', 'k0500'],
      ])
      expect(states.map(({ offer }) => offer.name)).toEqual([...keys, 'k0500'].map(key => `Offre ${key}`))
      expect(states[1]).toMatchObject({
        slug: 'sa',
        status: 'PUBLISHED',
        shown: { thematiques: ['mobilite--financer-sa-mobilite'] },
      })
      expect(states[1]?.offer).toMatchObject({ structure: { nom: 'CLPS' }, actions: ['5/atelier'], end: null })
      expect(states.filter(({ slug }) => slug !== null)).toHaveLength(1)
      // Kept by nobody, or by a version that counted in another way.
      const facets = await ledger.db.selectFrom('offers_facets').select('counted').execute()
      expect(facets.map(({ counted }) => counted?.slice(0, 1)).toSorted()).toEqual(['2', '2', undefined])
      await ledger.db.updateTable('offers_facets').set({ called: 'Autre', counted: '0[]' }).execute()
      await ledger.db.updateTable('links').set({ counted: null }).execute()
      expect(await ledger.offerStates()).toEqual(states)
      expect(await ledger.rejections()).toEqual([{ ...rejection('k9'), source: 'r' }])
    }),
  )

  test(
    'refused offers: those seen last come first, also when only some are asked for',
    withLedger(async (ledger, clock) => {
      for (const key of ['c', 'a', 'b']) {
        clock.advance(1000)
        const version = clock.now().toISOString()
        await ledger.offers.saw(sighting({ key, version, record: null, rejection: rejection(key) }))
      }
      await ledger.offers.saw(sighting({ key: 'fine' }))
      expect(await ledger.offers.refused()).toMatchObject({
        total: 3,
        list: [{ key: 'b' }, { key: 'a' }, { key: 'c' }],
      })
      expect((await ledger.offers.refused(1)).list).toMatchObject([{ key: 'b', name: 'Offre' }])
    }),
  )

  test(
    'offers are listed in French order, page by page: accents, case and ligatures count for nothing',
    withLedger(async ({ offers }) => {
      const names = ['Zone', 'Éveil', 'Emploi', 'œuvre', 'Opéra', 'école', 'Eté', 'À Rennes', 'Atelier']
      for (const [at, name] of names.entries()) await offers.saw(sighting({ key: `k${at}`, name }))
      const seen: string[] = []
      let after: string | null = ''
      while (after !== null) {
        const page: OfferPage = await offers.page({ size: 2, ...(after ? { after } : {}) })
        seen.push(...page.lines.map(line => line.name))
        after = page.next
      }
      expect(seen).toEqual(['À Rennes', 'Atelier', 'école', 'Emploi', 'Eté', 'Éveil', 'œuvre', 'Opéra', 'Zone'])
      const found = await offers.page({ words: 'OEUV' })
      expect(found.lines.map(line => line.name)).toEqual(['œuvre'])
    }),
  )

  test(
    'offers are found by anything they say, in any order of words; a mistyped word is replaced by the nearest there is, and some of the words are better than none',
    withLedger(async ({ offers }) => {
      const record: NormalisedOffer = {
        source: 's',
        key: '',
        address: '',
        service: sampleOffer(),
        structure: sampleStructure({ nom: 'CLPS' }),
        provenance: {},
        findings: [],
        score: 0.5,
        actions: ['5/atelier'],
      }
      const see = (key: string, service: Parameters<typeof sampleOffer>[0], over: Partial<NormalisedOffer> = {}) => {
        const whole = { ...record, ...over, service: sampleOffer({ telephone: '+33299010203', ...service }) }
        return offers.saw(sighting({ source: whole.source, key, name: whole.service.nom, record: whole }))
      }
      await see(
        'a',
        { nom: 'Vélo pour tous', description: 'Réparer sa bicyclette', commune: 'Fougères' },
        { score: 0.9 },
      )
      const permit = {
        nom: 'Permis',
        description: 'Passer le code',
        commune: 'Redon',
        thematiques: ['mobilite--permis'],
      }
      await see('b', permit, { source: 't' })
      await offers.saw(sighting({ key: 'c', name: 'Couture' }))
      const keys = async (query: Parameters<typeof offers.page>[0]) =>
        (await offers.page(query)).lines.map(line => line.key)
      expect(await keys({ words: 'BICYCLETTE fougeres' })).toEqual(['a'])
      expect(await keys({ words: 'clps' })).toEqual(['b', 'a'])
      expect(await keys({ words: '02 99 01' })).toEqual(['b', 'a'])
      expect(await keys({ words: 'cout' })).toEqual(['c'])
      expect(await offers.page({ words: 'byciclette' })).toMatchObject({
        corrected: 'bicyclette',
        lines: [{ key: 'a' }],
      })
      expect(await offers.page({ words: 'anticonstitutionnellement' })).toMatchObject({ corrected: null, lines: [] })
      // Half remembered: those that have the most of the words, half of them at least; little words do not count.
      const partly = async (words: string) => {
        const { lines, partly: most, next } = await offers.page({ words })
        return [lines.map(line => line.key), most, next]
      }
      expect(await partly('le velo pour les mamans')).toEqual([['a'], { found: 2, asked: 4 }, null])
      expect(await partly('bicyclette redon')).toEqual([['b', 'a'], { found: 1, asked: 2 }, null])
      expect(await partly('permis mamans garderie')).toEqual([[], null, null])
      expect(await partly('velo de la')).toEqual([['a'], { found: 1, asked: 1 }, null])
      expect(await keys({ words: 'apase', named: word => (word === 'apase' ? ['t'] : []) })).toEqual(['b'])
      expect(await keys({ theme: 'mobilite--permis' })).toEqual(['b'])
      expect(await offers.actionsOf(['s'])).toEqual([{ source: 's', key: 'a', actions: ['5/atelier'] }])
      expect(await keys({ action: '5/atelier', scoreBelow: 0.6 })).toEqual(['b'])
      expect(await keys({ order: 'score' })).toEqual(['c', 'b', 'a'])
      const first = await offers.page({ order: 'score', size: 1 })
      expect(await keys({ order: 'score', size: 1, after: first.next ?? '' })).toEqual(['b'])
      // What is read anew is found by its new words only; a rejected version keeps what is known.
      const version = '2027-01-01T00:00:00.000Z'
      const sewing = { ...record, service: sampleOffer({ nom: 'Couture', description: 'Coudre', commune: 'Vitré' }) }
      await offers.saw(sighting({ key: 'a', name: 'Couture', version, record: sewing }))
      expect([await keys({ words: 'bicyclette' }), await keys({ words: 'vitre' })]).toEqual([[], ['a']])
      await offers.saw(sighting({ key: 'a', name: 'Couture', version }))
      expect(await keys({ words: 'vitre' })).toEqual(['a'])
    }),
  )

  test(
    'history of an offer: operations, decisions and events in the order they happened',
    withLedger(async (ledger, clock) => {
      await ledger.offers.saw(sighting())
      const operation = await ledger.operations.intend({
        plan: 'p',
        run: 'r',
        source: 's',
        key: 'a',
        kind: 'create',
        structure: null,
        slug: null,
        before: null,
        after: {},
        reason: 'Nouvelle.',
        approvedBy: 'politique',
        lookup: null,
      })
      await ledger.operations.end(operation, 'done')
      clock.advance(1000)
      await ledger.events.add({ actor: 'Une personne', action: 'source-reprise', source: 's', key: 'a' })
      const history = await ledger.history('s', 'a')
      expect(history.lines.map(line => line.kind)).toEqual(['operation', 'event'])
      expect(history.offer?.key).toBe('a')
      expect(history.link).toBeNull()
    }),
  )
}
