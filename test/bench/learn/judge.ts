import { fold, similarity } from '../../../src/common/text.ts'
import type { OfferProposal, Proposal } from '../../../src/learn/proposal.ts'

export type TrueOffer = Record<string, unknown> & { nom: string }
export interface Truth {
  page: string
  pages?: Record<string, number>
  offers: TrueOffer[]
  silent?: Record<string, string[]>
}

export interface Judgement {
  /** Fields that the truth reads from the page, and how many were proposed with that value. */
  asked: number
  right: number
  /** Values proposed with high confidence, and how many of them are wrong. */
  sure: number
  sureWrong: number
  faults: string[]
}

/** Field of the truth → field of the schema. Facts that are deduced or need a name of a person are not asked. */
const FIELDS: Readonly<Record<string, string>> = {
  nom: 'nom',
  description_starts: 'description',
  publics: 'publics',
  frais: 'frais',
  telephone: 'telephone',
  courriel: 'courriel',
  adresse: 'adresse',
  code_postal: 'code_postal',
  commune: 'commune',
  code_insee: 'code_insee',
  horaires_osm: 'horaires_accueil',
  debut: 'debut',
  fin: 'fin',
  duree_hebdo: 'volume_horaire_hebdomadaire',
  semaines: 'nombre_semaines',
  conditions_words: 'conditions_acces',
  mobilisable_par: 'mobilisable_par',
  modes_mobilisation: 'modes_mobilisation',
  lien_mobilisation: 'lien_mobilisation',
  modes_accueil: 'modes_accueil',
  lien: 'lien_source',
}
const SILENT: Readonly<Record<string, string>> = {
  horaires: 'horaires_accueil',
  duree_hebdo: 'volume_horaire_hebdomadaire',
  semaines: 'nombre_semaines',
  conditions: 'conditions_acces',
}

export function judge(proposal: Proposal, truth: Truth): Judgement {
  const result: Judgement = { asked: 0, right: 0, sure: 0, sureWrong: 0, faults: [] }
  const left = [...proposal.offers]
  for (const offer of truth.offers) {
    const found = take(left, offer)
    judgeOffer(found, offer, truth, result)
  }
  for (const extra of left) {
    result.faults.push(`offre en trop : ${String(extra.fields.nom?.value)}`)
    for (const { confidence } of Object.values(extra.fields))
      if (confidence === 'haute') {
        result.sure += 1
        result.sureWrong += 1
      }
  }
  return result
}

function take(left: OfferProposal[], offer: TrueOffer): OfferProposal | null {
  const names = [offer.nom, ...list(offer.nom_also)].map(String)
  const likeness = (each: OfferProposal) =>
    Math.max(
      ...names.map(name =>
        fold(String(each.fields.nom?.value)).includes(fold(name))
          ? 1
          : similarity(String(each.fields.nom?.value), name),
      ),
    )
  const best = left.toSorted((a, b) => likeness(b) - likeness(a))[0]
  if (best === undefined || likeness(best) < 0.6) return null
  left.splice(left.indexOf(best), 1)
  return best
}

function judgeOffer(found: OfferProposal | null, offer: TrueOffer, truth: Truth, result: Judgement): void {
  for (const [name, field] of Object.entries(FIELDS)) {
    if (offer[name] === undefined) continue
    const deduced = offer[`${name}_inferred`] === true
    const given = found?.fields[field]
    if (offer[name] === null || deduced) continue
    result.asked += 1
    const right = given !== undefined && agrees(name, given.value, offer)
    if (right) result.right += 1
    else
      result.faults.push(
        `${offer.nom} · ${field} : ${given === undefined ? 'absent' : `${JSON.stringify(given.value)?.slice(0, 90)} (${given.confidence})`} au lieu de ${JSON.stringify(offer[name])?.slice(0, 90)}`,
      )
    if (given?.confidence === 'haute') {
      result.sure += 1
      if (!right) result.sureWrong += 1
    }
  }
  const silent = [...(truth.silent?.['*'] ?? []), ...(truth.silent?.[offer.nom] ?? [])].map(
    words => words.split(' ')[0] ?? '',
  )
  for (const name of silent) {
    const given = found?.fields[SILENT[name] ?? name]
    if (given === undefined || name === 'modes_accueil' || name === 'modes_mobilisation' || name === 'description')
      continue
    result.faults.push(
      `${offer.nom} · ${name} : ${JSON.stringify(given.value)?.slice(0, 90)} (${given.confidence}) au lieu du silence`,
    )
    if (given.confidence === 'haute') {
      result.sure += 1
      result.sureWrong += 1
    }
  }
}

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

function agrees(name: string, given: unknown, offer: TrueOffer): boolean {
  const rights = [offer[name], ...list(offer[`${name}_also`])]
  switch (name) {
    case 'telephone':
      return digits(given) === digits(offer.telephone)
    case 'nom':
      return rights.some(
        right => fold(String(given)).includes(fold(String(right))) || similarity(String(given), String(right)) > 0.85,
      )
    case 'description_starts':
      return fold(String(given)).includes(fold(String(offer.description_starts)).slice(0, 40))
    case 'conditions_words':
      return (
        fold(String(given)).includes(fold(String(offer.conditions_words)).slice(0, 25)) ||
        fold(String(offer.conditions_words)).includes(fold(String(given)))
      )
    case 'publics':
    case 'modes_mobilisation':
    case 'mobilisable_par':
    case 'modes_accueil':
      return JSON.stringify([...list(given)].sort()) === JSON.stringify([...list(offer[name])].sort())
    case 'adresse':
      return fold(String(given)).includes(fold(String(offer.adresse)))
    case 'lien':
    case 'lien_mobilisation':
      return rights.some(
        right => String(given).endsWith(String(right)) || String(given).replace(/#.*$/, '').endsWith(String(right)),
      )
    case 'horaires_osm':
      return rights.some(right => hours(String(given)) === hours(String(right)))
    default:
      return rights.some(right => String(given) === String(right))
  }
}

const digits = (value: unknown): string =>
  String(value)
    .replace(/\D/g, '')
    .replace(/^33(?=\d{9}$)/, '0')
const hours = (value: string): string =>
  value
    .split(/;\s*/)
    .filter(part => !/off$/.test(part))
    .sort()
    .join('; ')
    .replace(/\s/g, '')
