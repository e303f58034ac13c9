import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { App } from '../app/app.ts'
import { manualClock } from '../common/clock.ts'
import { sequentialIds } from '../common/ids.ts'
import { createLogger } from '../common/logger.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { inProcessRunner } from '../queue/in-process.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { jobsCommand } from './jobs.ts'

let ledger: Ledger
let runner: JobRunner
let ran: number
let said: string

beforeEach(async () => {
  ran = 0
  const clock = manualClock('2026-11-24T13:30:00Z')
  const newId = sequentialIds()
  ledger = await openLedger({ path: ':memory:' }, { clock, newId })
  runner = inProcessRunner({ newId, log: createLogger('silent'), clock })
  runner.define({
    name: 'apply-plan',
    payload: z.object({ plan: z.string(), by: z.string() }),
    run: async () => {
      ran += 1
      if (ran <= 2) throw new Error('x is not a function')
    },
  })
  for (let n = 0; n < 2; n += 1) await runner.enqueue('apply-plan', { plan: 'plan_1', by: 'Camille' })
  await runner.idle()
  vi.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    said += String(chunk)
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await runner.close(0)
  await ledger.close()
})

async function run(...words: string[]): Promise<string> {
  said = ''
  const withApp = <T>(work: (app: App) => Promise<T>) => work({ ledger, sources: [] } as unknown as App)
  // The command closes what it opened; this runner is the test's.
  const open = () => ({ ...runner, close: () => Promise.resolve() })
  await jobsCommand(withApp, open).exitOverride().parseAsync(words, { from: 'user' })
  return said
}

test('the list says what, when and why; machines get the same', async () => {
  expect(await run()).toBe(
    [
      'dead_000004 – Envoi à DORA du plan approuvé par Camille, le 24\u00A0novembre 2026 à 14\u00A0h\u00A030 (2\u00A0fois)',
      '  Une erreur du robot\u00A0: transmettez ce message à l’équipe technique.',
      '  x is not a function',
      '',
    ].join('\n'),
  )
  expect(JSON.parse(await run('--json'))).toMatchObject([
    { id: 'dead_000004', others: ['dead_000003'], plan: 'plan_1' },
  ])
})

test('--retry does it once and says who asked; a second time it is no longer there', async () => {
  expect(await run('--retry', 'dead_000004', '--by', 'Camille')).toBe(
    'Relancé\u00A0: Envoi à DORA du plan approuvé par Camille.\n',
  )
  await runner.idle()
  expect(ran).toBe(3)
  expect(await run()).toBe('Aucun travail abandonné.\n')
  await expect(run('--retry', 'dead_000004', '--by', 'Camille')).rejects.toThrow(/n’est plus dans la liste/)
  expect(await ledger.events.list()).toMatchObject([{ actor: 'Camille', action: 'travail-relance' }])
})

test('--drop puts it away undone', async () => {
  await run('--drop', 'dead_000004', '--by', 'Camille')
  await runner.idle()
  expect([ran, await runner.deadLetters()]).toEqual([2, []])
  expect(await ledger.events.list()).toMatchObject([{ actor: 'Camille', action: 'travail-classe' }])
})

test('without a name, or with both orders, nothing is done', async () => {
  await expect(run('--retry', 'dead_000004')).rejects.toThrow(/--by manque/)
  await expect(run('--retry', 'dead_000004', '--drop', 'dead_000004', '--by', 'C')).rejects.toThrow(
    /ne vont pas ensemble/,
  )
  expect(await runner.deadLetters()).toHaveLength(2)
})

test('without Redis the command says where the list is', async () => {
  const settings = { REDIS_URL: undefined }
  const withApp = <T>(work: (app: App) => Promise<T>) => work({ ledger, sources: [], settings } as unknown as App)
  await expect(jobsCommand(withApp).exitOverride().parseAsync([], { from: 'user' })).rejects.toThrow(/page Alertes/)
})
