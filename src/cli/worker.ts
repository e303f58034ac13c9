import type { Command } from 'commander'
import { syncSourceJob } from '../../jobs/sync-source.ts'
import type { FleetKind } from '../app/fleet-process.ts'
import { queuedSync } from '../app/queued-sync.ts'
import { fleetCommand } from './fleet-command.ts'

/** A process that works. */
export const WORKER: FleetKind = {
  name: 'worker',
  role: 'take',
  async begin({ app, runner }) {
    runner.define(queuedSync(syncSourceJob(app)))
    return async () => undefined
  },
}

/** `dora-sync worker`: takes jobs of the fleet until SIGTERM. */
export function workerCommand(): Command {
  return fleetCommand(
    WORKER,
    'Flotte : fait les travaux de la file d’attente (Redis), jusqu’à l’arrêt. En lancer autant que nécessaire.',
  )
}
