import type { Clock } from '../common/clock.ts'
import { frenchDateTime } from '../common/french.ts'
import type { DoraDirectory } from '../dora/client.ts'
import { DoraError, type DoraWriter, PAUSE_ASKED } from '../dora/port.ts'
import { LONGEST_IN_LINE_MS } from '../dora/quota.ts'
import type { DoraStanding } from '../dora/standing.ts'

/** DORA went away and did not come back in time: the pass stops here and is made again once DORA answers. */
export class DoraAway extends DoraError {}

export interface Patience {
  clock: Clock
  /** Longest wait for one outage, in milliseconds; 0: none. */
  waitMs: number
  /** Asks DORA once how it stands. Null: it could not be asked, which says nothing about DORA. */
  standing(): Promise<DoraStanding | null>
  /** Aborted: nobody waits any more. */
  signal: AbortSignal
  /** Told when a wait begins. */
  onWait?: (ms: number) => void
}

export interface PatientDora {
  reader(inner: DoraDirectory): DoraDirectory
  writer(inner: DoraWriter): DoraWriter
}

/** Between two looks at a DORA that is away, milliseconds. */
const LOOK_MS = 60_000

/**
 * DORA for one pass: when it goes away in the middle, the call sleeps until it answers again and is then made anew. What one route alone
 * refuses is no outage. A write whose effect is unknown is never made anew. A pass that begins in an outage does not wait: nothing of it would be lost.
 * Each call may throw DoraAway, and the signal's reason.
 */
export function patientDora(patience: Patience): PatientDora {
  const { clock, waitMs, standing, signal, onWait } = patience
  let answered = false
  let given: DoraAway | null = null

  async function through<T>(call: () => Promise<T>): Promise<T> {
    const limit = { at: null as number | null }
    for (;;) {
      if (given !== null) throw given
      try {
        const result = await call()
        answered = true
        return result
      } catch (error) {
        if (!isOutage(error) || !(await isAway(error))) throw error
        const now = clock.now().getTime()
        limit.at ??= now + (answered ? waitMs : 0)
        const left = limit.at - now
        // Until when is known: nothing is gained by waiting for a part of it.
        if (left <= 0 || (isPause(error) && (error.retryAfterMs ?? 0) > left)) throw giveUp(error)
        const ms = Math.min(left, error.retryAfterMs ?? LOOK_MS)
        onWait?.(ms)
        await clock.sleep(ms, signal)
      }
    }
  }

  async function isAway(error: DoraError): Promise<boolean> {
    if (isPause(error)) return true
    const stands = await standing()
    return stands === 'away' || stands === 'down' || stands === 'paused'
  }

  function giveUp(cause: DoraError): DoraAway {
    const minutes = Math.round(waitMs / 60_000)
    const waited = answered && minutes > 0 ? ` depuis ${minutes} min` : ''
    const { kind, status, code } = cause
    const until = frenchDateTime(new Date(clock.now().getTime() + (cause.retryAfterMs ?? 0)))
    const why = isPause(cause)
      ? `DORA demande d’attendre : rien ne lui est envoyé avant le ${until}`
      : `DORA ne répond plus${waited}`
    const then = isPause(cause) ? 'ensuite' : 'quand DORA répond'
    given ??= new DoraAway(
      `${why} : le passage s’arrête là, rien n’est perdu ; il reprend de lui-même ${then}.`,
      { kind, status, code },
      { cause },
    )
    return given
  }

  return {
    reader: inner => ({
      options: () => through(() => inner.options()),
      typologies: () => through(() => inner.typologies()),
      whoAmI: () => through(() => inner.whoAmI()),
      search: (department, words) => through(() => inner.search(department, words)),
      listStructures: department => through(() => inner.listStructures(department)),
      listServices: department => through(() => inner.listServices(department)),
      movedSince: (since, batch) => through(() => inner.movedSince(since, batch)),
      boardOf: department => through(() => inner.boardOf(department)),
      serviceList: (departments, since) => through(() => inner.serviceList(departments, since)),
      forgetAccount: () => inner.forgetAccount(),
      dialect: () => through(() => inner.dialect()),
      readStructure: slug => through(() => inner.readStructure(slug)),
      readService: slug => through(() => inner.readService(slug)),
      structureBySiret: siret => through(() => inner.structureBySiret(siret)),
    }),
    writer: inner => ({
      createService: (structure, fields) => through(() => inner.createService(structure, fields)),
      updateService: (slug, change) => through(() => inner.updateService(slug, change)),
      createStructure: (draft, lookedUp) => through(() => inner.createStructure(draft, lookedUp)),
      markUpToDate: slugs => through(() => inner.markUpToDate(slugs)),
    }),
  }
}

/** DORA said until when nothing is to be sent, and it is long. */
const isPause = ({ code, status, retryAfterMs }: DoraError): boolean =>
  code === PAUSE_ASKED || (status === 429 && (retryAfterMs ?? 0) > LONGEST_IN_LINE_MS)

/** A `transient` call had no effect and may be made again; 429 is the answer of a DORA that works, unless it asks for hours. */
function isOutage(error: unknown): error is DoraError {
  if (!(error instanceof DoraError) || error.kind !== 'transient') return false
  return error.status === null || error.status >= 500 || error.status === 200 || isPause(error)
}
