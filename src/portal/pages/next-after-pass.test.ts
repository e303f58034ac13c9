import { expect, test } from 'vitest'
import { NO_COUNTS } from '../../ledger/plan.ts'
import { nextAfterPass } from './next-after-pass.ts'

const plain = (text: string) => text.replaceAll(/\u00A0|\u202F/g, ' ')

test('a source that is no longer as usual waits for a word, though nothing would be written', () => {
  const told = { counts: { ...NO_COUNTS, unchanged: 4 }, planned: true }
  expect(String(nextAfterPass({ plan: 'p1', state: 'quarantined' }, told))).toContain('href="/plans/p1"')
  expect(nextAfterPass({ plan: 'p1', state: 'simulated' }, told)).toBe('')
})

test.each([
  [
    'what it would write waits for a person',
    { created: 4, waiting: 1 },
    true,
    /href="\/plans\/p1"[^>]*>Lire son plan et décider</,
  ],
  ['it wrote, and asks', { created: 1, waiting: 2 }, false, /href="\/a-traiter"[^>]*>Répondre dans À traiter</],
  ['it found a conflict', { conflicts: 1 }, false, /href="\/a-traiter"/],
  ['a simulation whose offers all wait asks nothing yet', { waiting: 4 }, true, /n’y vient qu’avec un passage/],
  ['nothing waits', { unchanged: 3 }, false, /^$/],
] as const)('once a pass is over: %s', (_, counts, planned, said) => {
  const told = { counts: { ...NO_COUNTS, ...counts }, planned }
  expect(plain(String(nextAfterPass({ plan: 'p1' }, told)))).toMatch(said)
})
