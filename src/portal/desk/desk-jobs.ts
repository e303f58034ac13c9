import type { JobRunner } from '../../queue/job-runner.ts'
import { within } from '../../queue/within.ts'
import { ActionRefused } from '../actions.ts'
import { type AbandonedJob, abandonedJobs } from './abandoned-jobs.ts'
import { heard } from './heard.ts'

/** Jobs that were given up, and what a person may do with them. */
export interface DeskJobs {
  /** Latest first; null when the queue does not answer at once. */
  abandoned(): Promise<AbandonedJob[] | null>
  /** The same, for who can wait. @throws ActionRefused when the queue does not answer */
  list(): Promise<AbandonedJob[]>
  /** Does it once more, once. @returns what it was @throws ActionRefused when it is no longer there */
  restart(id: string): Promise<AbandonedJob>
  /** Takes it off the list; it is not done. @throws ActionRefused when it is no longer there */
  putAway(id: string): Promise<AbandonedJob>
}

/** The dashboard does not wait longer for a queue that is away, milliseconds. */
const PATIENCE_MS = 1000
const MOST_LETTERS = 1000
const GONE = 'Ce travail n’est plus dans la liste : quelqu’un l’a relancé ou classé entre-temps.'

export function deskJobs(
  runner: Pick<JobRunner, 'deadLetters' | 'revive' | 'drop'>,
  sourceName: (id: string) => string,
): DeskJobs {
  const read = async () => abandonedJobs(await runner.deadLetters(MOST_LETTERS), sourceName)
  async function find(id: string): Promise<AbandonedJob> {
    const job = (await read()).find(each => each.id === id)
    if (job === undefined) throw new ActionRefused(GONE)
    return job
  }
  /** The latest is the one that counts: of several people who press at once, one has it. */
  async function act(id: string, take: (id: string) => Promise<boolean>): Promise<AbandonedJob> {
    const job = await find(id)
    if (!(await take(id))) throw new ActionRefused(GONE)
    for (const other of job.others) await runner.drop(other)
    return job
  }
  return {
    async abandoned() {
      const letters = read().catch(() => null)
      return (await within(PATIENCE_MS, letters)) ? letters : null
    },
    list: () => heard(read()),
    restart: id => heard(act(id, each => runner.revive(each))),
    putAway: id => heard(act(id, each => runner.drop(each))),
  }
}

/** Where no job is run from, none is given up. */
export const NO_JOBS: DeskJobs = {
  abandoned: async () => [],
  list: async () => [],
  restart: () => Promise.reject(new ActionRefused(GONE)),
  putAway: () => Promise.reject(new ActionRefused(GONE)),
}
