import { z } from 'zod'
import type { JobDefinition } from '../src/queue/job-runner.ts'

/** A job that is asked for by its name alone: it carries nothing. */
export function plainJob<Result>(
  name: string,
  run: (signal: AbortSignal) => Promise<Result>,
): JobDefinition<object, Result> {
  return { name, payload: z.strictObject({}), run: (_, signal) => run(signal) }
}
