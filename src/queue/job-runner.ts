import type { ZodType } from 'zod'

/** One kind of work. Payloads are ids and hashes, never records; the result is a small report. */
export interface JobDefinition<Payload, Result> {
  /** Also the file's name under `jobs/`. Must not contain «:». */
  readonly name: string
  readonly payload: ZodType<Payload>
  /**
   * May throw `TryLater` to be given back and started again after a while. May be started again after a crash: it must stand it.
   * @param signal aborted when the runner closes, or when a fleet gave the job to another worker: stop writing at once
   */
  run(payload: Payload, signal: AbortSignal): Promise<Result>
}

/** `now`: somebody waits for it. `schedule`: the timetable. */
export type Priority = 'now' | 'schedule'

/** A job as asked for. */
export interface JobHandle<Result> {
  id: string
  /** Rejects with what the job threw, once it is given up. */
  readonly result: Promise<Result>
}

/** A job that was given up, with what is needed to understand it and to start it again. */
export interface DeadLetter {
  id: string
  name: string
  payload: unknown
  reason: string
  failedAt: Date
  /** How many times it was started. */
  starts: number
}

/** The queue at one instant. */
export interface QueueState {
  /** Ready to be taken. */
  waiting: number
  running: number
  /** Given back, to be started again later. */
  later: number
  dead: number
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
  /** Replaces the schedule of that key. @param cron five fields, Europe/Paris, or what `timetableOf` gives: the same with the hours outside of which nothing starts */
  schedule(key: string, cron: string, name: string, payload: unknown): Promise<void>
  unschedule(key: string): Promise<void>
  /** Next dates of a schedule, or none when there is no such key. */
  nextRuns(key: string, count: number): Promise<Date[]>
  /** Every schedule, by key. */
  schedules(): Promise<ReadonlyMap<string, string>>
  state(): Promise<QueueState>
  /** Latest first. */
  deadLetters(limit?: number): Promise<DeadLetter[]>
  /** Starts a dead letter again. @returns false when there is none of that id */
  revive(id: string): Promise<boolean>
  /** Forgets a dead letter. @returns false when there is none of that id */
  drop(id: string): Promise<boolean>
  /** Resolves when nothing is waiting nor running. */
  idle(): Promise<void>
  /** Stops taking, waits for what runs at most `graceMs` (then aborts it), and closes everything. */
  close(graceMs?: number): Promise<void>
}
