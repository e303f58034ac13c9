import { fold } from '../common/text.ts'
import { type DoraReader, type DoraService, isUnread } from '../dora/port.ts'
import type { Shelves } from '../ledger/ledger.ts'
import type { LoggedOperation } from '../ledger/operations.ts'
import { isEmpty, same } from './fields.ts'
import { keysOf, type Patch } from './patch.ts'

/** What became of a write whose answer was lost. `unclear`: more than one service could be it, or it cannot be read. */
export type Found = { effect: 'yes'; service: DoraService } | { effect: 'no' } | { effect: 'unclear'; slugs: string[] }

/** Share of what was sent that a service must show to be recognised as ours: DORA may store some values in another form. */
const RECOGNISED_FROM = 0.6

/** Asks DORA whether a create had its effect: a service of the structure that was not there before, of that name, held by no offer. */
export async function lookUpCreation(
  operation: LoggedOperation,
  reader: DoraReader,
  links: Pick<Shelves['links'], 'bySlug'>,
): Promise<Found> {
  const { lookup } = operation
  if (lookup === null) return { effect: 'unclear', slugs: [] }
  const structure = await reader.readStructure(lookup.structure)
  if (structure === null) return { effect: 'unclear', slugs: [] }
  const known = new Set(lookup.known)
  const found: DoraService[] = []
  const unread: string[] = []
  for (const summary of [...structure.services, ...structure.archivedServices]) {
    if (!bearsName(summary.name, { name: lookup.name, after: operation.after })) continue
    if (known.has(summary.slug) || (await links.bySlug(summary.slug)) !== null) continue
    const service = await readIfUnderstood(summary.slug, reader)
    if (service === null) {
      if (same('name', summary.name, lookup.name)) unread.push(summary.slug)
    } else if (recognised(operation.after, service)) found.push(service)
  }
  const [only] = found
  if (only !== undefined && found.length === 1 && unread.length === 0) return { effect: 'yes', service: only }
  if (found.length === 0 && unread.length === 0) return { effect: 'no' }
  return { effect: 'unclear', slugs: [...found.map(service => service.slug), ...unread] }
}

/** Null also for a service that DORA shows in a way nobody understands: only a person can tell. */
async function readIfUnderstood(slug: string, reader: Pick<DoraReader, 'readService'>): Promise<DoraService | null> {
  try {
    return await reader.readService(slug)
  } catch (error) {
    if (isUnread(error)) return null
    throw error
  }
}

/** Whether a service of that name may be what was to be created: only these are looked at. */
export function bearsName(name: string, { name: offer, after }: { name: string; after: Patch }): boolean {
  return [offer, after.name ?? offer].some(each => fold(each) === fold(name))
}

/** Asks DORA whether a change had its effect: the service shows all that was sent. */
export async function lookUpChange(operation: LoggedOperation, reader: DoraReader): Promise<Found> {
  if (operation.slug === null) return { effect: 'unclear', slugs: [] }
  const service = await readIfUnderstood(operation.slug, reader)
  if (service === null) return { effect: 'unclear', slugs: [operation.slug] }
  return shows(service, operation.after) ? { effect: 'yes', service } : { effect: 'no' }
}

/** Whether the service holds every value of the patch (fields that cannot be read are taken as such). */
export function shows(service: DoraService, patch: Patch): boolean {
  return keysOf(patch).every(
    field => service.hidden.includes(field) || same(field, service.fields[field], patch[field]),
  )
}

function recognised(sent: Patch, service: DoraService): boolean {
  const readable = keysOf(sent).filter(field => !service.hidden.includes(field) && !isEmpty(field, sent[field]))
  if (readable.length === 0) return false
  const equal = readable.filter(field => same(field, service.fields[field], sent[field])).length
  return equal / readable.length >= RECOGNISED_FROM && same('name', service.fields.name, sent.name)
}
