import { expect, test } from 'vitest'
import type { AuditEvent } from '../ledger/event.ts'
import { saidAction, saidDetail } from './said-event.ts'

const names = { partner: (id: string) => id.toUpperCase() }
const event = (action: string, detail: object) =>
  ({
    id: 'event_1',
    at: '2026-11-24T10:00:00.000Z',
    actor: 'Camille',
    source: null,
    key: null,
    action,
    detail,
  }) as AuditEvent

test('a decision is said in French, what nobody knows any more is still shown', () => {
  expect(saidAction('decision-keep')).toBe('a tranché le conflit')
  expect(saidAction('rapport-fige')).toBe('a figé le rapport')
  expect(saidAction('action-inedite')).toBe(' : action inedite')
})

test.each([
  [
    'lien-partenaire-cree',
    { partner: 'adie', email: 'a@b.fr', expires: '2027-05-23T18:02:51.424Z' },
    'ADIE ; a@b.fr ; jusqu’au 23 mai 2027',
  ],
  [
    'decision-keep',
    { item: 'item_1', title: 'Conflit', decision: { action: 'keep', side: 'always-ours', field: 'feeDetails' } },
    'Conflit ; Précisions sur les frais : valeur du partenaire, toujours',
  ],
  [
    'decision-map',
    { item: 'item_1', title: 'Mot', decision: { action: 'map', value: 'gratuit' } },
    'Mot ; « Gratuit »',
  ],
  ['partenaire-tableur', { lines: 4, taken: 1, errors: 0 }, '4 lignes ; 1 offre retenue'],
  ['purge', { bodies: 3, runs: 2, events: 1, offers: 0 }, '2 passages ; 1 ligne du journal'],
  ['plan-approuve', { plan: 'plan_1', note: null }, ''],
  ['plan-refuse', { plan: 'plan_1', reason: 'Trop tôt' }, 'raison : Trop tôt'],
  // What older versions left out is left out.
  ['contact-ajoute', {}, ''],
  ['action-inedite', { name: 'x' }, ''],
])('%s %j', (action, detail, said) => {
  expect(saidDetail(event(action, detail), names)).toBe(said)
})
