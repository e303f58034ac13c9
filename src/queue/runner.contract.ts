import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { JobRunner } from './contract.ts'

/** What every runner must do, in the process or by a fleet. @param make gives a new runner, on an empty queue */
export function runnerContract(name: string, make: () => Promise<JobRunner>): void {
  describe(name, () => {
    let runner: JobRunner
    beforeEach(async () => {
      runner = await make()
    })
    afterEach(() => runner.close(1000))

    test('runs a job with its payload and gives its result', async () => {
      runner.define({ name: 'double', payload: z.object({ n: z.number() }), run: async ({ n }) => n * 2 })
      const handle = await runner.enqueue<number>('double', { n: 21 })
      expect(await handle.result).toBe(42)
    })

    test('a job that throws rejects its own handle, and the next one runs', async () => {
      runner.define({
        name: 'maybe',
        payload: z.object({ fail: z.boolean() }),
        run: async ({ fail }) => {
          if (fail) throw new Error('cassé')
          return 'fait'
        },
      })
      const bad = await runner.enqueue('maybe', { fail: true })
      await expect(bad.result).rejects.toThrow('cassé')
      const good = await runner.enqueue('maybe', { fail: false })
      expect(await good.result).toBe('fait')
    })

    test('a payload of the wrong shape is refused at the door, and so is an unknown job', async () => {
      runner.define({ name: 'strict', payload: z.object({ run: z.string() }), run: async () => null })
      await expect(runner.enqueue('strict', { run: 3 })).rejects.toThrow()
      await expect(runner.enqueue('nothing', {})).rejects.toThrow(/nothing/)
    })

    test('the same id asked twice while it runs is one job', async () => {
      let ran = 0
      const gate = Promise.withResolvers<void>()
      runner.define({
        name: 'once',
        payload: z.object({}),
        run: async () => {
          ran += 1
          await gate.promise
          return ran
        },
      })
      const first = await runner.enqueue('once', {}, { id: 'source-a' })
      const second = await runner.enqueue('once', {}, { id: 'source-a' })
      gate.resolve()
      expect(await first.result).toBe(1)
      expect(await second.result).toBe(1)
      expect(ran).toBe(1)
    })

    test('a schedule tells its next dates in Paris time, and can be taken away', async () => {
      runner.define({ name: 'nightly', payload: z.object({}), run: async () => null })
      await runner.schedule('source-a', '15 3 * * *', 'nightly', {})
      const dates = await runner.nextRuns('source-a', 5)
      expect(dates).toHaveLength(5)
      const hours = dates.map(date =>
        new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: 'numeric', minute: 'numeric' }).format(date),
      )
      expect(new Set(hours)).toEqual(new Set(['03:15']))
      await runner.unschedule('source-a')
      expect(await runner.nextRuns('source-a', 5)).toEqual([])
    })

    test('closing lets a running job end and refuses new ones', async () => {
      const started = Promise.withResolvers<void>()
      const gate = Promise.withResolvers<void>()
      runner.define({
        name: 'slow',
        payload: z.object({}),
        run: async () => {
          started.resolve()
          await gate.promise
          return 'fini'
        },
      })
      const handle = await runner.enqueue('slow', {})
      await started.promise
      const closing = runner.close(5000)
      gate.resolve()
      expect(await handle.result).toBe('fini')
      await closing
      await expect(runner.enqueue('slow', {})).rejects.toThrow()
    })
  })
}
