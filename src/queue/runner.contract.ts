import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { JobRunner } from './job-runner.ts'
import { TryLater } from './try-later.ts'

/** What every runner must do, in the process or by a fleet. @param make gives a new runner, on an empty queue */
export function runnerContract(name: string, make: (options: { concurrency: number }) => Promise<JobRunner>): void {
  describe(name, () => {
    let runner: JobRunner
    beforeEach(async () => {
      runner = await make({ concurrency: 2 })
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
      await runner.schedule('source-b', '0 4 * * 1', 'nightly', {})
      await runner.schedule('source-b', '0 5 * * 1', 'nightly', {})
      expect(await runner.schedules()).toEqual(
        new Map([
          ['source-a', '15 3 * * *'],
          ['source-b', '0 5 * * 1'],
        ]),
      )
      await runner.unschedule('source-a')
      expect([...(await runner.schedules()).keys()]).toEqual(['source-b'])
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

    test('a job that was told to stop has put its things away when the runner is closed', async () => {
      const started = Promise.withResolvers<void>()
      let away = false
      runner.define({
        name: 'slow',
        payload: z.object({}),
        run: async (_, signal) => {
          started.resolve()
          await new Promise(resolve => signal.addEventListener('abort', resolve))
          await new Promise(resolve => setTimeout(resolve, 50))
          away = true
          throw signal.reason
        },
      })
      const handle = await runner.enqueue('slow', {})
      handle.result.catch(() => undefined)
      await started.promise
      await runner.close(10)
      expect(away).toBe(true)
    })

    test('once it is over, the same id is a new job', async () => {
      let ran = 0
      runner.define({ name: 'again', payload: z.object({}), run: async () => ++ran })
      expect(await (await runner.enqueue('again', {}, { id: 'source-a' })).result).toBe(1)
      expect(await (await runner.enqueue('again', {}, { id: 'source-a' })).result).toBe(2)
    })

    test('what somebody waits for goes before the timetable', async () => {
      const order: string[] = []
      const gate = Promise.withResolvers<void>()
      runner.define({ name: 'wait', payload: z.object({}), run: () => gate.promise })
      runner.define({ name: 'note', payload: z.object({ as: z.string() }), run: async ({ as }) => void order.push(as) })
      for (let slot = 0; slot < 2; slot += 1) await runner.enqueue('wait', {})
      await until(async () => (await runner.state()).running === 2)
      for (const as of ['a', 'b']) await runner.enqueue('note', { as: `schedule-${as}` }, { priority: 'schedule' })
      await runner.enqueue('note', { as: 'now' }, { priority: 'now' })
      gate.resolve()
      await runner.idle()
      expect(order).toEqual(['now', 'schedule-a', 'schedule-b'])
    })

    test('a job that asks to wait is started again, with the same payload', async () => {
      const seen: number[] = []
      runner.define({
        name: 'busy',
        payload: z.object({ n: z.number() }),
        run: async ({ n }) => {
          seen.push(n)
          if (seen.length < 3) throw new TryLater('somebody holds the source', 20)
          return 'enfin'
        },
      })
      const handle = await runner.enqueue('busy', { n: 7 })
      expect(await handle.result).toBe('enfin')
      expect(seen).toEqual([7, 7, 7])
      expect((await runner.state()).dead).toBe(0)
    })

    test('a job that is given up keeps its payload and the reason, and can be started again', async () => {
      let mended = false
      runner.define({
        name: 'broken',
        payload: z.object({ document: z.string() }),
        run: async () => {
          if (!mended) throw new Error('champ manquant')
          return null
        },
      })
      const handle = await runner.enqueue('broken', { document: 'abc' })
      await expect(handle.result).rejects.toThrow('champ manquant')
      const [letter] = await runner.deadLetters()
      expect(letter).toMatchObject({
        name: 'broken',
        payload: { document: 'abc' },
        reason: 'champ manquant',
        starts: 1,
      })
      mended = true
      expect(await runner.revive(letter?.id ?? '')).toBe(true)
      await runner.idle()
      expect(await runner.deadLetters()).toEqual([])
      expect(await runner.revive('nobody')).toBe(false)
    })

    test('a dead letter started again by several people at once runs once; put away, it does not run', async () => {
      const ran: string[] = []
      let mended = false
      const asked = Promise.withResolvers<void>()
      runner.define({
        name: 'broken',
        payload: z.object({ document: z.string() }),
        run: async ({ document }) => {
          await asked.promise
          if (!mended) throw new Error('champ manquant')
          ran.push(document)
        },
      })
      for (const document of ['a', 'b', 'b']) await runner.enqueue('broken', { document }, { id: `once-${document}` })
      asked.resolve()
      await runner.idle()
      const idOf = async (document: string) =>
        (await runner.deadLetters()).find(letter => (letter.payload as { document: string }).document === document)
          ?.id ?? ''
      const [a, b] = [await idOf('a'), await idOf('b')]
      mended = true
      const revived = await Promise.all([1, 2, 3].map(() => runner.revive(a)))
      expect(revived.filter(Boolean)).toHaveLength(1)
      expect(await Promise.all([1, 2].map(() => runner.drop(b))).then(gone => gone.filter(Boolean))).toHaveLength(1)
      await runner.idle()
      expect(ran).toEqual(['a'])
      expect([await runner.deadLetters(), await runner.drop('nobody')]).toEqual([[], false])
    })

    test('a dead letter whose work was asked for again meanwhile does not double it', async () => {
      let ran = 0
      const gate = Promise.withResolvers<void>()
      runner.define({
        name: 'once',
        payload: z.object({}),
        run: async () => {
          ran += 1
          if (ran === 1) throw new Error('champ manquant')
          await gate.promise
        },
      })
      const first = await runner.enqueue('once', {}, { id: 'source-a' })
      await expect(first.result).rejects.toThrow('champ manquant')
      const [letter] = await runner.deadLetters()
      await runner.enqueue('once', {}, { id: 'source-a' })
      expect(await runner.revive(letter?.id ?? '')).toBe(true)
      gate.resolve()
      await runner.idle()
      expect([ran, await runner.deadLetters()]).toEqual([2, []])
    })
  })
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 400; n += 1) {
    if (await condition()) return
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  throw new Error('the condition did not come true')
}
