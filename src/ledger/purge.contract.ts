import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { purgeJob } from '../../jobs/purge.ts'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import { offer } from '../../test/portal/seed.ts'
import { type ManualClock, manualClock } from '../common/clock.ts'
import { createLogger } from '../common/logger.ts'
import { RETENTION_DAYS } from '../config/retention.ts'
import type { StatementBody } from '../normalise/statements/statement.ts'
import type { Ledger } from './ledger.ts'
import { link, sighting } from './samples.contract.ts'

const DAY_MS = 86_400_000

/** What the purge must take and must leave, whatever the database. */
export function purgeContract(name: string, open: (clock: ManualClock) => Promise<Ledger>): void {
  describe(name, () => {
    let clock: ManualClock
    let ledger: Ledger
    beforeEach(async () => {
      clock = manualClock('2026-01-01T00:00:00Z')
      ledger = await open(clock)
    })
    afterEach(() => ledger.close())

    const days = (count: number) => clock.advance(count * DAY_MS)
    const run = () => purgeJob({ ledger, clock, log: createLogger('silent') }).run({}, new AbortController().signal)
    const pass = async () => {
      const id = await ledger.runs.begin('a', 'horaire')
      await ledger.runs.finish(id, { state: 'succeeded', outcome: null, report: null, plan: null, message: null })
      clock.advance(1000)
    }

    test('runs past their time go, but the last one of a source stays whatever its age', async () => {
      await pass()
      await pass()
      expect(await run()).toMatchObject({ runs: 0 })
      days(RETENTION_DAYS.runs + 1)
      expect(await run()).toMatchObject({ runs: 1 })
      expect(await ledger.listRuns()).toHaveLength(1)
    })

    test('what a census found can be read again, until it is past its time', async () => {
      const id = await ledger.census.begin(true)
      const structure = { slug: 's', name: 'É', siret: null, typology: null, home: null }
      await ledger.censusStates.keep(id, { structures: [structure], services: [] })
      expect(await ledger.censusStates.read(id)).toEqual({ structures: [structure], services: [] })
      const placed = { thematiques: [], publics: null, modes_accueil: null, zone_eligibilite: ['35'], code_insee: null }
      const reading = '2026-11-01T00:00:00.000Z'
      await ledger.censusStates.keepOthers(reading, async () => [placed])
      await ledger.censusStates.keepOthers(reading, async () => {
        throw new Error('read twice')
      })
      expect(await ledger.censusStates.readOthers(reading)).toEqual([placed])
      expect(await ledger.censusStates.oldest()).toBe(clock.now().toISOString())
      days(RETENTION_DAYS.history + 1)
      expect(await run()).toMatchObject({ census_states: 1, other_states: 1 })
      expect(await ledger.censusStates.read(id)).toBeNull()
      expect(await ledger.censusStates.readOthers('2026-11-01T00:00:00.000Z')).toBeNull()
    })

    test('a page goes when it has not been seen for its time, and one that is still seen stays', async () => {
      const bytes = (text: string) => new TextEncoder().encode(text)
      const gone = await ledger.documents.put(bytes('partie'), clock.now().toISOString())
      const seen = await ledger.documents.put(bytes('vue'), clock.now().toISOString())
      days(RETENTION_DAYS.documents)
      await ledger.documents.put(bytes('vue'), clock.now().toISOString())
      days(1)
      expect(await run()).toMatchObject({ bodies: 1 })
      expect([await ledger.documents.has(gone), await ledger.documents.has(seen)]).toEqual([false, true])
    })

    test('a contact that was removed is forgotten with its links, and a contact that stays is not', async () => {
      const store = ledger.people
      const add = async (email: string) => {
        const contact = await store.addContact({ partner: 'p', email, name: 'Camille Exemple', createdBy: 'G' })
        if (contact === null) throw new Error('contact refused')
        return contact
      }
      const [leaving, staying] = [await add('un@exemple.fr'), await add('deux@exemple.fr')]
      await store.removeContact(leaving.id)
      days(RETENTION_DAYS.removedContacts + 1)
      const { events, statements } = ledger
      for (const { email, name, partner } of [leaving, staying])
        await events.add({ actor: 'G', action: 'contact-ajoute', detail: { partner, email, name } })
      const by = 'Camille Exemple <un@exemple.fr>'
      await events.add({ actor: by, action: 'deconnexion' })
      const said = { partner: 'p', offer: null, title: 't', by }
      await statements.add({ ...said, body: { kind: 'declaration', fields: {}, from: 'formulaire' } })
      expect(await run()).toMatchObject({ contacts: 1 })
      expect(await store.contact(leaving.id)).toBeNull()
      expect(await store.contact(staying.id)).not.toBeNull()
      expect((await statements.list())[0]?.by).toBe('contact effacé')
      const told = (await events.list()).filter(({ action }) => action !== 'purge')
      expect(JSON.stringify(told)).not.toMatch(/un@exemple/)
      expect(told.map(({ actor, detail }) => [actor, detail])).toEqual(
        expect.arrayContaining([
          ['contact effacé', {}],
          ['G', { partner: 'p' }],
          ['G', { partner: 'p', email: 'deux@exemple.fr', name: 'Camille Exemple' }],
        ]),
      )
    })

    test('a call noted of a structure is read again, the latest day first, until it is past its time', async () => {
      const note = (day: string) => ({ kind: 'appel', day, note: 'É', by: 'Camille' }) as const
      for (const day of ['2026-11-20', '2026-11-22', '2026-11-21']) await ledger.structureNotes.add('s', note(day))
      await ledger.structureNotes.add('t', note('2026-11-20'))
      const days3 = ['2026-11-22', '2026-11-21', '2026-11-20'].map(note)
      expect([...(await ledger.structureNotes.list())]).toEqual([
        ['s', days3],
        ['t', [note('2026-11-20')]],
      ])
      expect([...(await ledger.structureNotes.list('s'))]).toEqual([['s', days3]])
      days(RETENTION_DAYS.history + 1)
      expect(await run()).toMatchObject({ structure_notes: 4 })
      expect((await ledger.structureNotes.list()).size).toBe(0)
    })

    test('the record of an offer retired long ago goes, with what was made of it; one that is shown keeps all', async () => {
      const { offers, links, choices } = ledger
      const shown = { ...sampleFields(), contactName: 'Nomdici', fullDesc: 'Dit "contactName": ici' }
      const service = { contact_nom_prenom: 'Camille Nomdici', telephone: '0299000000' }
      const [gone, still] = ['parti', 'reste']
      for (const key of [gone, still]) {
        await offers.saw(
          sighting({ key, name: `Atelier ${key}`, record: offer({ source: 's', key, name: key, service }) }),
        )
        await links.save(link({ key, slug: key, base: shown, sent: shown, shown }))
        const value = { ours: 'Nomdici', how: 'never', plan: null, reason: '' } as const
        await choices.set('s', key, { topic: 'refused:contactName', value }, 'G')
        await choices.set('s', key, { topic: 'match', value: { create: true } }, 'G')
      }
      const outcome = { key: gone, name: '', slug: null, state: 'retired', reason: 'Retirée.' } as const
      await offers.settle('s', outcome, null)
      clock.advance(Date.parse('2026-11-24T08:00:00Z') - clock.now().getTime())
      days(RETENTION_DAYS.retiredOffers + 1)
      expect(await run()).toMatchObject({ offers: 1 })
      const found = async (words: string) => (await offers.page({ words })).lines.map(({ key }) => key)
      expect([await found('nomdici'), await found('0299000000'), await found('atelier parti')]).toEqual([
        [still],
        [still],
        [gone],
      ])
      expect([(await offers.read('s', gone))?.record, (await offers.read('s', still))?.record?.key]).toEqual([
        null,
        still,
      ])
      const [left, kept] = [await links.read('s', gone), await links.read('s', still)]
      expect(JSON.stringify([left?.base, left?.sent, left?.shown])).not.toContain('Nomdici')
      expect([left?.base.name, left?.base.fullDesc, kept?.base]).toEqual([shown.name, shown.fullDesc, shown])
      expect((await choices.of('s', gone)).map(({ topic }) => topic)).toEqual(['match'])
      expect(await choices.of('s', still)).toHaveLength(2)
      expect(await run()).toMatchObject({ offers: 0 })
    })

    test('a word that only a record taken away had is known no more', async () => {
      const { offers } = ledger
      const record = offer({ source: 's', key: 'a', name: 'Atelier', service: { contact_nom_prenom: 'Nomdici' } })
      await offers.saw(sighting({ name: 'Atelier', record }))
      await offers.settle('s', { key: 'a', name: '', slug: null, state: 'retired', reason: '' }, null)
      // As an older version left it: no record, and yet all that was made of it.
      await ledger.db.updateTable('offers').set({ record: null, provenance: null }).execute()
      clock.advance(Date.parse('2026-11-24T08:00:00Z') - clock.now().getTime())
      days(RETENTION_DAYS.retiredOffers + 1)
      await run()
      const terms = await ledger.db.selectFrom('offers_terms').select('term').execute()
      expect(terms.map(({ term }) => term)).toEqual(['atelier'])
    })

    test('what a partner said goes once it no longer counts; what still holds stays, whatever its age', async () => {
      const { statements } = ledger
      const offer = { source: 'a', key: '1' }
      const say = async (title: string, body: StatementBody, place: typeof offer | null = offer) => {
        const { id } = await statements.add({ partner: 'p', offer: place, title, body, by: 'Ada' })
        clock.advance(1000)
        return id
      }
      const accepted = async (...said: Parameters<typeof say>) => {
        const id = await say(...said)
        await statements.decide(id, 'accepted', 'Ada', null)
        return id
      }
      const correction: StatementBody = { kind: 'correction', fields: {}, comment: '' }
      await accepted('corrigée', correction)
      await accepted('déclarée', { kind: 'declaration', fields: { nom: 'Café' }, from: 'formulaire' }, null)
      await accepted('retirée', { kind: 'withdrawal', reason: '' }, { ...offer, key: '2' })
      await say('confirmée', { kind: 'confirmation' })
      await say('confirmée de nouveau', { kind: 'confirmation' })
      await accepted('site arrêté', { kind: 'stop', reason: '' }, null)
      await statements.revoke(await accepted('révoquée', correction), 'Ada')
      await statements.decide(await say('refusée', correction), 'refused', 'Ada', 'non')
      await statements.end(await say('annulée', correction), 'cancelled', 'Ada')
      await say('attend', correction)
      days(RETENTION_DAYS.statements + 1)
      expect(await run()).toMatchObject({ statements: 5 })
      expect((await statements.list()).map(({ title }) => title).toSorted()).toEqual([
        'attend',
        'confirmée de nouveau',
        'corrigée',
        'déclarée',
        'retirée',
      ])
    })

    test('the lists that a person kept go with their account, and not before', async () => {
      const open = async (name: string) =>
        (await ledger.people.addPerson({ email: `${name}@x.fr`, name, role: 'gestionnaire', createdBy: 't' }))?.id ?? ''
      const [ada, bo] = [await open('ada'), await open('bo')]
      for (const person of [ada, bo]) await ledger.savedLists.keep(person, 'Vélo', '?q=velo')
      await ledger.people.setDisabled(ada, true)
      days(RETENTION_DAYS.closedAccounts - 1)
      expect(await run()).toMatchObject({ people: 0, saved_lists: 0 })
      expect(await ledger.savedLists.of(ada)).toHaveLength(1)
      days(2)
      expect(await run()).toMatchObject({ people: 1, saved_lists: 1 })
      expect([await ledger.savedLists.of(ada), await ledger.savedLists.of(bo)]).toEqual([[], [expect.anything()]])
    })

    test('what went is in the journal; nothing to take leaves no line', async () => {
      await run()
      expect(await ledger.events.list()).toEqual([])
      await pass()
      await pass()
      days(RETENTION_DAYS.runs + 1)
      await run()
      expect(await ledger.events.list()).toEqual([
        expect.objectContaining({ actor: 'robot', action: 'purge', detail: expect.objectContaining({ runs: 1 }) }),
      ])
      days(RETENTION_DAYS.history + 1)
      expect(await run()).toMatchObject({ events: 1 })
    })
  })
}
