import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Name of this process among all that share a ledger: machine, process, and the set of processes that its number counts in (a container has its own). */
export function workerName(): string {
  return `${hostname()} ${process.pid} ${numbering()}`
}

/** Whether a worker of that name counted in the same set of processes of this machine and is no longer there. Any other answer is «perhaps alive». */
export function isDeadNeighbour(name: string): boolean {
  const [machine, pid, set] = name.split(' ')
  if (machine !== hostname() || set === undefined || set !== numbering() || !/^\d+$/.test(pid ?? '')) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/** Linux numbers processes by namespace; elsewhere a machine has one numbering. */
function numbering(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return process.platform
  }
}
