import { isUpToDate, seenOf } from '../../census/count-census.ts'
import { countedService } from '../../census/counted-service.ts'
import { geographyOf } from '../../coverage/geography.ts'
import { epciOnSite } from '../../coverage/reach.ts'
import { type RowList, rowList } from '../list/row-list.ts'
import { SERVICE_COLUMNS } from '../services/columns.ts'
import type { ServiceRow } from '../services/service-row.ts'
import type { Desk } from './desk.ts'
import { sinceCensus } from './since-census.ts'

/** The services of the last census, ready to be searched: read again once another census ended, somebody was invited, or the day changed. */
export function serviceLists({ ledger, clock, convention }: Pick<Desk, 'ledger' | 'clock' | 'convention'>) {
  async function read(today: string): Promise<RowList<ServiceRow>> {
    const geography = geographyOf(convention().department)
    const held = new Set(await ledger.links.heldSlugs())
    const rows: ServiceRow[] = []
    for await (const service of ledger.census.standing()) {
      const { slug, name, structure, structureName, status, city, modified, fields } = service
      const { placed } = countedService(service, today)
      const found = seenOf(service, today)
      rows.push({
        ...{ slug, name, structure, structureName, status, city, modified },
        seen: found.seen,
        why: found.seen === 'no' ? found.words : null,
        upToDate: status === 'PUBLISHED' && isUpToDate(service, today),
        quality: fields?.quality?.score ?? null,
        reachable: fields?.quality?.reachable ?? null,
        themes: placed?.thematiques ?? [],
        publics: placed?.publics ?? [],
        ends: fields?.suspensionDate ?? null,
        epci: placed && epciOnSite(placed, geography),
        followed: held.has(slug),
      })
    }
    return rowList(rows, SERVICE_COLUMNS, row => row.name)
  }
  const current = sinceCensus({ ledger, clock }, read)
  return {
    /** Null: no census came to its end yet. `taken`: instant. */
    async current(): Promise<{ taken: string; list: RowList<ServiceRow> } | null> {
      const [census] = await ledger.census.list(1)
      return census === undefined ? null : { taken: census.started, list: await current() }
    },
  }
}
