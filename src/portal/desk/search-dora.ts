import { DoraError } from '../../dora/port.ts'
import type { DoraHit } from '../../dora/search.ts'
import type { PortalActions } from '../actions.ts'
import { readPointer } from './check-target.ts'

/** What DORA has for what a person typed. */
export type Searched =
  | { kind: 'found'; words: string; hits: DoraHit[]; near: DoraHit[] }
  /** DORA cannot be read now: nothing is known. */
  | { kind: 'away'; words: string }

/** Longer than this is no name and no address. */
const MOST = 200

/** Looks for a name, a SIRET, a commune, an address or the address of a page of DORA. Null: nothing was typed. */
export async function searchInDora(
  typed: string,
  dora: Pick<PortalActions, 'search' | 'shown' | 'structureShown'>,
): Promise<Searched | null> {
  const words = typed.trim().slice(0, MOST)
  if (words === '') return null
  try {
    const pointed = readPointer(words)
    const page = pointed === null ? null : await lookAt(pointed, dora)
    if (page !== null) return { kind: 'found', words, hits: [page], near: [] }
    // The last part of an address is made of the words of a name.
    const asked = pointed?.target ? pointed.slug.replaceAll('-', ' ') : words
    return { kind: 'found', words, ...(await dora.search(asked)) }
  } catch (error) {
    if (error instanceof DoraError) return { kind: 'away', words }
    throw error
  }
}

async function lookAt(
  { slug, target }: NonNullable<ReturnType<typeof readPointer>>,
  dora: Pick<PortalActions, 'shown' | 'structureShown'>,
): Promise<DoraHit | null> {
  const service = target === 'structure' ? null : await dora.shown(slug)
  const structure = await (service !== null
    ? dora.structureShown(service.structure)
    : target === 'service'
      ? null
      : dora.structureShown(slug))
  const place = [structure?.address1, structure?.postalCode, structure?.city].filter(Boolean).join(' ')
  const at = { siret: structure?.siret ?? null, place, department: structure?.department ?? '' }
  if (service !== null)
    return {
      target: 'service',
      slug,
      name: service.fields.name,
      structure: { slug: service.structure, name: structure?.name ?? service.structure },
      status: service.fields.status,
      ...at,
    }
  if (structure === null) return null
  return { target: 'structure', slug, name: structure.name, structure: null, status: null, ...at }
}
