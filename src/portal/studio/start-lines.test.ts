import { expect, test } from 'vitest'
import { convention } from '../../../test/portal/seed.ts'
import type { OfferState } from '../../coverage/input.ts'
import { startLines } from './start-lines.ts'

const WAITING = {
  offer: {
    source: 'adie-site',
    key: 'a1',
    name: 'Atelier',
    actions: ['1/adie'],
    structure: { nom: 'Adie' },
    end: null,
  },
  state: 'waiting',
  reason: 'Structure « Adie » à confirmer.',
  whose: 'gestionnaire',
  slug: null,
  status: null,
} as unknown as OfferState

const lines = (offers: OfferState[]) =>
  startLines({
    date: '2026-11-30',
    convention: convention(),
    sources: [{ id: 'adie-site', name: 'Adie', partner: 'adie', role: 'offers', address: null }],
    offers,
  }).lines

test('an offer that waits for an answer is to be unlocked, not asked for again', () => {
  const [adie, bge] = lines([WAITING])
  expect(adie).toMatchObject({
    standing: 'held',
    held: { source: 'adie-site', key: 'a1', because: 'Structure « Adie » à confirmer.' },
  })
  expect([bge?.standing, bge?.held]).toEqual(['ask', null])
})

test('without an offer that is known, there is nothing to unlock', () => {
  expect(lines([])[0]).toMatchObject({ standing: 'ask', held: null })
})
