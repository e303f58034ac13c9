import { expect, test } from 'vitest'
import type { DoraService } from '../../dora/port.ts'
import type { Link } from '../../ledger/links.ts'
import type { NormalisedOffer } from '../../normalise/normalised-offer.ts'
import { compareFields } from './compare-fields.ts'

const offer = {
  service: { nom: 'Atelier', description: 'Un\n\natelier.', telephone: '+33299010203', adresse: null },
  provenance: {},
} as unknown as NormalisedOffer
const sent = { name: 'Atelier', fullDesc: 'Un atelier.', contactPhone: '0299010203' }
const link = { sent, base: sent } as unknown as Link
const live = (fields: object) => ({ fields: { ...sent, ...fields } }) as unknown as DoraService
const states = (...parts: Parameters<typeof compareFields>) =>
  Object.fromEntries(compareFields(...parts).map(each => [each.field, each.state]))

test.each([
  ['DORA has nothing of it yet', null, null, { nom: 'unsent', description: 'unsent', telephone: 'unsent' }],
  ['DORA shows what it was sent', link, live({}), { nom: 'same', description: 'same', telephone: 'same' }],
  ['a person changed DORA', link, live({ name: 'Autre' }), { nom: 'differs', description: 'same', telephone: 'same' }],
  ['DORA does not answer', link, null, { nom: 'same', description: 'same', telephone: 'same' }],
  [
    'DORA was sent other words than those read',
    { ...link, sent: { ...sent, name: 'Atelier (Rennes)' } },
    live({ name: 'Atelier (Rennes)' }),
    { nom: 'reworded', description: 'same', telephone: 'same' },
  ],
  [
    'DORA keeps the values of a list in an order of its own',
    { ...link, sent: { ...sent, publics: ['jeunes', 'familles'] } },
    live({ publics: ['familles', 'jeunes'] }),
    { nom: 'same', description: 'same', telephone: 'same', publics: 'reworded' },
  ],
  [
    'DORA shows what was never read',
    link,
    live({ address1: '1 rue' }),
    { nom: 'same', description: 'same', telephone: 'same', adresse: 'differs' },
  ],
] as const)('%s', (_, known, shown, expected) => {
  expect(states(offer, known as Link | null, shown)).toEqual(expected)
})
