import { fold } from '../common/text.ts'
import type { DoraReader, DoraService } from '../dora/port.ts'
import { sameMoment } from '../dora/same-moment.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Link } from '../ledger/links.ts'
import type { Lookup } from '../ledger/operations.ts'
import type { Operation, OperationWork } from '../ledger/plan.ts'
import { embedded } from './dora-view.ts'
import type { FreshHomes } from './fresh-homes.ts'
import { bearsName, shows } from './look-up.ts'
import { keysOf, pick } from './patch.ts'
import type { Step } from './step.ts'

interface LookDeps {
  ledger: Ledger
  reader: DoraReader
  departments: readonly string[]
}

/** Nothing is sent: how the operation ends. */
interface Stopped {
  step: Step
}

/** The last questions before a service is created in a structure (its slug): does DORA still stand where the plan saw it? */
export async function lookBeforeCreate(
  operation: Operation,
  work: OperationWork,
  slug: string,
  { ledger, homes, departments }: Pick<LookDeps, 'ledger' | 'departments'> & { homes: Pick<FreshHomes, 'read'> },
): Promise<Stopped | { lookup: Lookup }> {
  const structure = await homes.read(slug)
  if (structure === null)
    return { step: { end: 'failed', operation, reason: 'La structure n’est pas lisible dans DORA.' } }
  if (!departments.includes(structure.department))
    return stale(operation, `La structure est dans le département ${structure.department}, où le robot n’écrit pas.`)
  const services = embedded(structure)
  const known = new Set(work.known)
  for (const service of services) {
    if (known.has(service.slug) || fold(service.name) !== fold(operation.name)) continue
    // This very plan may hold two offers of that name; another source that says the same is for a person to see.
    if ((await ledger.links.bySlug(service.slug))?.source !== operation.source)
      return stale(operation, `Un service du même nom (${service.slug}) est apparu dans DORA depuis la simulation.`)
  }
  return {
    lookup: {
      structure: slug,
      name: operation.name,
      known: services.filter(service => bearsName(service.name, operation)).map(service => service.slug),
      version: work.version,
    },
  }
}

/**
 * The last questions before a service (its slug) is changed: is it still ours, and still as the plan saw it? `agreed`: DORA shows already
 * all that would be sent.
 */
export async function lookBeforeChange(
  operation: Operation,
  work: OperationWork,
  slug: string,
  { ledger, reader, departments }: LookDeps,
): Promise<Stopped | { agreed: { link: Link | null; actual: DoraService } } | { actual: DoraService; lookup: Lookup }> {
  const link = await ledger.links.read(operation.source, operation.key)
  const owner = await ledger.links.bySlug(slug)
  if (operation.kind === 'adopt') {
    if (link?.slug === slug) return { step: { end: 'done', operation, slug, wrote: false } }
    if (link !== null || owner !== null)
      return stale(operation, 'Ce service, ou cette offre, a été rattaché entre-temps.')
  } else if (link === null || link.slug !== slug)
    return stale(operation, 'Ce service n’est pas tenu par cette offre : le robot n’y touche pas.')
  if (link !== null && link.version > work.version)
    return stale(operation, 'Une version plus récente de l’offre est déjà dans DORA.')
  const actual = await reader.readService(slug)
  if (actual === null) return stale(operation, 'Le service n’est plus lisible dans DORA.')
  const empty = keysOf(operation.after).length === 0
  if (!sameMoment(actual.modificationDate, operation.seen)) {
    // An earlier try of this very operation had its effect: nothing is left to send.
    if (operation.kind !== 'adopt' && !empty && shows(actual, operation.after)) return { agreed: { link, actual } }
    return stale(operation, 'Le service a bougé dans DORA depuis la simulation ; il est repris au prochain passage.')
  }
  if (empty) return { agreed: { link, actual } }
  // A second road to the same date: one of the two readings may lag behind.
  const structure = await reader.readStructure(actual.structure)
  const listed = embedded(structure).find(service => service.slug === slug)
  if (structure === null || !departments.includes(structure.department))
    return stale(operation, 'Le service est hors des départements où le robot écrit.')
  if (listed !== undefined && !sameMoment(listed.modificationDate, actual.modificationDate))
    return stale(operation, 'DORA donne deux dates différentes pour ce service ; il est repris au prochain passage.')
  const written = keysOf(operation.after)
  return {
    actual,
    lookup: {
      structure: actual.structure,
      name: operation.name,
      known: [],
      version: work.version,
      was: { base: pick(link?.base ?? {}, written), sent: pick(link?.sent ?? {}, written) },
      ...(work.undo && { undo: work.undo }),
    },
  }
}

function stale(operation: Operation, reason: string): Stopped {
  return { step: { end: 'stale', operation, reason } }
}
