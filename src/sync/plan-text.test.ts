import { expect, test } from 'vitest'
import { sampleFields } from '../../test/dora/sample-fields.ts'
import type { Plan } from '../ledger/plan.ts'
import { planText } from './plan-text.ts'

const plan: Plan = {
  id: 'plan_1',
  run: 'run_1',
  source: 'prelude',
  createdAt: '2026-11-24T13:30:00.000Z',
  computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
  operations: [
    {
      id: '1',
      kind: 'update',
      source: 'prelude',
      key: 'a',
      name: 'Atelier',
      structure: 'st',
      slug: 'st-atelier',
      seen: 'm',
      before: { recurrence: null },
      after: { recurrence: 'le lundi' },
      conflicts: [{ field: 'shortDesc', base: 'x', ours: 'de la source', theirs: 'de la personne' }],
      reason: 'La source a changé.',
      confidence: 1,
    },
    {
      id: '2',
      kind: 'create',
      source: 'prelude',
      key: 'b',
      name: 'Garage',
      structure: 'st',
      slug: null,
      seen: null,
      before: null,
      after: sampleFields({ name: 'Garage' }),
      conflicts: [],
      reason: 'Nouvelle offre.',
      confidence: 1,
    },
  ],
  outcomes: [
    { key: 'a', name: 'Atelier', slug: 'st-atelier', state: 'conflict', reason: 'Modifié des deux côtés.' },
    { key: 'b', name: 'Garage', slug: null, state: 'created', reason: 'Nouvelle offre.' },
  ],
  counts: { seen: 2, created: 1, updated: 0, unchanged: 0, conflicts: 1, rejected: 0, waiting: 0, retired: 0 },
  requests: 4,
  durationMs: 2000,
  quarantine: 'Cette source demande l’accord d’une personne.',
  state: 'proposed',
  approvedBy: null,
}

test('a person reads what would be written, field by field, in French', () => {
  const text = planText(plan)
  expect(text).toContain('Mettre à jour – Atelier (a), service st-atelier')
  expect(text).toContain('fréquence et horaires : (vide) → « le lundi »')
  expect(text).toContain('conflit sur résumé : DORA garde « de la personne » ; la source dit « de la source »')
  expect(text).toContain('Créer – Garage (b)')
  expect(text).toContain('nom : « Garage »')
  expect(text).toContain('24 novembre 2026 à 14 h 30')
  expect(text).toContain('Retenu : Cette source')
  expect(text).not.toContain('(vide)\n    nom')
})

test('letter by letter: an approved plan that was held, each kind of line, and what waits', () => {
  const [update, create] = plan.operations
  if (!update || !create) throw new Error('no operation')
  const line = { slug: null, reason: 'Pourquoi.' }
  const text = planText({
    ...plan,
    state: 'approved',
    approvedBy: 'Camille',
    quarantine: 'Beaucoup.',
    counts: { seen: 9, created: 1, updated: 2, unchanged: 3, conflicts: 4, rejected: 5, waiting: 6, retired: 7 },
    requests: 3,
    durationMs: 90_001,
    operations: [
      { ...update, confidence: 0.875 },
      { ...create, after: { name: 'Garage', feeDetails: null, recurrence: '' } },
      { ...update, kind: 'archive', before: { status: 'PUBLISHED' }, after: { status: 'ARCHIVED' }, conflicts: [] },
    ],
    outcomes: [
      { ...line, key: 'a', name: 'A', state: 'waiting' },
      { ...line, key: 'b', name: 'B', state: 'rejected' },
      { ...line, key: 'c', name: 'C', state: 'conflict' },
      { ...line, key: 'd', name: 'D', state: 'unchanged' },
    ],
  })
  expect(text.split('\n')).toEqual([
    'Plan plan_1 – source prelude, calculé le 24 novembre 2026 à 14 h 30',
    'État : approuvé par Camille',
    'Retenu : Beaucoup.',
    '9 offres : 1 à créer, 2 à mettre à jour, 3 inchangées, 7 à retirer, 4 en conflit, 6 en attente, 5 rejetées',
    '3 requêtes à DORA, environ 2 minutes',
    '',
    'Mettre à jour – Atelier (a), service st-atelier',
    '    La source a changé. Confiance : 0,88.',
    '    fréquence et horaires : (vide) → « le lundi »',
    '    conflit sur résumé : DORA garde « de la personne » ; la source dit « de la source »',
    'Créer – Garage (b)',
    '    Nouvelle offre.',
    '    nom : « Garage »',
    'Archiver – Atelier (a), service st-atelier',
    '    La source a changé.',
    '    statut : « PUBLISHED » → « ARCHIVED »',
    '',
    'En attente – A (a) : Pourquoi.',
    'Rejetée – B (b) : Pourquoi.',
    'Conflit – C (c) : Pourquoi.',
    '',
  ])
})

test('how long it takes: seconds under a minute and a half, then whole minutes', () => {
  const took = (durationMs: number) => /environ (.*)/.exec(planText({ ...plan, durationMs }))?.[1]
  expect([1, 1000, 1001, 89_000, 89_001, 120_000, 120_001].map(took)).toEqual([
    '1 seconde',
    '1 seconde',
    '2 secondes',
    '89 secondes',
    '2 minutes',
    '2 minutes',
    '3 minutes',
  ])
})

test('nothing that waits, nothing written: the head alone', () => {
  const text = planText({ ...plan, quarantine: null, operations: [], outcomes: [] })
  expect(text.split('\n')).toHaveLength(5)
  expect(text).toContain('État : proposé\n')
  expect(text).not.toContain('Retenu')
})
