import { expect, test } from 'vitest'
import { harvestText } from '../../../test/harvest/testing.ts'
import { DECLARED_COLUMNS } from '../declaration/template.ts'

const PAGE = 'https://partenaire.example.org/offres'
const read = (text: string) => harvestText({ kind: 'declaration' }, text)
const form = (...offers: unknown[]) => read(JSON.stringify({ offres: offers }))
const required = DECLARED_COLUMNS.filter(column => column.required)
const whole = Object.fromEntries(required.map(({ field }) => [field, 'x']))

test('the form: its fields, its key, its page', async () => {
  const { offers, outcome } = await form(
    { ...whole, id: ' a ', lien_source: 'https://x.fr/a', autre: 'x' },
    { ...whole, id: 2, lien_source: 'x.fr' },
    { ...whole, id: 3 },
  )
  expect(offers.map(({ key, address }) => [key, address])).toEqual([
    ['a', 'https://x.fr/a'],
    ['2', PAGE],
    ['3', PAGE],
  ])
  expect(offers[0]?.fields).not.toHaveProperty('autre')
  expect(offers[0]?.fields.lien_source?.[0]).toMatchObject({ words: 'https://x.fr/a', origin: { address: PAGE } })
  expect(Object.keys(offers[2]?.fields ?? {}).sort()).toEqual([...new Set(['id', ...Object.keys(whole)])].sort())
  expect(outcome.state).toBe('complete')
})

test('an offer without identifier is rejected by itself', async () => {
  const { offers, rejections } = await form({ ...whole, id: '' }, { ...whole, id: 1 })
  expect(offers.map(({ key }) => key)).toEqual(['1'])
  expect(rejections).toMatchObject([
    {
      code: 'cle-absente',
      field: 'id',
      where: `${PAGE}, offres n° 1`,
      expected: 'un identifiant',
      whose: 'partenaire',
    },
  ])
})

test.each(['{"offres": 1}', '{}', '{', '[]'])('%s is no list of offers', async text => {
  expect((await read(text)).outcome).toMatchObject({
    state: 'drifted',
    expectations: [{ expected: 'une liste « offres »' }],
  })
})

test('a required field that all lack', async () => {
  expect((await form({ id: 1 }, { id: 2 }, { id: 3 })).outcome.state).toBe('drifted')
})

test('the template as text, its hints left in or not', async () => {
  const columns = DECLARED_COLUMNS.map(({ label }) => label)
  const hints = DECLARED_COLUMNS.map(({ hint }) => ` ${hint.replaceAll('"', '""')} `)
  const line = (cells: string[]) => cells.map(cell => `"${cell}"`).join(';')
  const row = DECLARED_COLUMNS.map(({ field }) => (field === 'lien_source' ? 'https://x.fr/a' : 'x'))
  for (const lines of [
    [columns, hints, row],
    [columns, row],
  ]) {
    const { offers, rejections } = await read(lines.map(line).join('\n'))
    expect(rejections).toEqual([])
    expect(offers).toMatchObject([{ key: 'x', address: 'https://x.fr/a' }])
    expect(offers[0]?.fields.id?.[0]?.origin).toMatchObject({
      address: PAGE,
      where: expect.stringMatching(/^cellule /),
    })
  }
})

test('another file; none at all', async () => {
  expect((await read('%PDF-1.7')).outcome).toMatchObject({
    state: 'drifted',
    expectations: [{ expected: 'une déclaration (formulaire ou tableur)', seen: 'un fichier PDF' }],
  })
  const lost = await harvestText({ kind: 'declaration' }, '', { pages: { '/offres': undefined as unknown as string } })
  expect(lost.outcome).toMatchObject({ state: 'failed', code: 'page-absente' })
})
