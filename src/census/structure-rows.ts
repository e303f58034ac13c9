import { atKey } from '../common/at-key.ts'
import type { Whose } from '../common/rejection.ts'
import { GOOD_QUALITY } from '../coverage/count-catalogue.ts'
import type { CensusService, CensusStructure } from '../ledger/census-records.ts'
import { isUpToDate, seenOf } from './count-census.ts'

/** What would add most to what the public sees of a structure. */
export type NextStep = 'inviter' | 'dora' | 'dates' | 'publier' | 'mettre-a-jour' | 'completer'

/** A structure of the département as DORA holds it, and what can be done for it. */
export interface StructureRow extends CensusStructure {
  /** The robot follows at least one of its services. */
  followed: boolean
  /** All but archived. */
  services: number
  published: number
  visible: number
  /** Published, and not told whether the public sees them. */
  unknown: number
  /** Published and past the delay that they set themselves. */
  late: number
  /** Published, with a quality under 80 %, or without any way to be reached. */
  poor: number
  /** Of those, without telephone, e-mail nor link. */
  silent: number
  /** What to do first; null: nothing. */
  step: NextStep | null
  whose: Whose | null
  /** Services that the public would see more, or see right, once it is done. */
  gain: number
}

/**
 * One row per structure, the most to gain first. Each service counts for one step only: a structure without members hides all of its services, whatever else
 * they lack.
 * @param followed slugs of the structures that hold a service of the robot
 * @param today `YYYY-MM-DD`
 */
export function structureRows(
  structures: readonly CensusStructure[],
  services: Iterable<CensusService>,
  followed: ReadonlySet<string>,
  today: string,
): StructureRow[] {
  const tallies = new Map<string, Tally>()
  for (const service of services) {
    const tally = atKey(tallies, service.structure, emptyTally)
    tally.services += 1
    // What it needs is not known.
    if (service.status === 'OTHER') continue
    if (service.status !== 'PUBLISHED') {
      tally.drafts += 1
      continue
    }
    tally.published += 1
    const found = seenOf(service, today)
    if (found.seen === 'yes') tally.visible += 1
    if (found.seen === 'unknown') tally.unknown += 1
    if (found.seen === 'no' && found.why === 'over') tally.over += 1
    if (!isUpToDate(service, today)) tally.late += 1
    const quality = service.fields?.quality
    if (quality && (quality.score < GOOD_QUALITY || quality.reachable === false)) tally.poor += 1
    if (quality?.reachable === false) tally.silent += 1
  }
  return structures
    .map(structure => {
      const { drafts, over, ...counts } = tallies.get(structure.slug) ?? emptyTally()
      const next = stepOf(structure, { drafts, over, ...counts })
      return { ...structure, followed: followed.has(structure.slug), ...counts, ...next }
    })
    .sort((a, b) => seenGain(b) - seenGain(a) || a.name.localeCompare(b.name, 'fr') || (a.slug < b.slug ? -1 : 1))
}

interface Tally {
  services: number
  published: number
  visible: number
  unknown: number
  late: number
  poor: number
  silent: number
  over: number
  drafts: number
}

function emptyTally(): Tally {
  return { services: 0, published: 0, visible: 0, unknown: 0, late: 0, poor: 0, silent: 0, over: 0, drafts: 0 }
}

function stepOf(
  { home }: Pick<CensusStructure, 'home'>,
  { published, over, drafts, late, poor }: Tally,
): Pick<StructureRow, 'step' | 'whose' | 'gain'> {
  if (home === 'orphan' && published > 0) return { step: 'inviter', whose: 'gestionnaire', gain: published }
  if (home === 'obsolete' && published > 0) return { step: 'dora', whose: 'dora', gain: published }
  if (over > 0) return { step: 'dates', whose: 'partenaire', gain: over }
  if (drafts > 0) return { step: 'publier', whose: 'partenaire', gain: drafts }
  if (late > 0) return { step: 'mettre-a-jour', whose: 'partenaire', gain: late }
  if (poor > 0) return { step: 'completer', whose: 'partenaire', gain: poor }
  return { step: null, whose: null, gain: 0 }
}

/** Completing a service shows nothing more to the public: it comes after what does. */
const seenGain = ({ step, gain }: Pick<StructureRow, 'step' | 'gain'>): number => (step === 'completer' ? 0 : gain)
