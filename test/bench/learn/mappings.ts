/**
 * Whether the mapping that `learn` proposes reads what it showed: node test/bench/learn/mappings.ts [-v]
 * For each sample: fields proposed, those that the mapping gives again with the same value, those that it gives otherwise. Prints one JSON line.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceConfig } from '../../../src/config/source.ts'
import { loadSource } from '../../../src/config/sources.ts'
import { loadConvention } from '../../../src/convention/load.ts'
import type { Harvested } from '../../../src/harvest/connector.ts'
import { connectorFor } from '../../../src/harvest/connectors/index.ts'
import { serveSampleSites } from '../../../src/harvest/sample-sites.ts'
import { learnFrom } from '../../../src/learn/look.ts'
import type { Proposal } from '../../../src/learn/proposal.ts'
import { loadLexicon } from '../../../src/normalise/lexicon.ts'
import { parseMapping } from '../../../src/normalise/mapping/load-mapping.ts'
import type { NormalisedOffer } from '../../../src/normalise/normalised-offer.ts'
import { MAPPINGS, plainFetcher, ROOT } from '../../mappings/harvest-sample.ts'
import { readSample } from '../../mappings/read-sample.ts'

/** Facts that `learn` deduces and a mapping supposes. */
const DEDUCED = new Set(['lien_source', 'modes_mobilisation', 'mobilisable_par', 'lien_mobilisation', 'modes_accueil'])
const verbose = process.argv.includes('-v')
const lexicon = loadLexicon(join(MAPPINGS, 'lexique.yaml'), 'mappings/lexique.yaml')
const convention = loadConvention(join(ROOT, 'config', 'conventions', '2024.yaml'))
const sites = await serveSampleSites({ mappings: MAPPINGS })
const sum = { proposed: 0, same: 0, otherwise: 0 }

for (const id of readdirSync(MAPPINGS)) {
  if (!existsSync(join(MAPPINGS, id, 'golden.json'))) continue
  const source = { ...loadSource(join(ROOT, 'config'), id), elsewhere: true }
  const address = sites.address(id, source.sample)
  const known = { partner: id, partnerName: id, action: null }
  const proposal = await learnFrom(address, { fetcher: plainFetcher(), lexicon }, known).catch(() => null)
  if (proposal === null || proposal.offers.length === 0) continue
  const offers = await readWith(proposal, source, address)
  const missing: string[] = []
  for (const { fields } of proposal.offers) {
    const read = offers.find(({ service }) => service.nom === fields.nom?.value)
    for (const [field, { value }] of Object.entries(fields)) {
      if (DEDUCED.has(field)) continue
      sum.proposed += 1
      const given = read === undefined ? null : givenBy(read, field)
      const agrees = field === 'description' ? given !== null : JSON.stringify(given) === JSON.stringify(value)
      if (agrees) sum.same += 1
      else missing.push(field)
      if (!agrees && given !== null) sum.otherwise += 1
    }
  }
  if (verbose) process.stderr.write(`${id} (${proposal.kind}) : ${[...new Set(missing)].join(', ')}\n`)
}
await sites.close()
process.stdout.write(`${JSON.stringify({ ...sum, share: sum.same / sum.proposed })}\n`)

async function readWith(proposal: Proposal, source: SourceConfig, address: string): Promise<NormalisedOffer[]> {
  const mapping = parseMapping(proposal.mapping, source.id, lexicon)
  const { connector, settings } = connectorFor(mapping.harvest)
  const harvested: Harvested[] = []
  const run = connector.harvest({ address, settings, known: 0 }, plainFetcher())
  for (let step = await run.next(); !step.done; step = await run.next()) harvested.push(step.value)
  return readSample(harvested, mapping, source, convention).offers
}

function givenBy({ service, session }: NormalisedOffer, field: string): unknown {
  if (field === 'debut') return session?.start ?? null
  if (field === 'fin') return session?.end ?? null
  return service[field as keyof typeof service] ?? null
}
