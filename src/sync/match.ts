import { shareOfShorter } from '../common/share-of-shorter.ts'
import type { ListedStatus } from '../dora/port.ts'
import type { Match } from '../ledger/plan.ts'
import { type ComparedName, nameLikeness } from './name-likeness.ts'

/** A service of the structure that the offer may already be. */
export interface Candidate {
  slug: string
  name: ComparedName
  subcategories: string[]
  /** Code officiel géographique, or null when the service says none. */
  cityCode: string | null
  status: ListedStatus
  /** Offer of ours that holds it already; null when it is free. `gone`: that offer is no longer in its source. */
  owner: { words: string; gone: boolean } | null
}

export interface MatchInput {
  offer: { name: ComparedName; subcategories: string[]; cityCode: string | null }
  /** Services of that very structure (same SIRET): matching never crosses structures. */
  candidates: Candidate[]
  /** Score from which a match is certain, in [0, 1]; above 1 nothing is. */
  adoptFrom: number
}

/** From this score on, a candidate is worth a person's look. */
export const DOUBTFUL_FROM = 0.6
/** Under this likeness of names, theme and place prove nothing: they are shared by most services of a structure. */
const NAME_FROM = 0.5
/** A service whose offer has just left the source may be the same offer under another key. */
const GONE_FROM = 0.75
/** Two candidates nearer to each other than this are a person's to tell apart. */
const MARGIN = 0.1

const NAME = 0.6
const THEME = 0.25
const PLACE = 0.15

/** Scores are rounded to the thousandth. */
const ROUNDED = 0.001

interface Scored {
  candidate: Candidate
  score: number
  /** Likeness of the names. */
  name: number
  /** Share of the themes in common; null when either says none. */
  theme: number | null
  place: number
}

/**
 * Which service of the structure the offer already is. Name, theme and place are weighed; a place that differs rules the
 * candidate out, whatever its name: a homonym of another commune is for a person (`Unlinked`).
 */
export function matchOffer(input: MatchInput): Match {
  const scored: Scored[] = []
  let highest = 0
  for (const candidate of input.candidates) {
    // Further from the best than this, a candidate changes nothing.
    const found = scoreCandidate(input.offer, candidate, highest - MARGIN)
    if (found === null || !worthALook(found)) continue
    scored.push(found)
    highest = Math.max(highest, found.score)
  }
  scored.sort((a, b) => b.score - a.score || (a.candidate.slug < b.candidate.slug ? -1 : 1))
  const [best, second] = scored
  if (best === undefined) return { certainty: 'none', slug: null, score: 0, reasons: [] }
  const found = { slug: best.candidate.slug, score: best.score }
  const doubts: string[] = []
  if (best.candidate.owner !== null) doubts.push(`ce service est déjà tenu par ${best.candidate.owner.words}`)
  if (best.candidate.status === 'ARCHIVED') doubts.push('ce service est archivé dans DORA')
  if (second !== undefined && best.score - second.score < MARGIN)
    doubts.push(`« ${second.candidate.name.text} » (${second.candidate.slug}) lui ressemble presque autant`)
  if (best.score < input.adoptFrom) doubts.push('la ressemblance ne suffit pas pour décider sans personne')
  return doubts.length === 0
    ? { certainty: 'certain', ...found, reasons: reasonsOf(best) }
    : { certainty: 'doubtful', ...found, reasons: [...reasonsOf(best), ...doubts] }
}

/** Whether a service of that name could reach a person's desk at all: the others need not be read. */
export function worthReading(offer: ComparedName, service: ComparedName): boolean {
  return nameLikeness(offer, service, NAME_FROM) !== null
}

/** @param from what scores less is of no interest, and may be left out */
function scoreCandidate(offer: MatchInput['offer'], candidate: Candidate, from: number): Scored | null {
  if (offer.cityCode !== null && candidate.cityCode !== null && offer.cityCode !== candidate.cityCode) return null
  const theme = shareOfShorter(offer.subcategories, candidate.subcategories)
  const place =
    offer.cityCode !== null && candidate.cityCode !== null ? 1 : offer.cityCode === candidate.cityCode ? 0.75 : 0.5
  const rest = THEME * (theme ?? 0.5) + PLACE * place
  const name = nameLikeness(offer.name, candidate.name, Math.max(NAME_FROM, (from - ROUNDED - rest) / NAME))
  return name === null
    ? null
    : { candidate, name, theme, place, score: round(NAME * name + THEME * (theme ?? 0.5) + PLACE * place) }
}

function reasonsOf({ candidate, name, theme, place }: Scored): string[] {
  return [
    name === 1 ? 'même nom' : `nom proche (« ${candidate.name.text} »)`,
    theme === null
      ? 'thèmes non comparables'
      : theme === 1
        ? 'mêmes thèmes'
        : theme > 0
          ? 'thèmes en partie communs'
          : 'aucun thème commun',
    place === 1 ? 'même commune' : 'commune non précisée',
  ]
}

function worthALook({ candidate, score, name }: Scored): boolean {
  if (candidate.owner === null) return score >= DOUBTFUL_FROM
  // Two offers of a catalogue often differ by one word: what another offer holds only matters under the very same name.
  return name === 1 || (candidate.owner.gone && score >= GONE_FROM)
}

function round(score: number): number {
  return Math.min(1, Math.round(score * 1000) / 1000)
}
