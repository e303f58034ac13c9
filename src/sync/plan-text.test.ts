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
