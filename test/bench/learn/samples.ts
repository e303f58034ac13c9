/**
 * What `learn` proposes for the samples, judged against their golden records: node test/bench/learn/samples.ts [-v]
 * Only the fields that a golden read from the page are asked. Prints one JSON line, and the figures by shape of source.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fold, similarity } from '../../../src/common/text.ts'
import { loadSource } from '../../../src/config/sources.ts'
import { serveSampleSites } from '../../../src/harvest/sample-sites.ts'
import { learnFrom } from '../../../src/learn/look.ts'
import type { OfferProposal } from '../../../src/learn/proposal.ts'
import { loadLexicon } from '../../../src/normalise/lexicon.ts'
import { loadMapping } from '../../../src/normalise/mapping/load-mapping.ts'
import type { NormalisedOffer } from '../../../src/normalise/normalised-offer.ts'
import { MAPPINGS, plainFetcher, ROOT } from '../../mappings/harvest-sample.ts'

const ASKED = [
  'nom',
  'description',
  'publics',
  'frais',
  'telephone',
  'courriel',
  'adresse',
  'code_postal',
  'commune',
  'code_insee',
  'horaires_accueil',
  'debut',
  'fin',
  'volume_horaire_hebdomadaire',
  'nombre_semaines',
  'modes_accueil',
]
const verbose = process.argv.includes('-v')
const lexicon = loadLexicon(join(MAPPINGS, 'lexique.yaml'), 'mappings/lexique.yaml')
const sites = await serveSampleSites({ mappings: MAPPINGS })
const sums = new Map<string, { asked: number; right: number; sure: number; sureWrong: number }>()
const say = (text: string) => process.stderr.write(`${text}\n`)

for (const id of readdirSync(MAPPINGS)) {
  if (!existsSync(join(MAPPINGS, id, 'golden.json')) || (process.env.ONLY && !id.startsWith(process.env.ONLY))) continue
  const source = loadSource(join(ROOT, 'config'), id)
  const { kind } = loadMapping(join(MAPPINGS, id, 'mapping.yaml')).harvest
  const golden = (JSON.parse(readFileSync(join(MAPPINGS, id, 'golden.json'), 'utf8')) as { offers: NormalisedOffer[] })
    .offers
  if (golden.length === 0) continue
  const address = sites.address(id, source.sample)
  const proposal = await learnFrom(
    address,
    { fetcher: plainFetcher(), lexicon },
    { partner: id, partnerName: id, action: null },
  )
  const sum = sums.get(kind) ?? { asked: 0, right: 0, sure: 0, sureWrong: 0 }
  sums.set(kind, sum)
  const left = [...proposal.offers]
  say(`${id} (${kind}) : ${proposal.kind}, ${proposal.found} ; ${golden.length} attendues`)
  for (const offer of golden) {
    const found = take(left, offer)
    for (const field of ASKED) {
      const value = goldenValue(offer, field)
      if (value === null || !isRead(offer, field)) continue
      const given = found?.fields[field]
      const right = given !== undefined && agrees(field, given.value, value)
      sum.asked += 1
      if (right) sum.right += 1
      if (given?.confidence === 'haute') {
        sum.sure += 1
        if (!right) sum.sureWrong += 1
      }
      if (!right && verbose)
        say(
          `    ${field} : ${given === undefined ? 'absent' : `${JSON.stringify(given.value)?.slice(0, 80)} (${given.confidence})`} au lieu de ${JSON.stringify(value)?.slice(0, 90)}`,
        )
    }
  }
  if (verbose) for (const extra of left) say(`    en trop : ${String(extra.fields.nom?.value).slice(0, 80)}`)
}
await sites.close()
const all = { asked: 0, right: 0, sure: 0, sureWrong: 0 }
for (const [kind, sum] of sums) {
  say(`${kind} : ${sum.right}/${sum.asked}, sûrs et faux ${sum.sureWrong}`)
  for (const name of ['asked', 'right', 'sure', 'sureWrong'] as const) all[name] += sum[name]
}
process.stdout.write(
  `${JSON.stringify({ ...all, share: all.right / all.asked, wrongShare: all.sureWrong / all.asked })}\n`,
)

function take(left: OfferProposal[], offer: NormalisedOffer): OfferProposal | null {
  const likeness = (each: OfferProposal) => similarity(String(each.fields.nom?.value), offer.service.nom)
  const best = left.toSorted((a, b) => likeness(b) - likeness(a))[0]
  if (best === undefined || (likeness(best) < 0.5 && left.length > 1)) return null
  left.splice(left.indexOf(best), 1)
  return best
}

function goldenValue(offer: NormalisedOffer, field: string): unknown {
  if (field === 'debut') return offer.session?.start ?? null
  if (field === 'fin') return offer.session?.end ?? null
  return offer.service[field as keyof typeof offer.service] ?? null
}

function isRead(offer: NormalisedOffer, field: string): boolean {
  return offer.provenance[field]?.some(({ document }) => document === 'page') === true
}

function agrees(field: string, given: unknown, value: unknown): boolean {
  if (field === 'description')
    return (
      fold(String(given)).includes(fold(String(value)).slice(0, 30)) ||
      fold(String(value)).includes(fold(String(given)).slice(0, 30))
    )
  if (field === 'nom')
    return (
      fold(String(value)).includes(fold(String(given))) ||
      fold(String(given)).includes(fold(String(value))) ||
      similarity(String(given), String(value)) > 0.8
    )
  if (Array.isArray(value))
    return Array.isArray(given) && JSON.stringify([...given].sort()) === JSON.stringify([...value].sort())
  return field === 'adresse'
    ? fold(String(given)).includes(fold(String(value))) || fold(String(value)).includes(fold(String(given)))
    : String(given) === String(value)
}
