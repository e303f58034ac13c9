import type { Task } from '../../src/common/apart/protocol.ts'

/** What the task under test is told to do. */
export interface Orders {
  do: 'count' | 'ask' | 'memory' | 'buffers' | 'compute' | 'hang' | 'throw' | 'die' | 'environment'
  times?: number
}

export const task: Task<Orders, unknown, unknown> = async function* (orders, ask) {
  switch (orders.do) {
    case 'count':
      for (let at = 0; at < (orders.times ?? 0); at += 1) yield at
      return 'counted'
    case 'ask': {
      yield 'before'
      const answers = await Promise.all([ask('double', 21), ask('double', 4)])
      yield* answers
      return await ask('refuse', null).catch((error: { why: string }) => error.why)
    }
    case 'memory': {
      const kept: unknown[] = []
      for (;;) kept.push(Array.from({ length: 1000 }, (_, at) => ({ at, kept })))
    }
    case 'buffers': {
      const kept: Buffer[] = []
      for (;;) kept.push(Buffer.alloc(1024 * 1024, 1))
    }
    case 'compute':
      for (;;) Math.sqrt(2)
    case 'hang':
      return await new Promise(() => {})
    case 'throw':
      yield 'first'
      throw new Error('mot de la tâche')
    case 'die':
      return process.exit(3)
    case 'environment':
      return { names: Object.keys(process.env), id: process.pid }
  }
}
