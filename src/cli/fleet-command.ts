import type { Command } from 'commander'
import { type FleetKind, runFleetProcess } from '../app/fleet-process.ts'
import { readSettings } from '../config/settings.ts'
import { FrenchCommand } from './french-command.ts'
import { ample } from './lean.ts'
import { stopSignal } from './stop-signal.ts'

/** A command that lives until SIGTERM or SIGINT, then stops in order with exit code 0. A second signal does not wait. */
export function fleetCommand(kind: FleetKind): Command {
  return new FrenchCommand(kind.name).action(async () => {
    // Opened in little room, which a process that waits keeps.
    const opened: FleetKind = {
      ...kind,
      async begin(process) {
        const end = await kind.begin(process)
        ample()
        return end
      },
    }
    await runFleetProcess(opened, readSettings(process.env), stopSignal())
    // What a library left open must not keep a stopped program alive.
    process.exit(0)
  })
}
