import { fold } from '../common/text.ts'
import type { DoraStructureSummary } from '../dora/port.ts'
import type { StoredChoice } from '../ledger/choices.ts'
import type { Desired } from '../ledger/plan.ts'
import type { DoraView } from './dora-view.ts'
import { matchStructure } from './match-structure.ts'

/** Where an offer belongs in DORA. */
export type Place =
  | { kind: 'found'; slug: string }
  /** To be created first. */
  | { kind: 'create'; key: string }
  /** A person must say; `candidates` may be empty. */
  | { kind: 'ask'; key: string; candidates: { slug: string; name: string; siret: string | null }[]; reason: string }
  /** Outside the départements the bot may write in. */
  | { kind: 'outside'; reason: string }

/** @param create whether policy lets the bot create a structure that DORA does not know */
export async function findStructure(
  wanted: Desired['structure'],
  view: DoraView,
  choices: readonly StoredChoice[],
  create: boolean,
  departments: readonly string[],
): Promise<Place> {
  const key = structureKey(wanted)
  const chosen = choices.find(choice => choice.topic === 'structure' && choice.key === key)
  if (chosen?.topic === 'structure' && 'slug' in chosen.value) {
    const structure = await view.structure(chosen.value.slug)
    if (structure === null)
      return { kind: 'ask', key, candidates: [], reason: 'la structure choisie n’est plus lisible dans DORA' }
    return inside(structure, view)
  }
  if (wanted.usual) {
    const usual = await view.structure(wanted.usual)
    if (usual !== null && (wanted.siret === null || usual.siret === null || wanted.siret === usual.siret))
      return inside(usual, view)
  }
  const match = matchStructure(wanted, await view.listStructures())
  if (match.certainty === 'certain') return inside(match.structure, view)
  if (wanted.siret !== null) {
    const elsewhere = await view.structureBySiret(wanted.siret)
    if (elsewhere !== null) return inside(elsewhere, view)
  }
  if (match.certainty === 'doubtful' && chosen === undefined) {
    const near = await sameCommune(match.candidates, wanted.cityCode, view)
    if (near.length > 0)
      return {
        kind: 'ask',
        key,
        candidates: near.map(({ slug, name, siret }) => ({ slug, name, siret })),
        reason: match.reason,
      }
  }
  const place = wanted.cityCode ?? wanted.draft.cityCode ?? wanted.draft.postalCode
  if (place === null || !departments.some(department => place.startsWith(department)))
    return {
      kind: 'outside',
      reason:
        'La structure n’est pas dans DORA, et rien ne dit qu’elle est dans un département où le robot peut écrire.',
    }
  if (wanted.siret === null)
    return {
      kind: 'ask',
      key,
      candidates: [],
      reason: 'DORA n’a pas de structure de ce nom, et sans SIRET le robot n’en crée pas',
    }
  if (create || chosen !== undefined) return { kind: 'create', key }
  return { kind: 'ask', key, candidates: [], reason: 'DORA n’a pas de structure sous ce SIRET' }
}

function inside(structure: DoraStructureSummary, view: DoraView): Place {
  return view.allowed(structure.department)
    ? { kind: 'found', slug: structure.slug }
    : {
        kind: 'outside',
        reason: `La structure « ${structure.name} » est dans le département ${structure.department}, où le robot n’écrit pas.`,
      }
}

/** A homonym of another commune is another structure; where either says no commune, a person looks. */
async function sameCommune(
  candidates: DoraStructureSummary[],
  cityCode: string | null,
  view: DoraView,
): Promise<DoraStructureSummary[]> {
  if (cityCode === null) return candidates
  const near: DoraStructureSummary[] = []
  for (const candidate of candidates) {
    const structure = await view.structure(candidate.slug)
    if (structure === null || structure.cityCode === null || structure.cityCode === cityCode) near.push(candidate)
  }
  return near
}

/** What tells one structure of a source from another: its SIRET or, for want of one, its name in its commune. */
function structureKey(structure: { siret: string | null; name: string; cityCode: string | null }): string {
  return structure.siret ?? `${fold(structure.name)}|${structure.cityCode ?? ''}`
}
