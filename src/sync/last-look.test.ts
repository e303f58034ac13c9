import { afterEach, beforeEach, expect, test } from 'vitest'
import { fieldsOf, SOURCE } from '../../test/sync/make.ts'
import {
  MODIFIED,
  sampleLink,
  sampleOperation,
  sampleReader,
  sampleService,
  sampleStructure,
  sampleWork,
} from '../../test/sync/samples.ts'
import { manualClock } from '../common/clock.ts'
import type { DoraService, DoraStructure } from '../dora/port.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import { openLedger } from '../ledger/open.ts'
import type { Operation, OperationWork } from '../ledger/plan.ts'
import { lookBeforeChange, lookBeforeCreate } from './last-look.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ path: ':memory:' }, { clock: manualClock('2026-11-24T08:00:00Z') })
})
afterEach(() => ledger.close())

const NAME = fieldsOf().name
const creating = (over: Partial<Operation> = {}) =>
  sampleOperation({ kind: 'create', slug: null, seen: null, after: fieldsOf(), ...over })
const beforeCreate = (home: DoraStructure | null, work: Partial<OperationWork> = {}) =>
  lookBeforeCreate(creating(), sampleWork(work), 'home', {
    ledger,
    departments: ['35'],
    homes: { read: async () => home },
  })

test('a creation goes on with what the structure holds of that name at that moment, so that the new one is told apart', async () => {
  const home = sampleStructure(
    [sampleService({ slug: 'x' }, { name: NAME }), sampleService({ slug: 'z' }, { name: 'Autre' })],
    {
      archivedServices: sampleStructure([sampleService({ slug: 'y' }, { name: NAME })]).services,
    },
  )
  expect(await beforeCreate(home, { known: ['x', 'y', 'z'] })).toEqual({
    lookup: { structure: 'home', name: NAME, known: ['x', 'y'], version: '2' },
  })
})

test('a structure that cannot be read is no reason to create; one elsewhere is not ours to write in', async () => {
  expect(await beforeCreate(null)).toMatchObject({
    step: { end: 'failed', reason: 'La structure n’est pas lisible dans DORA.' },
  })
  expect(await beforeCreate(sampleStructure([], { department: '29' }))).toMatchObject({
    step: { end: 'stale', reason: 'La structure est dans le département 29, où le robot n’écrit pas.' },
  })
})

test('a service of that name that appeared since the plan stops it, however it is written; one the plan knew does not', async () => {
  const home = sampleStructure([sampleService({ slug: 'nouveau' }, { name: NAME.toUpperCase() })])
  expect(await beforeCreate(home)).toMatchObject({
    step: { end: 'stale', reason: 'Un service du même nom (nouveau) est apparu dans DORA depuis la simulation.' },
  })
  expect(await beforeCreate(home, { known: ['nouveau'] })).toMatchObject({ lookup: { known: ['nouveau'] } })
})

test('of two offers of one name in one plan the second goes on; one that another source holds is for a person', async () => {
  const home = sampleStructure([sampleService()])
  await ledger.links.save(sampleLink({ key: 'b' }))
  expect(await beforeCreate(home)).toMatchObject({ lookup: {} })
  await ledger.links.remove(SOURCE, 'b')
  await ledger.links.save(sampleLink({ source: 'autre', key: 'b' }))
  expect(await beforeCreate(home)).toMatchObject({ step: { end: 'stale' } })
})

const SERVICE = sampleService({}, { name: 'Avant' })
interface Change {
  operation?: Partial<Operation>
  work?: Partial<OperationWork>
  link?: Partial<Link> | null
  service?: DoraService | null
  home?: DoraStructure | null
}
async function beforeChange({ operation = {}, work = {}, link = {}, service = SERVICE, home }: Change) {
  if (link !== null) await ledger.links.save(sampleLink(link))
  const structure = home === undefined ? sampleStructure(service === null ? [] : [service]) : home
  const reader = sampleReader(structure === null ? [] : [structure], service === null ? [] : [service])
  return lookBeforeChange(sampleOperation(operation), sampleWork(work), 's', { ledger, reader, departments: ['35'] })
}
const stale = (reason: string | RegExp) => ({
  step: { end: 'stale', reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) },
})

test('a change goes on with what the link remembered of the fields it writes, and of no other', async () => {
  const link = { base: { name: 'Avant', feeDetails: 'x' }, sent: { name: 'Envoyé', recurrence: 'y' } }
  expect(await beforeChange({ link })).toEqual({
    actual: expect.objectContaining({ structure: 'home' }),
    lookup: {
      structure: 'home',
      name: NAME,
      known: [],
      version: '2',
      was: { base: { name: 'Avant' }, sent: { name: 'Envoyé' } },
    },
  })
})

test('a taking back is written down with it', async () => {
  const undo = { of: 'op-0', was: null, refuse: {}, allow: [], cut: null }
  expect(await beforeChange({ work: { undo } })).toMatchObject({ lookup: { undo } })
})

test.each<[string, Change, string | RegExp]>([
  ['no offer holds it', { link: null }, 'Ce service n’est pas tenu par cette offre : le robot n’y touche pas.'],
  ['the offer holds another one', { link: { slug: 'autre' } }, /n’est pas tenu par cette offre/],
  [
    'a newer version is there already',
    { link: { version: '3' } },
    'Une version plus récente de l’offre est déjà dans DORA.',
  ],
  ['it cannot be read any more', { service: null }, 'Le service n’est plus lisible dans DORA.'],
  [
    'it moved since the plan',
    { operation: { seen: '2026-10-01T10:00:00+01:00' } },
    /a bougé dans DORA depuis la simulation/,
  ],
  ['its structure cannot be read', { home: null }, 'Le service est hors des départements où le robot écrit.'],
  ['its structure is elsewhere', { home: sampleStructure([SERVICE], { department: '29' }) }, /hors des départements/],
  [
    'two readings give two dates',
    { home: sampleStructure([sampleService({ modificationDate: '2026-11-02T10:00:00+01:00' })]) },
    'DORA donne deux dates différentes pour ce service ; il est repris au prochain passage.',
  ],
])('nothing is sent when %s', async (_, change, reason) => {
  expect(await beforeChange(change)).toMatchObject(stale(reason))
})

test('the same version again, and a service that its structure does not list, are no hindrance', async () => {
  expect(await beforeChange({ link: { version: '2' } })).toMatchObject({ actual: { structure: 'home' } })
  expect(await beforeChange({ home: sampleStructure() })).toMatchObject({ actual: { structure: 'home' } })
})

test('a service that moved and shows all that would be sent: an earlier try had its effect', async () => {
  const moved = sampleService({}, { name: 'Après' })
  const seen = '2026-10-01T10:00:00+01:00'
  expect(await beforeChange({ service: moved, operation: { seen } })).toMatchObject({
    agreed: { actual: { slug: 's' } },
  })
  // With nothing to send there is nothing that it could show.
  expect(await beforeChange({ service: moved, operation: { seen, after: {} } })).toMatchObject(stale(/a bougé/))
})

test('with nothing to send the offer and DORA agree, no second reading is made', async () => {
  expect(await beforeChange({ operation: { after: {} }, home: null })).toMatchObject({ agreed: { link: { key: 'a' } } })
})

test('adopting: done when it is ours already; refused when the offer holds another service, or another offer holds this one', async () => {
  const adopt = { kind: 'adopt' as const }
  expect(await beforeChange({ operation: adopt })).toMatchObject({ step: { end: 'done', slug: 's', wrote: false } })
  expect(await beforeChange({ operation: adopt, link: { slug: 'autre' } })).toMatchObject(stale(/rattaché entre-temps/))
  await ledger.links.remove(SOURCE, 'a')
  expect(await beforeChange({ operation: adopt, link: { key: 'b' } })).toMatchObject(stale(/rattaché entre-temps/))
  await ledger.links.remove(SOURCE, 'b')
  expect(await beforeChange({ operation: adopt, link: null })).toMatchObject({
    lookup: { was: { base: {}, sent: {} } },
  })
})

test('an adoption of a service that moved is looked at anew, whatever it shows', async () => {
  const operation = { kind: 'adopt' as const, seen: '2026-10-01T10:00:00+01:00', after: { name: 'Avant' } }
  expect(await beforeChange({ operation, link: null })).toMatchObject(stale(/a bougé/))
  expect(MODIFIED).not.toBe(operation.seen)
})
