import { sampleFields } from '../../test/dora/sample-fields.ts'
import type { ManualClock } from '../common/clock.ts'
import type { Rejection } from '../common/rejection.ts'
import type { LedgerPlace } from './connect.ts'
import type { Ledger } from './ledger.ts'
import type { Link } from './links.ts'
import type { Sighting } from './plan.ts'

/** A test on a ledger of its own, empty at first. */
export type WithLedger = (
  work: (ledger: Ledger, clock: ManualClock, place: LedgerPlace) => Promise<void>,
) => () => Promise<void>

export const sighting = (over: Partial<Sighting> = {}): Sighting => ({
  source: 's',
  key: 'a',
  name: 'Offre',
  version: '2026-11-24T08:00:00.000Z',
  fingerprint: 'f1',
  record: null,
  rejection: null,
  run: 'run_1',
  ...over,
})

export const link = (over: Partial<Link> = {}): Link => ({
  source: 's',
  key: 'a',
  slug: 'slug-a',
  structure: 'st',
  origin: 'created',
  base: sampleFields(),
  sent: sampleFields({ shortDesc: 'l’été, « où ? »' }),
  version: 'v1',
  modified: 'm1',
  settled: { fingerprint: 'f', modified: 'm1' },
  retired: null,
  status: 'PUBLISHED',
  published: null,
  edited: null,
  suspension: null,
  home: null,
  shown: null,
  since: '2026-11-24T08:00:00.000Z',
  ...over,
})

export const rejection = (key: string): Rejection => ({
  code: 'telephone',
  key,
  where: '',
  field: 'telephone',
  received: '02',
  expected: 'dix chiffres',
  message: 'Le téléphone est faux.',
  whose: 'partenaire',
})

export async function* texts(items: readonly unknown[]): AsyncGenerator<string> {
  for (const item of items) yield JSON.stringify(item)
}
