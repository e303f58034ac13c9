import { hostname } from 'node:os'
import type { Statement } from '../normalise/statements/statement.ts'
import { type Withdrawn, withdraw } from '../sync/withdraw.ts'
import type { App } from './app.ts'

/** An accepted withdrawal, carried out in the DORA of this program. */
export function withdrawFrom({ ledger, dora, clock, newId }: App, statement: Statement): Promise<Withdrawn> {
  return withdraw(statement, {
    ledger,
    reader: dora.reader,
    writer: dora.writer({ createStructures: false }),
    clock,
    newId,
    departments: dora.departments,
    holder: `${hostname()} ${process.pid}`,
  })
}
