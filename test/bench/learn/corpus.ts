/**
 * What `learn` proposes, judged against the truth of a folder of sites: node test/bench/learn/corpus.ts [folder] [-v]
 * Default: `STUDIO_CORPUS`, else the pages of our own, beside. Prints one JSON line.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { learnFrom } from '../../../src/learn/look.ts'
import { loadLexicon } from '../../../src/normalise/lexicon.ts'
import { plainFetcher } from '../../mappings/harvest-sample.ts'
import { type Judgement, judge, type Truth } from './judge.ts'
import { serveFolder } from './serve.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const verbose = process.argv.includes('-v')
const folder =
  process.argv.slice(2).find(word => !word.startsWith('-')) ??
  process.env.STUDIO_CORPUS ??
  join(import.meta.dirname, 'own')
const only = process.env.ONLY
const lexicon = loadLexicon(join(ROOT, 'mappings', 'lexique.yaml'), 'mappings/lexique.yaml')
const KNOWN = { partner: 'essai', partnerName: 'Essai', action: null }

const say = (text: string) => process.stderr.write(`${text}\n`)
const give = (text: string) => process.stdout.write(`${text}\n`)
const all: Judgement = { asked: 0, right: 0, sure: 0, sureWrong: 0, faults: [] }
let slowest = 0
for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
  if (!existsSync(join(folder, name, 'truth.json')) || (only && !name.startsWith(only))) continue
  const truth = JSON.parse(readFileSync(join(folder, name, 'truth.json'), 'utf8')) as Truth
  const site = await serveFolder(join(folder, name))
  for (const [page, count] of Object.entries(truth.pages ?? { [truth.page]: truth.offers.length })) {
    const started = performance.now()
    const proposal = await learnFrom(`${site.url}${page}`, { fetcher: plainFetcher(), lexicon }, KNOWN).catch(
      error => ({ kind: 'faute', found: String(error?.stack ?? error), offers: [], notOffers: [], mapping: '' }),
    )
    slowest = Math.max(slowest, performance.now() - started)
    const one = judge(proposal, count === 0 ? { ...truth, offers: [] } : truth)
    say(
      `${name} ${page} : ${proposal.kind}, ${proposal.found.slice(0, 300)} ; ${one.right}/${one.asked}, sûrs et faux ${one.sureWrong}/${one.sure} ; ${Math.round(performance.now() - started)} ms`,
    )
    if (verbose) for (const fault of one.faults) say(`    ${fault}`)
    if (verbose) for (const { words, because } of proposal.notOffers) say(`    écarté : ${words} (${because})`)
    if (process.env.YAML) say(proposal.mapping)
    for (const figure of ['asked', 'right', 'sure', 'sureWrong'] as const) all[figure] += one[figure]
  }
  await site.close()
}
give(
  JSON.stringify({
    asked: all.asked,
    right: all.right,
    share: all.right / all.asked,
    sure: all.sure,
    sureWrong: all.sureWrong,
    wrongShare: all.sureWrong / all.asked,
    slowestMs: Math.round(slowest),
  }),
)
