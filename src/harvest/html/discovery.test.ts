import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { discoveryShape, planDiscovery } from './discovery.ts'

const Settings = z.strictObject(discoveryShape)
const plan = (settings: unknown) => planDiscovery(Settings.parse(settings))

test('the entry itself, unless a list or a sitemap is said', () => {
  expect(plan({})).toEqual({ kind: 'page' })
  expect(plan({ sitemap: { match: '/offres/' } })).toEqual({ kind: 'sitemap', match: /\/offres\//, address: null })
  expect(plan({ sitemap: { match: '^a', address: 'https://x.fr/plan.xml' } })).toMatchObject({
    match: /^a/,
    address: 'https://x.fr/plan.xml',
  })
})

test('a list, its selectors compiled; what is not said is not looked for', () => {
  expect(plan({ list: { items: 'li' } })).toMatchObject({
    kind: 'list',
    list: { items: { css: 'li' }, link: null, next: null, fields: [], empty: null, pages: 50 },
  })
  expect(
    plan({ list: { items: 'li', link: 'a', next: '.n@data-x', fields: { nom: 'b' }, empty: '.vide', pages: 1 } }),
  ).toMatchObject({
    list: {
      link: { selector: { css: 'a' }, attr: null },
      next: { selector: { css: '.n' }, attr: 'data-x' },
      fields: [{ name: 'nom' }],
      empty: { css: '.vide' },
      pages: 1,
    },
  })
})

describe('refused', () => {
  test.each([
    { list: {} },
    { list: { items: 'li', autre: 1 } },
    { list: { items: 'li', pages: 0 } },
    { list: { items: 'li', pages: 1001 } },
    { list: { items: 'li', pages: 1.5 } },
    { sitemap: {} },
    { sitemap: { match: '' } },
    { sitemap: { match: '(' } },
    { sitemap: { match: 'a', address: 'ftp://x.fr/' } },
    { sitemap: { match: 'a', address: 'plan.xml' } },
    { sitemap: { match: 'a', autre: 1 } },
  ])('%j', settings => expect(Settings.safeParse(settings).success).toBe(false))
})
