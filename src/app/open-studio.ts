import { parisDay } from '../common/paris-day.ts'
import { createFetcher } from '../harvest/fetcher.ts'
import { createHostBook } from '../harvest/hosts.ts'
import { TEACHING } from '../ledger/lessons.ts'
import { createStudio, type Studio, TeachingRefused } from '../studio/studio.ts'
import type { App } from './app.ts'

/** Pages of one look: the door, and a few behind it. */
const MOST_PAGES = 30

/** Teaching over an open app. Pages of this machine may be taught in a demonstration that says so, and nowhere else. */
export function openStudio(app: App): Studio {
  const { ledger, clock, random, identity, settings } = app
  const local = settings.TEACH_LOCAL === 'oui' && app.dora.sandbox !== null
  const hosts = createHostBook(clock)
  return createStudio({
    ledger,
    newId: app.newId,
    now: () => clock.now(),
    today: () => parisDay(clock.now()),
    convention: () => app.convention,
    lexicon: () => app.lexicon,
    inFiles: app.inFiles,
    source: id => app.sources.find(({ config }) => config.id === id) ?? null,
    changed: () => app.reloadSources(),
    fetcher(address) {
      if (!URL.canParse(address)) throw new TeachingRefused(`« ${address} » n’est pas une adresse.`)
      const { hostname, protocol } = new URL(address)
      if (protocol !== 'https:' && protocol !== 'http:')
        throw new TeachingRefused('L’adresse d’une page commence par https:// ou http://.')
      const loopback = local && ['127.0.0.1', 'localhost'].includes(hostname)
      return createFetcher({
        source: { id: TEACHING, hosts: [hostname], paceMs: loopback ? 0 : 1000, window: null, maxPages: MOST_PAGES },
        documents: ledger.documents,
        clock,
        random,
        identity,
        hosts,
        allowLoopback: loopback,
      })
    },
  })
}
