import type { Command } from 'commander'
import type { FleetKind } from '../app/fleet-process.ts'
import { keepTime } from '../app/keep-time.ts'
import { fleetCommand } from './fleet-command.ts'

/** The process that keeps the timetable and the watch. A second one may run beside: it takes over. */
export const SCHEDULER: FleetKind = {
  name: 'scheduler',
  role: 'ask',
  begin: async ({ app, runner }) => keepTime({ app, runner, holder: `scheduler ${process.pid}` }),
}

/** `dora-sync scheduler`: keeps the timetable and tells who must know, until SIGTERM. */
export function schedulerCommand(): Command {
  return fleetCommand(SCHEDULER)
}
