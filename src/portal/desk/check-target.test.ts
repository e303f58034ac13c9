import { expect, test } from 'vitest'
import { DoraError, type DoraService, type DoraStructure } from '../../dora/port.ts'
import type { InboxItem } from '../../ledger/inbox.ts'
import type { Link } from '../../ledger/links.ts'
import type { KnownOffer } from '../../ledger/offers.ts'
import { type CheckDeps, checkTarget, readPointer } from './check-target.ts'

const item = (part: Partial<InboxItem> = {}) =>
  ({ kind: 'match', source: 'a', key: 'k', detail: { slug: 'candidat' }, ...part }) as InboxItem
const service = (slug: string, structure: string, status = 'PUBLISHED') =>
  ({
    slug,
    structure,
    modificationDate: '2026-11-20T10:00:00Z',
    fields: { name: `Nom de ${slug}`, status },
  }) as DoraService
const structure = (slug: string, department = '35') =>
  ({ slug, name: `Nom de ${slug}`, siret: null, department, city: 'Rennes', services: [] }) as unknown as DoraStructure

const SERVICES = [service('candidat', 's1'), service('libre', 's1', 'ARCHIVED'), service('ailleurs', 's2')]
const STRUCTURES = [structure('s1'), structure('s2'), structure('loin', '22')]

function deps(part: { links?: Partial<Link>[]; misses?: number } = {}): CheckDeps {
  const links = (part.links ?? []) as Link[]
  return {
    ledger: {
      links: {
        bySlug: async slug => links.find(link => link.slug === slug) ?? null,
        list: async source => links.filter(link => link.source === source),
      },
      offers: { read: async () => ({ misses: part.misses ?? 0 }) as KnownOffer },
    },
    dora: {
      shown: async slug => SERVICES.find(each => each.slug === slug) ?? null,
      structureShown: async slug => STRUCTURES.find(each => each.slug === slug) ?? null,
    },
    sourceName: id => `Source ${id}`,
    department: '35',
  }
}

test.each([
  ['atelier-a', { slug: 'atelier-a', target: null }],
  [' https://dora.example.org/services/atelier-a/editer?x=1 ', { slug: 'atelier-a', target: 'service' }],
  ['dora.example.org/structures/adie', { slug: 'adie', target: 'structure' }],
  ['http://127.0.0.1:9/?service=atelier-a', { slug: 'atelier-a', target: 'service' }],
  ['https://dora.example.org/', null],
  ['deux mots', null],
  ['', null],
])('%j points at %j', (text, pointed) => {
  expect(readPointer(text)).toEqual(pointed)
})

test('a service that is free, of the same structure, is found with what to think of', async () => {
  expect(await checkTarget('https://dora.example.org/services/libre', item(), deps())).toMatchObject({
    kind: 'found',
    name: 'Nom de libre',
    structure: { name: 'Nom de s1' },
    remarks: ['Il est archivé dans DORA, donc invisible aujourd’hui.'],
  })
})

test('a service of another structure is found, and said to be', async () => {
  const checked = await checkTarget('ailleurs', item(), deps())
  expect(checked.kind === 'found' && checked.remarks.join()).toContain('« Nom de s2 »')
})

test.each([
  ['what DORA does not show', 'inconnu', item(), 'aucun service'],
  ['a structure where a service is asked', 's1', item(), 'C’est une structure'],
  ['the address of a structure', 'https://dora.example.org/structures/s1', item(), 'C’est une structure'],
  ['a service where a structure is asked', 'libre', item({ kind: 'structure', key: null }), 'C’est un service'],
  ['words', 'mon service', item(), 'ni une adresse de DORA'],
])('%s is refused', async (_what, text, asked, words) => {
  const checked = await checkTarget(text, asked, deps())
  expect(checked.kind === 'refused' && checked.message).toContain(words)
})

test('a service held by another offer is refused, unless that offer has left the same source', async () => {
  const held = [{ slug: 'libre', source: 'a', key: 'autre', structure: 's1', sent: { name: 'Autre offre' } }]
  const refused = await checkTarget('libre', item(), deps({ links: held }))
  expect(refused.kind === 'refused' && refused.message).toContain('« Autre offre » (Source a)')
  expect(await checkTarget('libre', item(), deps({ links: held, misses: 1 }))).toMatchObject({ kind: 'found' })
  const elsewhere = [{ ...held[0], source: 'b' }]
  expect(await checkTarget('libre', item(), deps({ links: elsewhere, misses: 1 }))).toMatchObject({ kind: 'refused' })
})

test('a structure of another département is said to be out of reach', async () => {
  const checked = await checkTarget('loin', item({ kind: 'structure', key: null }), deps())
  expect(checked.kind === 'found' && checked.remarks.join()).toContain('département 22')
})

test('a DORA that is away, or slower than a person waits, is said to be away', async () => {
  const away = deps()
  away.dora.shown = async () => {
    throw new DoraError('non', { kind: 'transient', status: 503, code: 'x' })
  }
  expect(await checkTarget('libre', item(), away)).toEqual({ kind: 'away', slug: 'libre' })
  const slow = { ...deps(), patienceMs: 1 }
  slow.dora.shown = () => new Promise(() => undefined)
  expect(await checkTarget('libre', item(), slow)).toEqual({ kind: 'away', slug: 'libre' })
})
