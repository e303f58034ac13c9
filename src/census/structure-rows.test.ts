import { expect, test } from 'vitest'
import type { CensusService, CensusStructure } from '../ledger/census-records.ts'
import { structureRows } from './structure-rows.ts'

const TODAY = '2026-11-24'
const home = (slug: string, standing: CensusStructure['home'] = 'shown'): CensusStructure => ({
  slug,
  name: `Structure ${slug}`,
  siret: null,
  typology: null,
  home: standing,
})
const service = (of: CensusStructure, over: Partial<CensusService> & { end?: string } = {}): CensusService => ({
  slug: 's',
  department: '35',
  structure: of.slug,
  structureName: of.name,
  name: 'Atelier',
  status: 'PUBLISHED',
  modified: '2026-11-01T10:00:00+01:00',
  city: null,
  postalCode: null,
  home: of.home,
  fields: {
    kind: null,
    subcategories: [],
    publics: [],
    feeCondition: null,
    locationKinds: [],
    cityCode: null,
    postalCode: null,
    diffusionZoneType: null,
    diffusionZoneDetails: null,
    suspensionDate: over.end ?? null,
    updateFrequency: 'tous-les-6-mois',
  },
  ...over,
})

test('the most to gain first; each structure has one step, and somebody’s move', () => {
  const [orphan, obsolete, over, draft, late, well, empty] = [
    home('orphan', 'orphan'),
    home('obsolete', 'obsolete'),
    home('over'),
    home('draft'),
    home('late'),
    home('well'),
    home('empty', 'orphan'),
  ]
  const old = { modified: '2026-01-01T10:00:00+01:00' }
  const rows = structureRows(
    [empty, well, late, draft, over, obsolete, orphan],
    [
      ...[1, 2, 3, 4].map(() => service(orphan, old)),
      ...[1, 2, 3].map(() => service(obsolete)),
      ...[1, 2].map(() => service(over, { end: '2026-11-23' })),
      service(over),
      service(draft, { status: 'DRAFT' }),
      service(late, old),
      service(well, { end: TODAY }),
      service(well, { fields: null }),
    ],
    new Set(['well']),
    TODAY,
  )
  expect(rows.map(({ slug, step, whose, gain }) => [slug, step, whose, gain])).toEqual([
    ['orphan', 'inviter', 'gestionnaire', 4],
    ['obsolete', 'dora', 'dora', 3],
    ['over', 'dates', 'partenaire', 2],
    ['draft', 'publier', 'partenaire', 1],
    ['late', 'mettre-a-jour', 'partenaire', 1],
    ['empty', null, null, 0],
    ['well', null, null, 0],
  ])
  expect(rows.find(({ slug }) => slug === 'over')).toMatchObject({ services: 3, published: 3, visible: 1 })
  expect(rows.at(-1)).toMatchObject({ followed: true, published: 2, visible: 1, unknown: 1 })
})

test('published services of low quality, or that nobody can reach, are to be completed, after what shows more to the public', () => {
  const [poor, draft] = [home('poor'), home('draft')]
  const said = (score: number, reachable: boolean | null) =>
    service(poor, {
      fields: { ...(service(poor).fields as NonNullable<CensusService['fields']>), quality: { score, reachable } },
    })
  const rows = structureRows(
    [poor, draft],
    [
      said(0.79, true),
      said(0.8, true),
      said(0.9, true),
      said(0.9, false),
      said(0.9, null),
      service(poor),
      service(draft, { status: 'DRAFT' }),
    ],
    new Set(),
    TODAY,
  )
  expect(rows.map(({ slug, step, gain }) => [slug, step, gain])).toEqual([
    ['draft', 'publier', 1],
    ['poor', 'completer', 2],
  ])
  expect(rows[1]).toMatchObject({ poor: 2, silent: 1 })
})

test('what a structure hides counts neither as unknown nor as over; without published services there is nothing to win', () => {
  const [orphan, obsolete, unread] = [home('orphan', 'orphan'), home('obsolete', 'obsolete'), home('unread', null)]
  const rows = structureRows(
    [orphan, obsolete, unread],
    [service(orphan), service(obsolete, { status: 'DRAFT' }), service(unread)],
    new Set(),
    TODAY,
  )
  const told = rows.map(({ slug, visible, unknown, late, step }) => [slug, visible, unknown, late, step])
  expect(told.sort()).toEqual([
    ['obsolete', 0, 0, 0, 'publier'],
    ['orphan', 0, 0, 0, 'inviter'],
    ['unread', 0, 1, 0, null],
  ])
})

test('as much to gain: by name as in French, then by address', () => {
  const named = (slug: string, name: string) => ({ ...home(slug), name })
  const rows = structureRows([named('c', 'Zèbre'), named('b', 'Étoile'), named('a', 'Étoile')], [], new Set(), TODAY)
  expect(rows.map(({ slug }) => slug)).toEqual(['a', 'b', 'c'])
  const again = structureRows([named('a', 'Étoile'), named('b', 'Étoile')], [], new Set(), TODAY)
  expect(again.map(({ slug }) => slug)).toEqual(['a', 'b'])
})
