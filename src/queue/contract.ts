import type { ZodType } from 'zod'

/** One kind of work. Payloads are ids and hashes, never records; the result is a small report. */
export interface JobDefinition<Payload, Result> {
  /** Also the file's name under `jobs/`. Must not contain «:». */
  readonly name: string
  readonly payload: ZodType<Payload>
  run(payload: Payload, signal: AbortSignal): Promise<Result>
}

/** `now`: somebody waits for it. `schedule`: the timetable. `backfill`: never before the two others. */
export type Priority = 'now' | 'schedule' | 'backfill'

/** A job as asked for. */
export interface JobHandle<Result> {
  id: string
  /** Rejects with what the job threw. */
  result: Promise<Result>
}

/** How jobs run: in this process, or by a fleet. Both pass `src/queue/runner.contract.ts`. */
export interface JobRunner {
  define<Payload, Result>(job: JobDefinition<Payload, Result>): void
  /** @param options.id asking twice with the same id while the first is not over gives the first */
  enqueue<Result = unknown>(
    name: string,
    payload: unknown,
    options?: { priority?: Priority; id?: string },
  ): Promise<JobHandle<Result>>
  /** Replaces the schedule of that key. @param cron five fields, Europe/Paris */
  schedule(key: string, cron: string, name: string, payload: unknown): Promise<void>
  unschedule(key: string): Promise<void>
  /** Next dates of a schedule, or none when there is no such key. */
  nextRuns(key: string, count: number): Promise<Date[]>
  /** Resolves when nothing is waiting nor running. */
  idle(): Promise<void>
  /** Stops taking, waits for what runs at most `graceMs` (then aborts it), and closes everything. */
  close(graceMs?: number): Promise<void>
}
