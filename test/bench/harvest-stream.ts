/**
 * Memory of a feed of many offers, read through a real HTTP server on 127.0.0.1, the fetcher and a connector.
 * Run: node --expose-gc test/bench/harvest-stream.ts [offers, default 100000] [inside: the connector in this process, to compare]
 * Flat memory: the live heap while reading the last tenth is that of the first tenth, plus the keys already met.
 */
import { createServer } from 'node:http'
import { systemClock } from '../../src/common/clock.ts'
import { seededRandom } from '../../src/common/random.ts'
import { apart } from '../../src/harvest/apart/apart-connector.ts'
import { connectorFor } from '../../src/harvest/connectors/index.ts'
import { createFetcher } from '../../src/harvest/fetcher.ts'
import { createIdentity } from '../../src/harvest/identity.ts'
import { memoryDocumentStore } from '../../src/harvest/memory-document-store.ts'

const wanted = Number(process.argv[2] ?? 100_000)
const text =
  'Accompagnement individuel et collectif pour lever les freins à l’emploi : mobilité, santé, logement. '.repeat(4)

const feeds: Record<
  string,
  { head: string; row: (n: number) => string; tail: string; settings: Record<string, unknown> }
> = {
  csv: {
    head: 'Identifiant;Nom;Description;Commune;Téléphone\r\n',
    row: n => `offre-${n};Offre numéro ${n};"${text}\r\nsuite";Rennes;02 99 00 00 00\r\n`,
    tail: '',
    settings: { kind: 'csv', key: 'Identifiant', required: ['Nom'] },
  },
  lheo: {
    head: '<?xml version="1.0" encoding="UTF-8"?><lheo xmlns="http://lheo.gouv.fr/2.3"><offres>',
    row: n =>
      `<formation numero="offre-${n}"><intitule-formation>Offre numéro ${n}</intitule-formation><objectif-formation>&lt;p&gt;${text}&lt;/p&gt;</objectif-formation><action numero="1"><rythme-formation>-</rythme-formation></action></formation>\n`,
    tail: '</offres></lheo>',
    settings: { kind: 'lheo' },
  },
  rss: {
    head: '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Flux</title>',
    row: n =>
      `<item><title>Offre numéro ${n}</title><guid isPermaLink="false">offre-${n}</guid><description><![CDATA[<p>${text}</p>]]></description></item>\n`,
    tail: '</channel></rss>',
    settings: { kind: 'rss', required: ['title'] },
  },
}

const server = createServer((request, response) => {
  const feed = feeds[(request.url ?? '').slice(1)]
  if (!feed) return response.writeHead(404).end()
  response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
  let n = 0
  const pour = () => {
    if (n === 0) response.write(feed.head)
    while (n < wanted && !response.destroyed) {
      let piece = ''
      for (let at = 0; at < 200 && n < wanted; at += 1) piece += feed.row(n++)
      if (!response.write(piece)) return void response.once('drain', pour)
    }
    response.end(feed.tail)
  }
  pour()
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
const bound = server.address()
const port = typeof bound === 'object' && bound ? bound.port : 0

const live = () => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

for (const [name, { settings }] of Object.entries(feeds)) {
  const fetcher = createFetcher({
    source: { id: 'bench', hosts: ['127.0.0.1'], paceMs: 0, window: null, maxPages: 10 },
    documents: memoryDocumentStore(),
    clock: systemClock,
    random: seededRandom(1),
    identity: createIdentity({
      version: '0',
      page: 'https://dora-sync.example/robot',
      contact: 'contact@dora-sync.example',
    }),
    allowLoopback: true,
  })
  const before = live()
  const started = performance.now()
  const { connector } = connectorFor(settings)
  const run = (process.argv[3] === 'inside' ? connector : apart(connector)).harvest(
    { address: `http://127.0.0.1:${port}/${name}`, settings: connector.parse(settings), known: 0 },
    fetcher,
  )
  const marks: string[] = []
  let offers = 0
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done) {
      const elapsed = (performance.now() - started) / 1000
      process.stdout.write(
        `${name.padEnd(5)} ${offers} offers, ${step.value.state}, ${elapsed.toFixed(1)} s (${Math.round(offers / elapsed)} offers/s)\n      live memory above the start, MB, every tenth: ${marks.join(' ')}\n`,
      )
      break
    }
    offers += 1
    if (offers % Math.floor(wanted / 10) === 0) marks.push((live() - before).toFixed(1))
  }
  await fetcher.close()
}
process.stdout.write(`peak resident memory of the process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`)
server.closeAllConnections()
server.close()
