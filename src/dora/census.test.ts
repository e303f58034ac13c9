import { expect, test } from 'vitest'
import { answered, scriptedTransport } from '../../test/dora/scripted-transport.ts'
import { readCensus, readElsewhere } from './census.ts'

const line = (slug: string, over: Record<string, unknown> = {}) => ({
  slug,
  name: `Structure ${slug}`,
  siret: '',
  department: '35',
  modificationDate: '2026-11-01T10:00:00+01:00',
  ...over,
})
const slugs = (list: readonly { slug: string }[]) => list.map(({ slug }) => slug)

test('the manager’s board tells the structures of the département in one request, and whether the public sees them', async () => {
  const board = [
    line('a', { typologyDisplay: 'Association', city: 'Rennes', isOrphan: true, isObsolete: false }),
    line('b', { siret: '12345678900011', city: '', typologyDisplay: '' }),
    line('loin', { department: '29' }),
    line('nulle-part', { department: null }),
  ]
  const dora = scriptedTransport({ '/structures-admin/': () => board })
  const found = await readCensus(dora, '35')
  expect(found).toEqual([
    {
      slug: 'a',
      name: 'Structure a',
      siret: null,
      department: '35',
      modificationDate: '',
      typology: 'Association',
      city: 'Rennes',
      orphan: true,
      obsolete: false,
    },
    expect.objectContaining({
      slug: 'b',
      siret: '12345678900011',
      typology: null,
      city: null,
      orphan: null,
      obsolete: null,
    }),
  ])
  expect(dora.asked).toEqual(['/structures-admin/?department=35'])
})

test.each([403, 404])('an account without board (%i) is told the managed list, page after page', async status => {
  const pages: Record<string, unknown> = {
    undefined: { count: 3, next: 'more', results: [line('a'), line('b', { department: '29' })] },
    2: { count: 3, next: 'more', results: [line('a', { name: 'Renommée' })] },
    3: { count: 3, next: null, results: [line('c')] },
  }
  const dora = scriptedTransport({
    '/structures-admin/': () => {
      throw answered(status)
    },
    '/structures/': ({ page }) => pages[page ?? 'undefined'],
  })
  const found = await readCensus(dora, '35')
  expect(found.map(({ name }) => name)).toEqual(['Renommée', 'Structure c'])
  expect(dora.asked.slice(1)).toEqual([
    '/structures/?managed=true&page_size=500',
    '/structures/?managed=true&page_size=500&page=2',
    '/structures/?managed=true&page_size=500&page=3',
  ])
})

test('a list that comes flat is whole', async () => {
  const dora = scriptedTransport({ '/structures/': () => [line('a')] })
  expect(slugs(await readCensus(dora, '35'))).toEqual(['a'])
  expect(dora.asked).toHaveLength(2)
})

test('a board that fails otherwise is no board that is not there', async () => {
  const dora = scriptedTransport({
    '/structures-admin/': () => {
      throw answered(401)
    },
    '/structures/': () => [line('a')],
  })
  await expect(readCensus(dora, '35')).rejects.toMatchObject({ status: 401 })
})

test.each<[string, Record<string, () => unknown>, string]>([
  ['the board', { '/structures-admin/': () => [{ name: 'sans adresse' }] }, '/structures-admin/'],
  ['the managed list', { '/structures/': () => ({ results: 'non' }) }, '/structures/'],
])('%s in another form is said, never half read', async (_, routes, path) => {
  await expect(readCensus(scriptedTransport(routes), '35')).rejects.toMatchObject({
    code: 'forme-inattendue',
    message: expect.stringContaining(path),
  })
})

test('in the whole of France: a SIRET however it is written, or words of the name', async () => {
  const dora = scriptedTransport({
    '/siret-claimed/12345678900011/': () => line('claimed'),
    '/structures/': () => ({ count: 1, next: null, results: [line('named')] }),
  })
  expect(slugs(await readElsewhere(dora, ' 123 456 789.000 11 '))).toEqual(['claimed'])
  expect(await readElsewhere(dora, '99999999900011')).toEqual([])
  expect(slugs(await readElsewhere(dora, '  relais '))).toEqual(['named'])
  expect(dora.asked.at(-1)).toBe('/structures/?search=relais&page_size=20')
})

test.each(['re', ' re ', '35000', '123456789000112', '12345678900011x', ''])(
  '«%s» is not asked of the whole of France',
  async words => {
    const dora = scriptedTransport({ '/structures/': () => [line('named')] })
    expect(await readElsewhere(dora, words)).toEqual([])
    expect(dora.asked).toEqual([])
  },
)

test('three letters, and figures within words, are asked; a flat list is read too', async () => {
  const dora = scriptedTransport({ '/structures/': () => [line('named')] })
  expect(slugs(await readElsewhere(dora, 'PEM'))).toEqual(['named'])
  expect(slugs(await readElsewhere(dora, 'Escale 35'))).toEqual(['named'])
})

test.each<[string, string, Record<string, () => unknown>]>([
  ['the structure of a SIRET', '12345678900011', { '/siret-claimed/12345678900011/': () => ({ slug: '' }) }],
  ['the list of a name', 'relais', { '/structures/': () => [{ slug: '' }] }],
])('%s in another form is said', async (_, words, routes) => {
  await expect(readElsewhere(scriptedTransport(routes), words)).rejects.toMatchObject({ code: 'forme-inattendue' })
})
