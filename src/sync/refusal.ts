import { fingerprint } from '../common/digest.ts'
import type { Rejection } from '../common/rejection.ts'
import { fieldLabel } from '../dora/field-label.ts'
import type { DoraError } from '../dora/port.ts'
import type { Operation } from '../ledger/plan.ts'

/** What DORA refused is not sent again until this moves: the content, or the mapping and configuration behind it. */
export function refusalFingerprint(content: string, configuration: string): string {
  return fingerprint([content, configuration])
}

/** What DORA said of this content, as people read it: the first field it refuses, and all of them in `expected`. */
export function refusalOf(operation: Operation, error: DoraError): Rejection {
  const [field, message] = Object.entries(error.fields)[0] ?? [null, error.message]
  const received = field === null ? undefined : (operation.after as Record<string, unknown>)[field]
  return {
    code: `dora-${error.code}`,
    key: operation.key,
    where: `DORA, service « ${operation.name} »`,
    field,
    received: received === undefined ? null : JSON.stringify(received).slice(0, 200),
    expected:
      Object.entries(error.fields)
        .map(([name, text]) => `${sayField(name)} : ${text}`)
        .join(' ; ') || message,
    message: `DORA refuse l’envoi${field === null ? '' : ` à cause du champ « ${sayField(field)} »`} : ${message}`,
    whose: 'partenaire',
  }
}

/** DORA's own name for a field that we do not know. */
const sayField = (name: string) => fieldLabel(name) ?? name
