import type { Command } from 'commander'
import { type FleetKind, runFleetProcess } from '../app/fleet-process.ts'
import { readSettings } from '../config/settings.ts'
import { FrenchCommand } from './french-command.ts'
import { stopSignal } from './stop-signal.ts'

/** A command that lives until SIGTERM or SIGINT, then stops in order with exit code 0. A second signal does not wait. */
export function fleetCommand(kind: FleetKind): Command {
  return new FrenchCommand(kind.name).action(async () => {
    await runFleetProcess(kind, readSettings(process.env), stopSignal())
    // What a library left open must not keep a stopped program alive.
    process.exit(0)
  })
}
