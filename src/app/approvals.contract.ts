import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DoraWriter } from '../dora/port.ts'
import type { JobRunner } from '../queue/job-runner.ts'
import { QueueUnavailable } from '../queue/queue-unavailable.ts'
import { answerPlan } from '../sync/answer-plan.ts'
import { passOver } from '../sync/pass.ts'
import type { App } from './app.ts'
import { defineJobs } from './define-jobs.ts'
import { portalActions } from './portal-actions.ts'

const BY = 'Gestionnaire'
// Three services to create.
const SOURCE = 'ufopeps'

/**
 * What becomes of a plan that a person approved on the portal, whoever runs the jobs.
 * @param options.open the product over a new ledger and the stand-in DORA
 * @param options.runner a runner of that app; asked again, another one on the same queue, as after a restart
 */
export function approvalsContract(
  name: string,
  options: { open(): Promise<App>; runner(app: App): Promise<JobRunner> },
): void {
  describe(name, () => {
    let app: App
    let runner: JobRunner
    let plan: string
    let total: number
    let stopped: JobRunner[]
    /** Called before each creation in DORA. */
    let before: () => Promise<void>

    beforeEach(async () => {
      before = () => Promise.resolve()
      stopped = []
      const opened = await options.open()
      const writer: App['dora']['writer'] = policy => watched(opened.dora.writer(policy), () => before())
      app = { ...opened, dora: { ...opened.dora, writer } }
      const { signal } = new AbortController()
      const simulated = await passOver({ source: SOURCE, trigger: 'essai', dry: true }, app, signal)
      plan = simulated.plan ?? ''
      total = (await app.ledger.plans.read(plan))?.operations.length ?? 0
      expect(total).toBeGreaterThan(1)
      await restart()
    })
    afterEach(async () => {
      await Promise.all([runner, ...stopped].map(each => each.close(1000)))
      await app.close()
    })

    async function restart(): Promise<void> {
      runner = await options.runner(app)
      defineJobs(runner, app)
    }
    async function approve(): Promise<void> {
      const answer = { action: 'approve', note: null } as const
      expect(await app.ledger.transaction(shelves => answerPlan(shelves, plan, answer, BY))).toBe(true)
    }
    const state = async () => (await app.ledger.plans.read(plan))?.state
    const created = () =>
      app.dora.sandbox?.log().filter(entry => entry.method === 'POST' && entry.committed).length ?? 0
    const look = async () => (await (await runner.enqueue<{ asked: string[] }>('approved-plans', {})).result).asked
    const runs = async () =>
      (await app.ledger.listRuns({ source: SOURCE, limit: 50 })).filter(run => run.trigger === BY).reverse()

    test('asked twice at once, then again when it is done: it is carried out once', async () => {
      await approve()
      const actions = portalActions(app, runner)
      const said = await Promise.all([actions.applyPlan(plan, BY), actions.applyPlan(plan, BY)])
      for (const sentence of said) expect(sentence).toContain('l’envoi à DORA commence')
      await runner.idle()
      await actions.applyPlan(plan, BY)
      await runner.idle()
      expect(await look()).toEqual([])
      expect([await state(), created(), (await runs()).length]).toEqual(['applied', total, 1])
      expect(await runner.deadLetters()).toEqual([])
    })

    test('the program stops in the middle: the next one carries on by itself, and nothing is sent twice', async () => {
      const middle = Promise.withResolvers<void>()
      const gate = Promise.withResolvers<void>()
      before = async () => {
        if (created() < total - 2) return
        middle.resolve()
        await gate.promise
      }
      await approve()
      await portalActions(app, runner).applyPlan(plan, BY)
      await middle.promise
      const closing = runner.close(0)
      stopped.push(runner)
      // The last word: what was being sent when the stop came.
      setImmediate(gate.resolve)
      await closing
      expect([await state(), created() < total]).toEqual(['approved', true])

      await restart()
      await look()
      await runner.idle()
      expect([await state(), created()]).toEqual(['applied', total])
      expect((await runs()).map(run => run.state)).toEqual(['interrupted', 'succeeded'])
    })

    test('approved while the queue is away: said so, and asked for again by itself', async () => {
      await approve()
      const away = () => Promise.reject(new QueueUnavailable('La file des travaux ne répond pas.'))
      const actions = portalActions(app, { enqueue: away, schedule: away, unschedule: away })
      expect(await actions.applyPlan(plan, BY)).toContain('La file des travaux ne répond pas en ce moment')
      await expect(actions.runNow(SOURCE, BY, { dry: false })).rejects.toMatchObject({ code: 'action-refusee' })
      expect(await look()).toEqual([plan])
      await runner.idle()
      expect([await state(), created()]).toEqual(['applied', total])
    })

    test('a plan whose sending broke is not asked for again and again: a person starts it again, once', async () => {
      before = () => Promise.reject(new TypeError('une faute du robot'))
      await approve()
      await portalActions(app, runner).applyPlan(plan, BY)
      await runner.idle()
      expect(await look()).toEqual([])
      const [letter] = await runner.deadLetters()
      expect(letter).toMatchObject({ name: 'apply-plan', payload: { plan, by: BY }, reason: 'une faute du robot' })
      await runner.drop(letter?.id ?? '')
      expect(await look()).toEqual([])
      expect(await state()).toBe('approved')
    })

    test('a plan that is only approved, which nobody asked to send, stays', async () => {
      await app.ledger.plans.move(plan, ['proposed'], 'approved', BY)
      expect(await look()).toEqual([])
      expect([await state(), created()]).toEqual(['approved', 0])
    })
  })
}

function watched(writer: DoraWriter, before: () => Promise<void>): DoraWriter {
  return {
    ...writer,
    async createService(...args) {
      await before()
      return writer.createService(...args)
    },
  }
}
