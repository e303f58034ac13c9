import type { Command } from 'commander'
import { defineJobs } from '../app/define-jobs.ts'
import type { FleetKind } from '../app/fleet-process.ts'
import { fleetCommand } from './fleet-command.ts'

/** A process that works. */
export const WORKER: FleetKind = {
  name: 'worker',
  role: 'take',
  async begin({ app, runner }) {
    defineJobs(runner, app)
    return () => Promise.resolve()
  },
}

/** `dora-sync worker`: takes jobs of the fleet until SIGTERM. */
export function workerCommand(): Command {
  return fleetCommand(WORKER)
}
