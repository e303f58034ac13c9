import { expect, test } from 'vitest'
import type { Statement, StatementBody } from '../../normalise/statements/statement.ts'
import { isByGestionnaire } from './by-gestionnaire.ts'

const [camille, alex] = ['Camille <c@gip.fr>', 'Alex <a@asso.fr>']
const call = { day: '2026-11-24', person: 'Alex', note: '' }
const correction: StatementBody = { kind: 'correction', fields: {}, comment: '' }

test.each<[string, StatementBody, Statement['state'], string, string | null, boolean]>([
  ['a correction they hold', correction, 'accepted', camille, camille, true],
  ['the same, revoked', correction, 'revoked', camille, camille, true],
  [
    'an offer told on the telephone',
    { kind: 'declaration', fields: {}, from: 'formulaire' },
    'accepted',
    camille,
    camille,
    true,
  ],
  ['a call', { kind: 'confirmation', call }, 'accepted', camille, camille, true],
  ['what the partner asked and they accepted', correction, 'accepted', alex, camille, false],
  ['what the partner took back', correction, 'cancelled', alex, alex, false],
  ['what waits', correction, 'open', alex, null, false],
  ['a stop that they lifted themselves', { kind: 'stop', reason: '' }, 'accepted', alex, alex, false],
  ['«still true»', { kind: 'confirmation' }, 'accepted', alex, alex, false],
])('%s: %#', (_, body, state, by, decidedBy, theirs) => {
  const said = { body, by, state, decidedBy, at: '', partner: 'p', offer: null, title: '', decided: null, reason: null }
  expect(isByGestionnaire(said)).toBe(theirs)
  expect(isByGestionnaire({ ...said, noted: true })).toBe(true)
})
