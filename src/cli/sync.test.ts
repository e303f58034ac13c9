import { expect, test } from 'vitest'
import { type Counts, NO_COUNTS } from '../ledger/plan.ts'
import type { PassReport } from '../sync/pass.ts'
import { readable } from './sync.ts'
import type { PassSummary } from './sync-json.ts'

const source = (name: string, state: PassReport['state']): PassReport => ({
  source: name.toLowerCase(),
  name,
  run: 'run_1',
  plan: 'plan_1',
  state,
  outcome: null,
  report: null,
  rejections: [],
  message: null,
})
const summary = (sources: PassReport[]): PassSummary => ({
  startedAt: '',
  endedAt: '',
  dora: { url: '', sandbox: true, requests: 0, writes: 0 },
  failed: 0,
  totals: NO_COUNTS,
  sources,
  problems: [],
})
const counts = (some: Partial<Counts>): Counts => ({ ...NO_COUNTS, ...some })
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')

test('what a plan would do is told as to be done, as on the pages; what was sent, as done', () => {
  const told = [
    { counts: counts({ seen: 3, created: 2, waiting: 1 }), planned: true },
    { counts: counts({ seen: 4, updated: 1, unchanged: 3 }), planned: false },
    null,
  ]
  const of = summary([source('Ateliers', 'proposed'), source('Cours', 'succeeded'), source('Annuaire', 'skipped')])
  expect(plain(readable(of, told)).split('\n').slice(0, -1)).toEqual([
    'Ateliers – accord demandé ; 3 offres vues : 2 à créer, 1 en attente',
    'Cours – réussi ; 4 offres vues : 1 mise à jour, 3 inchangées',
    'Annuaire – rien à pousser',
    'En tout : 4 offres vues : 1 mise à jour, 3 inchangées. Proposé, pas envoyé : 3 offres vues : 2 à créer, 1 en attente. 0 écriture dans le DORA d’essai.',
  ])
  expect(plain(readable(summary([source('Ateliers', 'simulated')]), told.slice(0, 1))).split('\n')[1]).toBe(
    'Proposé, pas envoyé : 3 offres vues : 2 à créer, 1 en attente. 0 écriture dans le DORA d’essai.',
  )
  expect(plain(readable(summary([]), []))).toBe('En tout : 0 offre vue. 0 écriture dans le DORA d’essai.\n')
})
