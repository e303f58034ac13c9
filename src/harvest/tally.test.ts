import { expect, test } from 'vitest'
import { HarvestError } from './connector.ts'
import { startTally } from './tally.ts'

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
