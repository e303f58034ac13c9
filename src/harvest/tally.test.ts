import { expect, test } from 'vitest'
import { HarvestError } from './connector.ts'
import { asHarvestError, startTally, stopsHarvest } from './tally.ts'

const offer = (key: string) => ({ key, address: 'https://x.fr/', fields: {} })
const lost = new HarvestError('site-en-panne', 'Le site est en panne.', 'partenaire', 'https://x.fr/2')

test('complete, with the share filled of each field', () => {
  const tally = startTally({ known: 0 })
  tally.document({ unchanged: false })
  for (const filled of [true, false]) tally.field('frais', filled, false)
  tally.offer(offer('1'))
  expect(tally.outcome()).toEqual({ state: 'complete', documents: 1, fill: { frais: 0.5 } })
})

test('unchanged only when every document is, and there was one', () => {
  const tally = startTally({ known: 0 })
  expect(tally.outcome().state).toBe('complete')
  tally.document({ unchanged: true })
  expect(tally.outcome().state).toBe('unchanged')
  tally.document({ unchanged: false })
  expect(tally.outcome().state).toBe('complete')
})

test('one page missed: partial, with the reason; the count then proves nothing', () => {
  const tally = startTally({ known: 100 })
  tally.document({ unchanged: true })
  tally.offer(offer('1'))
  expect(tally.missed(lost)).toMatchObject({
    kind: 'rejected',
    rejection: { code: 'site-en-panne', whose: 'partenaire', where: 'https://x.fr/2' },
  })
  expect(tally.outcome()).toMatchObject({ state: 'partial', reasons: [{ code: 'site-en-panne' }] })
})

test('drifted outranks partial and unchanged', () => {
  const tally = startTally({ known: 10 })
  tally.document({ unchanged: true })
  expect(tally.outcome()).toMatchObject({ state: 'drifted', expectations: [{ name: 'nombre-d-offres' }] })
})

test('other words under a key met before are a rejection; the same words again are nothing', () => {
  const told = (words: string) => ({
    ...offer('1'),
    fields: { nom: [{ words, origin: { document: 'd', address: 'a', where: 'B2' } }] },
  })
  const tally = startTally({ known: 0 })
  expect(tally.offer(told('Atelier'))).toMatchObject([{ kind: 'offer' }])
  expect(tally.offer(told('Atelier'))).toEqual([])
  expect(tally.outcome().state).toBe('complete')
  expect(tally.offer(told('Permanence'))).toMatchObject([
    { kind: 'rejected', rejection: { code: 'cle-en-double', key: '1' } },
  ])
  expect(tally.outcome().state).toBe('partial')
})

test('anything thrown becomes a failure with its owner', () => {
  const tally = startTally({ known: 3 })
  expect(tally.fail(lost)).toMatchObject({ state: 'failed', code: 'site-en-panne', whose: 'partenaire' })
  expect(tally.fail(new TypeError('x is not a function'))).toMatchObject({
    state: 'failed',
    code: 'erreur-interne',
    whose: 'robot',
  })
})

test('what makes two offers the same: their fields, whatever their order, and their markup', () => {
  const told = (fields: Record<string, string[]>, html?: string) => ({
    key: '1',
    address: 'https://x.fr/',
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, all]) => [
        name,
        all.map(words => ({ words, ...(html && { html }), origin: { document: 'd', address: 'a', where: 'B2' } })),
      ]),
    ),
  })
  const same = (one: ReturnType<typeof told>, other: ReturnType<typeof told>) => {
    const tally = startTally({ known: 0 })
    tally.offer(one)
    return tally.offer(other).length === 0
  }
  expect(same(told({ a: ['1'], b: ['2'] }), told({ b: ['2'], a: ['1'] }))).toBe(true)
  expect(same(told({ b: ['2'], a: ['1'] }), told({ b: ['2'], a: ['1'] }))).toBe(true)
  expect(same(told({ a: ['1'], b: ['2'] }), told({ a: ['2'], b: ['1'] }))).toBe(false)
  expect(same(told({ a: ['1', '2'] }), told({ a: ['12'] }))).toBe(false)
  expect(same(told({ a: ['1'] }), told({ a: ['1'], b: [] }))).toBe(false)
  expect(same(told({ a: ['1'] }), told({ c: ['1'] }))).toBe(false)
  expect(same(told({ a: ['1'] }, '<p>1</p>'), told({ a: ['1'] }, '<b>1</b>'))).toBe(false)
  expect(same(told({ a: ['1'] }, '<p>1</p>'), told({ a: ['2'] }, '<p>1</p>'))).toBe(true)
})

test('a key and an address outlive a visit', () => {
  const tally = startTally({ known: 0 })
  const visit = 'https://x.fr/a?fbclid=1'
  expect(tally.offer({ key: visit, address: visit, fields: {} })).toMatchObject([
    { offer: { key: 'https://x.fr/a', address: 'https://x.fr/a' } },
  ])
  expect(tally.offers).toBe(1)
})

test('bounds on the number of offers; the least proves nothing when something was missed', () => {
  const ends = (offers: number, miss = false) => {
    const tally = startTally({ known: 0 }, { minimum: 2, maximum: 3 })
    for (let at = 0; at < offers; at += 1) tally.offer(offer(`${at}`))
    if (miss) tally.missed(lost)
    return tally.outcome().state
  }
  expect([ends(1), ends(2), ends(3), ends(4), ends(1, true), ends(4, true)]).toEqual([
    'drifted',
    'complete',
    'complete',
    'drifted',
    'partial',
    'drifted',
  ])
})

test('a field is required from the moment one says so', () => {
  const tally = startTally({ known: 0 })
  tally.field('nom', false, false)
  tally.field('nom', false, true)
  tally.field('nom', false, false)
  expect(tally.outcome().state).toBe('drifted')
})

test('fields that offers may show are counted over the offers, and not without any', () => {
  const none = startTally({ known: 0 })
  none.fields(['nom'])
  expect(none.outcome()).toEqual({ state: 'complete', documents: 0, fill: {} })
  const tally = startTally({ known: 0 })
  const shown = { words: 'x', origin: { document: 'd', address: 'a', where: 'w' } }
  const count = tally.fields(['nom', 'frais', 'constructor'])
  count({ nom: [shown], frais: [shown] })
  count(Object.assign(Object.create(null), { nom: [shown] }))
  expect(tally.outcome()).toMatchObject({ fill: { nom: 1, frais: 0.5 } })
})

test('under one key, the same words are one offer and any others are refused, wherever a letter differs', () => {
  const at = (...words: string[]) => ({
    ...offer('1'),
    fields: { a: words.map(each => ({ words: each, origin: { document: 'd', address: 'a', where: each } })) },
  })
  const all = [['ab', 'c'], ['a', 'bc'], ['abc'], ['ab', 'd'], ['bb', 'c'], ['ab', 'c', ''], ['c', 'ab'], []]
  const tally = startTally({ known: 0 })
  expect(all.map(words => tally.offer(at(...words)).map(({ kind }) => kind))).toEqual([
    ['offer'],
    ...all.slice(1).map(() => ['rejected']),
  ])
  expect(tally.offer(at('ab', 'c'))).toEqual([])
  expect(tally.offer({ ...at('ab', 'c'), fields: { ...at('ab', 'c').fields, b: [] } })).toMatchObject([
    { kind: 'rejected' },
  ])
})

test('after which errors no more pages are asked for', () => {
  const stops = (code: string) => stopsHarvest(new HarvestError(code, 'x', 'partenaire', 'https://x.fr/'))
  const stopping = [
    'arrete',
    'hors-fenetre',
    'hote-en-pause',
    'ralentir',
    'robots-injoignable',
    'trop-de-pages',
    'trop-long',
  ]
  expect(stopping.map(stops)).toEqual(stopping.map(() => true))
  expect([stops('page-absente'), stopsHarvest(new Error('x'))]).toEqual([false, false])
})

test('what is no error of a harvest is a fault of ours, its cause kept', () => {
  const cause = new TypeError('x')
  expect(asHarvestError(cause)).toMatchObject({ code: 'erreur-interne', whose: 'robot', address: '', cause })
  expect(asHarvestError('mot').message).toContain('(mot)')
  expect(asHarvestError(lost)).toBe(lost)
})
