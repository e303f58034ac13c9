import { hostname } from 'node:os'
import type { Statement } from '../normalise/statements/statement.ts'
import type { WriteNowDeps, WrittenNow } from '../sync/write-now.ts'
import type { App } from './app.ts'

/** What a person asks and is written at once, in the DORA of this program. */
export function writesNow({ ledger, dora, clock, newId }: App): {
  /** @param statement an accepted withdrawal */
  withdraw(statement: Statement): Promise<WrittenNow>
  publish(offer: { source: string; key: string }, by: string): Promise<WrittenNow>
} {
  const deps = (): WriteNowDeps => ({
    ledger,
    reader: dora.reader,
    writer: dora.writer({ createStructures: false }),
    clock,
    newId,
    departments: dora.departments,
    holder: `${hostname()} ${process.pid}`,
  })
  return {
    withdraw: async statement => (await import('../sync/withdraw.ts')).withdraw(statement, deps()),
    publish: async (offer, by) => (await import('../sync/publish.ts')).publish(offer, by, deps()),
  }
}
