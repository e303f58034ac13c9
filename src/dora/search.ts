import { frenchOrder } from '../common/french-order.ts'
import { fold, similarity } from '../common/text.ts'
import type { DoraServiceLine, DoraStructureSummary, ListedStatus } from './port.ts'

/** A structure or a service of DORA that answers to what was typed. */
export interface DoraHit {
  target: 'structure' | 'service'
  slug: string
  name: string
  siret: string | null
  /** Structure of a service. */
  structure: { slug: string; name: string } | null
  /** Address and commune as far as DORA's lists tell them. */
  place: string
  department: string
  /** Of a service. */
  status: ListedStatus | null
}

export interface DoraFound {
  /** Those that have everything that was typed, the best first. */
  hits: DoraHit[]
  /** Those that have some of it, when there are no hits. */
  near: DoraHit[]
}

/** What is looked through. */
export interface DoraLines {
  structures: readonly DoraStructureSummary[]
  services: readonly DoraServiceLine[]
}

const MOST = 30
const MOST_NEAR = 8
/** From this share of the words on, it may be what was meant. */
const NEAR_FROM = 0.5
/** A word that looks so much like another is taken for a slip of the finger. */
const TYPO_FROM = 0.75
const SMALL = new Set('a au aux d de des du en et l la le les sur'.split(' '))

/**
 * Finds a name, a SIRET or SIREN, a commune, an address, or several of these, in structures and services. Accents and case do not count,
 * slips of the finger are forgiven. Pure.
 */
export function searchDora(words: string, { structures, services }: DoraLines): DoraFound {
  const figures = words.replace(/[\s.]/g, '')
  const siret = /^(?:\d{9}|\d{14})$/.test(figures) ? figures : null
  const homes = new Map(structures.map(structure => [structure.slug, structure]))
  const all = [
    ...structures.map(structureHit(services)),
    ...services.map(line => serviceHit(line, homes.get(line.structure))),
  ]
  if (siret !== null) {
    // A service has no SIRET of its own: its structure is what was asked for, and its services come with it.
    const hits = all.filter(({ hit }) => hit.siret?.startsWith(siret)).map(({ hit }) => hit)
    const near = hits.length > 0 ? [] : all.filter(({ hit }) => hit.siret?.startsWith(siret.slice(0, 9)))
    return { hits: hits.slice(0, MOST), near: near.slice(0, MOST_NEAR).map(({ hit }) => hit) }
  }
  const wanted = fold(words)
    .split(' ')
    .filter((word, _, list) => word !== '' && (list.length === 1 || !SMALL.has(word)))
  if (wanted.length === 0) return { hits: [], near: [] }
  const scored = all
    .map(({ hit, text }) => {
      const marks = wanted.map(word => markOf(word, text))
      const share = marks.filter(mark => mark > 0).length / wanted.length
      const likeness = similarity(hit.name, words)
      return { hit, share, score: marks.reduce((sum, mark) => sum + mark, 0) / wanted.length + likeness, likeness }
    })
    .filter(({ share, likeness }) => share >= NEAR_FROM || likeness >= TYPO_FROM)
    .toSorted((a, b) => b.score - a.score || frenchOrder(a.hit.name, b.hit.name))
  const hits = scored.filter(({ share }) => share === 1)
  return {
    hits: hits.slice(0, MOST).map(({ hit }) => hit),
    near: hits.length > 0 ? [] : scored.slice(0, MOST_NEAR).map(({ hit }) => hit),
  }
}

/** A structure found by other means than its place. */
export function asHit({ slug, name, siret, department }: DoraStructureSummary): DoraHit {
  return { target: 'structure', slug, name, siret, structure: null, place: '', department, status: null }
}

interface Line {
  hit: DoraHit
  /** Words in which it is looked for, folded. */
  text: readonly string[]
}

function structureHit(services: readonly DoraServiceLine[]): (structure: DoraStructureSummary) => Line {
  // The board tells no address; the structure's services do.
  const addresses = new Map(services.map(({ structure, address }) => [structure, address]))
  return ({ slug, name, siret, city, department }) => {
    const place = [addresses.get(slug), city].filter(Boolean).join(', ')
    return {
      hit: { target: 'structure', slug, name, siret, structure: null, place, department, status: null },
      text: fold(`${name} ${place} ${slug}`).split(' '),
    }
  }
}

function serviceHit(line: DoraServiceLine, home: DoraStructureSummary | undefined): Line {
  const { slug, name, status, structure, structureName, department } = line
  const town = [line.postalCode, line.city ?? home?.city].filter(Boolean).join(' ')
  const place = [line.address, town].filter(Boolean).join(', ')
  return {
    hit: {
      target: 'service',
      slug,
      name,
      siret: home?.siret ?? null,
      structure: { slug: structure, name: structureName },
      place,
      department,
      status,
    },
    text: fold(`${name} ${structureName} ${place} ${slug}`).split(' '),
  }
}

/** 1 for the word itself, less for its beginning or for one that looks like it, 0 when it is not there. */
function markOf(word: string, text: readonly string[]): number {
  if (text.includes(word)) return 1
  if (word.length < 3) return 0
  if (text.some(each => each.startsWith(word))) return 0.9
  if (word.length < 4 || /^\d+$/.test(word)) return 0
  return text.some(each => Math.abs(each.length - word.length) <= 2 && similarity(each, word) >= TYPO_FROM) ? 0.7 : 0
}
