import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { MIGRATION_NAMES } from './migration-names.ts'
import { bilan } from './migrations/bilan.ts'
import { census } from './migrations/census.ts'
import { censusStates } from './migrations/census-states.ts'
import { conflictTitles } from './migrations/conflict-titles.ts'
import { conventions } from './migrations/conventions.ts'
import { counted } from './migrations/counted.ts'
import { counts } from './migrations/counts.ts'
import { feed } from './migrations/feed.ts'
import { keptReadings } from './migrations/kept-readings.ts'
import { letters } from './migrations/letters.ts'
import { offerLists } from './migrations/offer-lists.ts'
import { offerSearch } from './migrations/offer-search.ts'
import { operationChoices } from './migrations/operation-choices.ts'
import { otherServices } from './migrations/other-services.ts'
import { otherStates } from './migrations/other-states.ts'
import { packed } from './migrations/packed.ts'
import { partnerStops } from './migrations/partner-stops.ts'
import { personEdits } from './migrations/person-edits.ts'
import { places } from './migrations/places.ts'
import { planParts } from './migrations/plan-parts.ts'
import { portal } from './migrations/portal.ts'
import { runLines } from './migrations/run-lines.ts'
import { seenByThePublic } from './migrations/seen-by-the-public.ts'
import { shown } from './migrations/shown.ts'
import { start } from './migrations/start.ts'
import { states } from './migrations/states.ts'
import { structureNotes } from './migrations/structure-notes.ts'
import { taughtSources } from './migrations/taught-sources.ts'

/** There is no way back: `down` does not exist. */
const MIGRATIONS: Record<(typeof MIGRATION_NAMES)[number], Migration> = {
  '0001-start': { up: start },
  '0002-portal': { up: portal },
  '0003-plan-parts': { up: planParts },
  '0004-feed': { up: feed },
  '0005-run-lines': { up: runLines },
  '0006-states': { up: states },
  '0007-person-edits': { up: personEdits },
  '0008-partner-stops': { up: partnerStops },
  '0009-operation-choices': { up: operationChoices },
  '0010-letters': { up: letters },
  '0011-conflict-titles': { up: conflictTitles },
  '0012-seen-by-the-public': { up: seenByThePublic },
  '0013-census': { up: census },
  '0014-offer-search': { up: offerSearch },
  '0015-shown': { up: shown },
  '0016-bilan': { up: bilan },
  '0017-conventions': { up: conventions },
  '0018-offer-lists': { up: offerLists },
  '0019-places': { up: places },
  '0021-counts': { up: counts },
  '0022-other-services': { up: otherServices },
  '0023-taught-sources': { up: taughtSources },
  '0024-census-states': { up: censusStates },
  '0026-packed': { up: packed },
  '0027-other-states': { up: otherStates },
  '0028-kept-readings': { up: keptReadings },
  '0029-structure-notes': { up: structureNotes },
  '0030-counted': { up: counted },
}

/**
 * Brings the ledger to today's shape, in one transaction, under the dialect's lock; does nothing when it is there already.
 * @param until name of the last migration to run, for tests of what older versions left; default: all
 * @returns names of the migrations that ran
 * @throws what the database said; the ledger is then as it was
 */
export async function migrate<T>(db: Kysely<T>, until?: string): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const { error, results } = await (until === undefined ? migrator.migrateToLatest() : migrator.migrateTo(until))
  if (error !== undefined) throw error
  return (results ?? []).filter(result => result.status === 'Success').map(result => result.migrationName)
}
