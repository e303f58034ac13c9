import { expect, test } from 'vitest'
import { fieldsOf } from '../../test/sync/make.ts'
import { sampleLink, sampleLogged, sampleReader, sampleService, sampleStructure } from '../../test/sync/samples.ts'
import type { DoraService, DoraStructure } from '../dora/port.ts'
import type { Link } from '../ledger/links.ts'
import { lookUpChange, lookUpCreation, shows } from './look-up.ts'

const linksOf = (...links: Link[]) => ({
  bySlug: async (slug: string) => links.find(each => each.slug === slug) ?? null,
})
const NAME = fieldsOf().name
/** What becomes of a creation, DORA holding these services, the first `listed` of which are in the list of the structure. */
const creation = (
  services: readonly DoraService[],
  { links = linksOf(), operation = sampleLogged(), home = sampleStructure(services), readable = services } = {},
) => lookUpCreation(operation, sampleReader(home === null ? [] : [home], readable), links)

test('a service that was not there before, of that name, that nobody holds: it is ours', async () => {
  const made = sampleService()
  expect(await creation([made])).toEqual({ effect: 'yes', service: made })
})

test('it may already be in the archive', async () => {
  const made = sampleService()
  const home: DoraStructure = { ...sampleStructure(), archivedServices: sampleStructure([made]).services }
  expect(await creation([made], { home })).toMatchObject({ effect: 'yes' })
})

test.each<[string, Parameters<typeof creation>[1]]>([
  [
    'it was there before',
    { operation: sampleLogged({ lookup: { structure: 'home', name: NAME, known: ['s'], version: '2' } }) },
  ],
  ['an offer holds it', { links: linksOf(sampleLink({ key: 'b' })) }],
  ['its name is another', { operation: sampleLogged({ after: fieldsOf({ name: 'Autre' }) }) }],
])('no effect: %s', async (_, options) => {
  expect(await creation([sampleService()], options)).toEqual({ effect: 'no' })
})

test('no effect where the structure holds nothing new', async () => {
  expect(await creation([])).toEqual({ effect: 'no' })
})

test('two that could be it: nobody decides', async () => {
  const two = [sampleService(), sampleService({ slug: 't' })]
  expect(await creation(two)).toEqual({ effect: 'unclear', slugs: ['s', 't'] })
})

test('a candidate that cannot be read, of that very name, may be it: nobody decides, alone or beside one that is recognised', async () => {
  const [made, hidden] = [sampleService(), sampleService({ slug: 'cache' })]
  const home = sampleStructure([made, hidden])
  expect(await creation([made, hidden], { home, readable: [made] })).toEqual({
    effect: 'unclear',
    slugs: ['s', 'cache'],
  })
  expect(await creation([hidden], { readable: [] })).toEqual({ effect: 'unclear', slugs: ['cache'] })
})

test('one that cannot be read, of another name, is somebody else’s draft', async () => {
  const other = sampleService({ slug: 'autre' }, { name: 'Tout autre chose' })
  expect(await creation([other], { readable: [] })).toEqual({ effect: 'no' })
})

test('without what was noted before the call, or without the structure, nobody can tell', async () => {
  expect(await creation([sampleService()], { operation: sampleLogged({ lookup: null }) })).toEqual({
    effect: 'unclear',
    slugs: [],
  })
  expect(await lookUpCreation(sampleLogged(), sampleReader([], []), linksOf())).toEqual({
    effect: 'unclear',
    slugs: [],
  })
})

test('DORA may store some values in another form: six tenths of what was sent are enough, of what can be read and says something', async () => {
  const after = { name: NAME, feeDetails: 'a', recurrence: 'b', address1: 'c', postalCode: 'd' }
  const of = (fields: Partial<typeof after>, hidden: DoraService['hidden'] = []) =>
    creation(
      [sampleService({ hidden }, { feeDetails: 'x', recurrence: 'x', address1: 'x', postalCode: 'x', ...fields })],
      {
        operation: sampleLogged({ after }),
      },
    )
  expect(await of({ feeDetails: 'a', recurrence: 'b' })).toMatchObject({ effect: 'yes' })
  expect(await of({ feeDetails: 'a' })).toEqual({ effect: 'no' })
  // What this account may not read counts for nothing.
  expect(await of({ feeDetails: 'a' }, ['postalCode', 'address1'])).toMatchObject({ effect: 'yes' })
  const empty = { ...after, recurrence: '', address1: null, postalCode: '' }
  const made = sampleService({}, { feeDetails: 'a' })
  expect(await creation([made], { operation: sampleLogged({ after: empty }) })).toMatchObject({ effect: 'yes' })
})

test('a service of which nothing that was sent can be read is not recognised', async () => {
  const made = sampleService({ hidden: ['contactPhone'] })
  expect(await creation([made], { operation: sampleLogged({ after: { contactPhone: '0299000000' } }) })).toEqual({
    effect: 'no',
  })
})

test('a change had its effect when the service shows all that was sent', async () => {
  const reader = sampleReader([], [sampleService({}, { name: 'Après', feeDetails: 'x' })])
  const change = (after: object, slug: string | null = 's') =>
    lookUpChange(sampleLogged({ kind: 'update', slug, after }), reader)
  expect(await change({ name: 'Après' })).toMatchObject({ effect: 'yes', service: { slug: 's' } })
  expect(await change({ name: 'Après', feeDetails: 'y' })).toEqual({ effect: 'no' })
  expect(await change({ name: 'Après' }, 'parti')).toEqual({ effect: 'unclear', slugs: ['parti'] })
  expect(await change({ name: 'Après' }, null)).toEqual({ effect: 'unclear', slugs: [] })
})

test('what cannot be read is taken as shown', () => {
  const service = sampleService({ hidden: ['contactPhone'] }, { contactPhone: null })
  expect(shows(service, { contactPhone: '0299000000', name: NAME })).toBe(true)
  expect(shows(service, { contactPhone: '0299000000', name: 'Autre' })).toBe(false)
})
