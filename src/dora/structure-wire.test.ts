import { expect, test } from 'vitest'
import { toStructure } from './structure-wire.ts'
import { ServiceWire, StructureWire } from './wire.ts'

const line = (slug: string, modificationDate?: string | null) => ({
  slug,
  name: `Atelier ${slug}`,
  status: 'DRAFT',
  ...(modificationDate !== undefined && { modificationDate }),
})
const home = (services: unknown[], over: object = {}) => ({
  slug: 'home',
  name: 'Structure',
  modificationDate: null,
  services,
  archivedServices: null,
  ...over,
})

test('a service or a structure that nobody saved since DORA took it in has no date, and hides none of the others', () => {
  const structure = toStructure(StructureWire.parse(home([line('a', null), line('b', '2026-11-01T10:00:00+01:00')])))
  expect(structure.services.map(service => service.modificationDate)).toEqual(['', '2026-11-01T10:00:00+01:00'])
  expect([structure.modificationDate, structure.archivedServices]).toEqual(['', []])
  expect(ServiceWire.parse({ ...line('a', null), structure: 'home' }).modificationDate).toBe('')
})

test('a DORA that tells no dates at all is not one whose services never move', () => {
  expect(StructureWire.safeParse(home([line('a')])).success).toBe(false)
  expect(ServiceWire.safeParse({ ...line('a'), structure: 'home' }).success).toBe(false)
})
