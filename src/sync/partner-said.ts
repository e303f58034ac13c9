import type { SourceConfig } from '../config/source.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Statement } from '../normalise/statements/statement.ts'
import type { PassPorts, SourceEntry } from './ports.ts'

/** Accepted statements looked at; a partner says less than this in years. */
const MOST = 5000

/** What the partner of a source said and the gestionnaire accepted, latest first. A directory has no partner to hear. */
export async function saidOf(
  { role, partner }: SourceConfig,
  { statements }: Pick<Ledger, 'statements'>,
  limit = MOST,
): Promise<Statement[]> {
  return role === 'offers' ? statements.list({ partner, state: 'accepted', limit }) : []
}

/** Whether a source has nothing to read: neither an address in this mode, nor a word of its partner. */
export async function saysNothing(
  config: SourceConfig,
  { ledger, sites }: Pick<PassPorts, 'ledger'> & { sites: Pick<PassPorts['sites'], 'address'> },
): Promise<boolean> {
  return sites.address(config) === null && (await saidOf(config, ledger, 1)).length === 0
}

/** Whether this is the first of its partner's sources: the one that offers declared beside the pages join. */
export function isFirstSource({ id, partner }: SourceConfig, sources: readonly SourceEntry[]): boolean {
  const own = sources.filter(({ config }) => config.partner === partner && config.role === 'offers')
  return own.map(({ config }) => config.id).toSorted()[0] === id
}
