import { requireKnown } from '../config/known-sources.ts'
import type { App } from './app.ts'

/**
 * Refuses an identifier that is neither a source of the configuration nor one that the ledger remembers.
 * @throws Error in French, with those that are known
 */
export async function requireKnownSource(app: Pick<App, 'sources' | 'ledger'>, id: string): Promise<void> {
  const remembered = await app.ledger.sources.list()
  requireKnown([id], [...new Set([...app.sources.map(({ config }) => config.id), ...remembered.map(each => each.id)])])
}
