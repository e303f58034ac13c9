import type { Clock } from '../common/clock.ts'
import type { DoraReader } from '../dora/port.ts'
import type { Lease } from '../ledger/leases.ts'

/** How long a reader goes on without a sign of life, in milliseconds: well under the lease's own time. */
const SIGN_EVERY_MS = 60_000

/** The same reader, which shows now and then that this worker is still at it: reading a slow DORA may outlast a lease. */
export function heldReader(reader: DoraReader, lease: Pick<Lease, 'hold'>, clock: Clock): DoraReader {
  let last = clock.now().getTime()
  const alive = async () => {
    const now = clock.now().getTime()
    if (now - last < SIGN_EVERY_MS) return
    last = now
    await lease.hold()
  }
  return {
    async listStructures(department) {
      await alive()
      return reader.listStructures(department)
    },
    async readStructure(slug) {
      await alive()
      return reader.readStructure(slug)
    },
    async readService(slug) {
      await alive()
      return reader.readService(slug)
    },
    async structureBySiret(siret) {
      await alive()
      return reader.structureBySiret(siret)
    },
  }
}
