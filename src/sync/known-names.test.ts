import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import type { DoraService, DoraStructure } from '../dora/port.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import type { Operation, OperationWork } from '../ledger/plan.ts'
import { lookBeforeCreate } from './last-look.ts'
import { lookUpCreation } from './look-up.ts'

/** A structure with services of these names. */
function home(names: Record<string, string>) {
  const line = ([slug, name]: [string, string]) => ({ slug, name, status: 'PUBLISHED', modificationDate: '' })
  return {
    slug: 'home',
    department: '35',
    services: Object.entries(names).map(line),
    archivedServices: [],
  } as Partial<DoraStructure> as DoraStructure
}
const NONE = { bySlug: async () => null }

/** What became of the creation of «Permis solidaire», and what was read to tell. */
async function lookedUp(names: Record<string, string>, known: string[]) {
  const read: string[] = []
  const after = sampleFields({ name: 'Permis solidaire' })
  const lookup = { structure: 'home', name: 'Permis solidaire', known, version: '1' }
  const operation = { after, lookup } as Partial<LoggedOperation> as LoggedOperation
  const reader = {
    readStructure: async () => home(names),
    readService: async (slug: string) => {
      read.push(slug)
      return { slug, fields: { ...after, name: names[slug] }, hidden: [] } as Partial<DoraService> as DoraService
    },
  } as Partial<Parameters<typeof lookUpCreation>[1]> as Parameters<typeof lookUpCreation>[1]
  const found = await lookUpCreation(operation, reader, NONE)
  return [found.effect, read]
}

test('a creation carries the services of its own name, however many its structure has', async () => {
  const names = { a: 'Permis solidaire', b: 'Cuisine', c: 'Vélo', d: 'permis  solidaire' }
  const operation = { name: 'Permis solidaire', after: {}, source: 's' } as Partial<Operation> as Operation
  const work = { known: ['a', 'd'], version: '1' } as Partial<OperationWork> as OperationWork
  const look = await lookBeforeCreate(operation, work, 'home', {
    ledger: { links: NONE } as never,
    departments: ['35'],
    homes: { read: async () => home(names) },
  })
  expect(look).toMatchObject({ lookup: { structure: 'home', known: ['a', 'd'] } })
})

test('only a service of that name can be what was created; what an older plan noted of the others changes nothing', async () => {
  const names = { a: 'Permis solidaire', b: 'Cuisine', new: 'Permis solidaire' }
  expect(await lookedUp(names, ['a'])).toEqual(['yes', ['new']])
  expect(await lookedUp(names, ['a', 'b'])).toEqual(['yes', ['new']])
  expect(await lookedUp({ a: 'Permis solidaire', b: 'Cuisine' }, ['a'])).toEqual(['no', []])
})
