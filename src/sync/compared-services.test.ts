import { expect, test } from 'vitest'
import type { DoraServiceSummary } from '../dora/port.ts'
import type { Link } from '../ledger/links.ts'
import { ComparedServices } from './compared-services.ts'
import { comparedName } from './name-likeness.ts'

const summary = (slug: string, name: string): DoraServiceSummary => ({
  slug,
  name,
  status: 'PUBLISHED',
  modificationDate: '2026-11-01T00:00:00Z',
})

function link(slug: string, key: string, name: string, source = 'pems'): Link {
  return {
    source,
    key,
    slug,
    structure: 'st',
    origin: 'created',
    base: {},
    sent: { name, subcategories: ['a'], cityCode: '35238' },
    version: 'v',
    modified: '',
    settled: null,
    retired: null,
    status: 'PUBLISHED',
    published: null,
    edited: null,
    suspension: null,
    home: null,
    since: '',
    shown: null,
  }
}

function compared(read: string[] = []) {
  const services = [
    summary('held', 'Atelier cuisine'),
    summary('left', 'Atelier jardin'),
    summary('elsewhere', 'Atelier vélo'),
    summary('free', 'Atelier cuisines'),
    summary('far', 'Permis de conduire'),
  ]
  const links = [
    link('held', 'k1', 'Atelier cuisine'),
    link('left', 'k2', 'Atelier jardin'),
    link('elsewhere', 'k3', 'Atelier vélo', 'autre'),
  ]
  return new ComparedServices(services, links, {
    view: {
      candidate: async slug => {
        read.push(slug)
        return null
      },
    },
    incoming: { has: key => key === 'k1' },
    source: 'pems',
  })
}

test('what another offer keeps counts under its very name; what an offer left, always; what is free, when its name is near', async () => {
  const of = async (name: string, not: string | null = null) =>
    (await compared().candidates(comparedName(name), not)).map(({ slug, owner }) => [slug, owner?.gone ?? null])
  expect(await of('ATELIER CUISINE')).toEqual([
    ['held', false],
    ['left', true],
    ['free', null],
  ])
  expect(await of('Atelier vélo')).toEqual([
    ['elsewhere', false],
    ['left', true],
    ['free', null],
  ])
  expect(await of('Atelier cuisine', 'free')).toEqual([
    ['held', false],
    ['left', true],
  ])
})

test('what an offer left is compared, unless it bears other numbers', async () => {
  const links = ['Atelier 1', 'Atelier 2', 'Atelier'].map((name, at) => link(`s${at}`, `k${at}`, name))
  const services = new ComparedServices(
    links.map(({ slug, sent }) => summary(slug, sent.name ?? '')),
    links,
    { view: { candidate: async () => null }, incoming: { has: () => false }, source: 'pems' },
  )
  const of = async (name: string) => (await services.candidates(comparedName(name), null)).map(({ slug }) => slug)
  expect(await of('Atelier 2 bis')).toEqual(['s1', 's2'])
  expect(await of('Ateliers')).toEqual(['s0', 's1', 's2'])
})

test('a free service is read in DORA once, for all the offers that are compared with it', async () => {
  const read: string[] = []
  const services = compared(read)
  for (const name of ['Atelier cuisine', 'Atelier cuisine', 'Cours de dessin'])
    await services.candidates(comparedName(name), null)
  expect(read).toEqual(['free'])
})

test('a creation carries the services of its own name, not all those of the structure', () => {
  expect(
    compared()
      .named('atelier cuisine')
      .map(({ slug }) => slug),
  ).toEqual(['held'])
  expect(compared().named('rien')).toEqual([])
})
