import { type ManualClock, manualClock } from '../../src/common/clock.ts'
import { fingerprint } from '../../src/common/digest.ts'
import { type NewId, sequentialIds } from '../../src/common/ids.ts'
import type { Rejection } from '../../src/common/rejection.ts'
import { Policy } from '../../src/config/source.ts'
import type { DoraReader, DoraServiceFields, DoraWriter } from '../../src/dora/port.ts'
import type { Outcome } from '../../src/harvest/connector.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import type { Desired, Operation } from '../../src/ledger/plan.ts'
import { IncomingOffers } from '../../src/sync/incoming.ts'
import { type PassResult, planAndApply } from '../../src/sync/pass.ts'
import { withSourceLease } from '../../src/sync/source-lease.ts'
import { FakeDora } from './fake-dora.ts'

export const SIRET = '19350936100015'

export function fieldsOf(over: Partial<DoraServiceFields> = {}): DoraServiceFields {
  return {
    name: 'Accompagnement renforcé',
    shortDesc: 'Un accompagnement vers l’emploi',
    fullDesc: 'Un accompagnement individuel vers l’emploi, sur rendez-vous.',
    kind: 'accompagnement',
    categories: ['mobilite'],
    subcategories: ['mobilite--permis'],
    publics: ['jeunes'],
    publicsPrecisions: null,
    accessConditions: [],
    requirements: [],
    credentials: [],
    feeCondition: 'gratuit',
    feeDetails: null,
    contactName: 'Accueil',
    contactPhone: '0299000000',
    contactEmail: 'accueil@exemple.fr',
    isContactInfoPublic: true,
    locationKinds: ['en-presentiel'],
    address1: '1 rue de la Gare',
    address2: null,
    postalCode: '35000',
    cityCode: '35238',
    geom: null,
    remoteUrl: null,
    beneficiariesAccessModes: ['telephoner'],
    beneficiariesAccessModesOther: null,
    beneficiariesAccessModesExternalFormLink: null,
    beneficiariesAccessModesExternalFormLinkText: null,
    coachOrientationModes: ['telephoner'],
    coachOrientationModesOther: null,
    coachOrientationModesExternalFormLink: null,
    coachOrientationModesExternalFormLinkText: null,
    mobilisationModes: ['telephoner'],
    mobilisableBy: ['professionnels', 'usagers'],
    mobilisationDetails: null,
    mobilisationLink: null,
    diffusionZoneType: 'department',
    diffusionZoneDetails: '35',
    durationWeeklyHours: null,
    durationWeeks: null,
    recurrence: null,
    suspensionDate: null,
    updateFrequency: 'tous-les-6-mois',
    isCumulative: true,
    onlineForm: null,
    status: 'PUBLISHED',
    ...over,
  }
}

export interface OfferSpec {
  key: string
  fields?: Partial<DoraServiceFields>
  siret?: string | null
  structure?: string
  cityCode?: string | null
  version?: string
}

export const SOURCE = 'pem-s'

export function desiredOf(spec: OfferSpec, version: string): Desired {
  const fields = fieldsOf({ name: `Offre ${spec.key}`, ...spec.fields })
  const siret = spec.siret === undefined ? SIRET : spec.siret
  const name = spec.structure ?? 'PEM’S'
  const cityCode = spec.cityCode === undefined ? '35238' : spec.cityCode
  return {
    source: SOURCE,
    key: spec.key,
    name: fields.name,
    structure: {
      siret,
      name,
      cityCode,
      draft: {
        name,
        siret,
        address1: null,
        postalCode: null,
        cityCode,
        city: null,
        email: null,
        phone: null,
        url: null,
        shortDesc: null,
        fullDesc: null,
        typology: null,
      },
    },
    fields,
    version: spec.version ?? version,
    fingerprint: fingerprint(fields),
  }
}

export interface World {
  clock: ManualClock
  ledger: Ledger
  dora: FakeDora
  /** One whole pass, one hour after the last. */
  pass(specs: OfferSpec[], over?: PassOptions): Promise<PassResult>
  close(): Promise<void>
}

export interface PassOptions {
  policy?: Partial<Parameters<typeof Policy.parse>[0] & object>
  outcome?: Outcome
  rejections?: Rejection[]
  configuration?: string
  dry?: boolean
  batch?: string | null
  departments?: string[]
  reach?: () => Promise<unknown>
}

/** A fresh world: empty ledger in memory, a DORA with one structure (PEM’S, Rennes). */
export async function makeWorld(
  options: {
    ledger?: Ledger
    dora?: FakeDora
    clock?: ManualClock
    newId?: NewId
    client?: { reader: DoraReader; writer: DoraWriter }
  } = {},
): Promise<World> {
  const clock = options.clock ?? manualClock('2026-11-24T08:00:00.000Z')
  const newId = options.newId ?? sequentialIds()
  const ledger = options.ledger ?? (await openLedger({ path: ':memory:' }, { clock, newId }))
  const dora = options.dora ?? new FakeDora({ now: () => clock.now() })
  if (options.dora === undefined) dora.addStructure({ slug: 'pem-s-rennes', name: 'PEM’S', siret: SIRET })
  return {
    clock,
    ledger,
    dora,
    close: () => ledger.close(),
    async pass(specs, over = {}) {
      clock.advance(3_600_000)
      const version = clock.now().toISOString()
      const held = await withSourceLease(ledger, SOURCE, 'test', async lease => {
        const run = await ledger.runs.begin(SOURCE, 'test', over.configuration ?? 'c1')
        const incoming = gather(
          specs.map(spec => desiredOf(spec, version)),
          over.rejections,
        )
        return planAndApply({
          run,
          source: SOURCE,
          policy: Policy.parse(over.policy ?? {}),
          outcome: over.outcome ?? { state: 'complete', documents: 1 },
          incoming,
          configuration: over.configuration ?? 'c1',
          departments: over.departments ?? ['35'],
          ledger,
          reader: options.client?.reader ?? dora,
          writer: options.client?.writer ?? dora,
          clock,
          newId,
          lease,
          ...(over.dry === undefined ? {} : { dry: over.dry }),
          ...(over.batch === undefined ? {} : { batch: over.batch }),
          ...(over.reach && { reach: over.reach }),
        }).finally(() => incoming.close())
      })
      if (held.busy) throw new Error('the source is held')
      return held.result
    },
  }
}

/** What a source says, as the sync takes it. Close it when done. */
export function gather(offers: Iterable<Desired>, rejections: Iterable<Rejection> = []): IncomingOffers {
  const incoming = new IncomingOffers()
  for (const offer of offers) incoming.add(offer)
  for (const rejection of rejections) incoming.reject(rejection)
  return incoming
}

/** The writes that a pass planned. */
export async function plannedBy({ plan }: PassResult, { ledger }: Pick<World, 'ledger'>): Promise<Operation[]> {
  if (plan === null) throw new Error('no plan')
  return Array.fromAsync(ledger.plans.items(plan.id, 'operations'))
}

/** Every sum, from the lines themselves. */
export function sumsAgree(result: PassResult): boolean {
  const c = result.report?.counts
  if (c === undefined) return true
  return c.seen === c.created + c.updated + c.unchanged + c.conflicts + c.rejected + c.waiting + c.retired
}
