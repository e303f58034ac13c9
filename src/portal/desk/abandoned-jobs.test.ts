import { expect, test } from 'vitest'
import type { DeadLetter } from '../../queue/job-runner.ts'
import { abandonedJobs, sayWhy } from './abandoned-jobs.ts'

let n = 0
const letter = (name: string, payload: unknown, reason = 'oops'): DeadLetter => {
  n += 1
  return { id: `job_${n}`, name, payload, reason, failedAt: new Date(Date.UTC(2026, 10, 24, 9, 0, -n)), starts: 1 }
}
const named = (id: string) => (id === 'pems' ? 'PEMS' : id)

test('each kind of work has its words and its page', () => {
  const jobs = abandonedJobs(
    [
      letter('sync-source', { source: 'pems', trigger: 'horaire', dry: false }),
      letter('sync-source', { source: 'pems', trigger: 'G', dry: true }),
      letter('apply-plan', { plan: 'plan_1', by: 'Camille' }),
      letter('monthly-report', {}),
      letter('tick', { key: 'pems', name: 'sync-source', payload: {} }),
      letter('demain', null),
    ],
    named,
  )
  expect(jobs.map(job => [job.what, job.href])).toEqual([
    ['Passage sur PEMS', '/sources/pems'],
    ['Simulation sur PEMS', '/sources/pems'],
    ['Envoi à DORA du plan approuvé par Camille', '/plans/plan_1'],
    ['Rapport et lettre du mois', null],
    ['Départ à l’heure prévue : PEMS', null],
    ['Travail « demain »', null],
  ])
})

test('the same work given up three times is one line, the latest; two plans are two', () => {
  const nights = ['horaire', 'horaire', 'Camille'].map(trigger => letter('sync-source', { source: 'pems', trigger }))
  const plans = ['plan_1', 'plan_2'].map(plan => letter('apply-plan', { plan, by: 'Camille' }))
  const jobs = abandonedJobs([...nights, ...plans], named)
  expect(jobs.map(job => [job.id, job.others.length])).toEqual([
    [nights[0]?.id, 2],
    [plans[0]?.id, 0],
    [plans[1]?.id, 0],
  ])
})

test.each([
  ['DORA n’a pas répondu.', 'DORA n’a pas répondu.', null],
  ['connect ECONNREFUSED 127.0.0.1:5432', /base de données/, 'connect ECONNREFUSED 127.0.0.1:5432'],
  ['job stalled more than allowable limit', /s’est arrêté plusieurs fois/, 'job stalled more than allowable limit'],
  ['source pems is held by another run', /Un autre passage/, 'source pems is held by another run'],
  ['x is not a function', /erreur du robot/, 'x is not a function'],
])('why, in French: %s', (reason, why, technical) => {
  const said = sayWhy(reason)
  expect(said.why).toMatch(why)
  expect(said.technical).toBe(technical)
})

test('each job of the robot has a name for people', () => {
  const letter = (name: string) => ({ id: name, name, payload: {}, reason: 'x', failedAt: new Date(0), starts: 1 })
  const jobs = abandonedJobs(['census', 'withdrawals'].map(letter), id => id)
  expect(jobs.map(({ what }) => what)).toEqual([
    'Recensement de DORA',
    'Archivage des offres retirées par leurs partenaires',
  ])
})
