import type { Lease } from '../ledger/leases.ts'
import { patientDora } from './patient-dora.ts'
import type { PassPorts } from './ports.ts'

/** The same ports, with a DORA that is waited for as long as the lease is ours. */
export function patientPorts<Ports extends Pick<PassPorts, 'dora' | 'clock' | 'log'>>(
  ports: Ports,
  { signal }: Pick<Lease, 'signal'>,
): Ports {
  const { dora, clock, log } = ports
  const patient = patientDora({
    clock,
    waitMs: dora.waitMs,
    standing: () => dora.standing(),
    signal,
    onWait: ms => log.warn({ ms }, 'DORA is away, the pass waits'),
  })
  return {
    ...ports,
    dora: { ...dora, reader: patient.reader(dora.reader), writer: policy => patient.writer(dora.writer(policy)) },
  }
}
