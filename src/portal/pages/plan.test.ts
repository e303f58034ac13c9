import { expect, test } from 'vitest'
import { NO_COUNTS, type OfferOutcome, type Operation, type Plan } from '../../ledger/plan.ts'
import { planStatus } from '../statuses.ts'
import { nothingToSend, operationPart, type PlanContext, planPage } from './plan.ts'

const plain = (text: string) => text.replaceAll(/\u00A0|\u202F/g, ' ')
const aside = { state: 'rejected', rejection: { code: 'homonyme' } } as OfferOutcome

test.each([
  [{ seen: 3, unchanged: 3 }, 'Rien : DORA montre déjà ce que disent les partenaires, ou ce qu’une personne a décidé.'],
  [{ seen: 0 }, 'Rien : ce passage n’a vu aucune offre.'],
  [{ seen: 1, waiting: 1 }, 'Rien pour l’instant : 1 offre attend une réponse.'],
  [
    { seen: 7, waiting: 2, conflicts: 1, rejected: 3, unchanged: 1 },
    'Rien pour l’instant : 2 offres attendent une réponse, 1 offre est en conflit, 3 offres sont rejetées. Pour le reste, DORA montre déjà ce que disent les partenaires, ou ce qu’une personne a décidé.',
  ],
])('a plan that sends nothing says why: %o', (counts, said) => {
  expect(plain(nothingToSend({ counts: { ...NO_COUNTS, ...counts }, outcomes: [] }))).toBe(said)
})

test('what was set aside on purpose is waited for by nobody', () => {
  const counts = { ...NO_COUNTS, seen: 2, rejected: 1, unchanged: 1 }
  expect(nothingToSend({ counts, outcomes: [aside] })).toContain('DORA montre déjà')
})

test('a proposal without an operation is not said to be proposed, unless a person must decide', () => {
  const words = (quarantine: string | null, operations: number) =>
    planStatus({ state: 'proposed', quarantine }, operations).word
  expect([words(null, 0), words(null, 2), words('Plus rien n’a été trouvé.', 0)]).toEqual([
    'rien à envoyer',
    'proposé',
    'proposé',
  ])
})

const context: PlanContext = { sourceName: 'x', doraPages: null, page: 1, refused: new Map(), refuse: () => '' }

test('of a plan that was applied in part, what it wanted is never told as done', () => {
  const offers = (state: Plan['state']) => {
    const plan = {
      ...{ state, createdAt: '2026-11-24T09:00:00Z', source: 'x', durationMs: 1, requests: 1, approvedBy: null },
      ...{ quarantine: null, operations: [], counts: { ...NO_COUNTS, seen: 2, created: 2 } },
      outcomes: [{ key: 'a', name: 'Atelier', slug: null, state: 'created', reason: '' }],
    }
    return plain(String(planPage(plan as unknown as Plan, context, '')))
  }
  expect(offers('applied')).toMatch(/Résultat.*2 créées.*>créée</s)
  expect(offers('partly-applied')).toMatch(/Prévu.*2 à créer.*>à créer</s)
  expect(offers('partly-applied')).not.toMatch(/créées?[ <]/)
})

test('of what is created, the fields that stay empty are counted, not listed', () => {
  const part = (kind: Operation['kind']) => {
    const after = { name: 'Atelier', shortDesc: '', publics: [], isCumulative: false }
    const operation = { kind, key: 'a', name: 'Atelier', slug: null, reason: '', before: null, conflicts: [], after }
    return plain(String(operationPart(operation as unknown as Operation, context, 0)))
  }
  expect(part('create')).toMatch(/\(2 champs\).*Cumulable.*2 autres champs restent vides\./s)
  expect(part('create')).not.toContain('Résumé')
  // Of what exists, a field that becomes empty is a change.
  expect(part('update')).toMatch(/\(4 champs\).*Résumé/s)
})
