import { UNKNOWN_DIALECT } from '../../src/dora/dialect.ts'
import type { DoraReader, DoraService, DoraServiceFields, DoraStructure } from '../../src/dora/port.ts'
import type { Link } from '../../src/ledger/links.ts'
import type { LoggedOperation } from '../../src/ledger/operations.ts'
import { NO_COUNTS, type Operation, type OperationWork, type Plan } from '../../src/ledger/plan.ts'
import { fieldsOf, SOURCE } from './make.ts'

export const MODIFIED = '2026-11-01T10:00:00+01:00'

/** The service `s` of the structure `home`, as DORA gives it. */
export function sampleService(over: Partial<DoraService> = {}, fields: Partial<DoraServiceFields> = {}): DoraService {
  return {
    slug: 's',
    structure: 'home',
    fields: fieldsOf(fields),
    modificationDate: MODIFIED,
    creationDate: MODIFIED,
    publicationDate: null,
    lastEditor: null,
    hidden: [],
    ...over,
  }
}

/** `home`, of département 35, with these services in its list. */
export function sampleStructure(
  services: readonly DoraService[] = [],
  over: Partial<DoraStructure> = {},
): DoraStructure {
  return {
    slug: 'home',
    name: 'Structure',
    siret: null,
    department: '35',
    modificationDate: MODIFIED,
    typology: null,
    address1: null,
    postalCode: null,
    city: null,
    cityCode: null,
    email: null,
    phone: null,
    services: services.map(({ slug, fields, modificationDate }) => ({
      slug,
      name: fields.name,
      status: fields.status,
      modificationDate,
    })),
    archivedServices: [],
    ...over,
  }
}

/** DORA as far as these go, read as it is now. */
export function sampleReader(
  structures: readonly DoraStructure[],
  services: readonly DoraService[],
): DoraReader & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    listStructures: async () => [...structures],
    listServices: async () => [],
    movedSince: async () => null,
    dialect: async () => UNKNOWN_DIALECT,
    structureBySiret: async siret => structures.find(each => each.siret === siret) ?? null,
    readStructure: async slug => {
      asked.push(`structure ${slug}`)
      return structures.find(each => each.slug === slug) ?? null
    },
    readService: async slug => {
      asked.push(`service ${slug}`)
      return services.find(each => each.slug === slug) ?? null
    },
  }
}

export function sampleWork(over: Partial<OperationWork> = {}): OperationWork {
  return {
    version: '2',
    desired: null,
    rebase: { base: {}, sent: {} },
    settles: null,
    known: [],
    structureKey: null,
    draft: null,
    ...over,
  }
}

/** An update of the name of `s`, for the offer `a`. */
export function sampleOperation(over: Partial<Operation> = {}): Operation {
  return {
    id: 'o1',
    kind: 'update',
    source: SOURCE,
    key: 'a',
    name: 'Accompagnement renforcé',
    structure: 'home',
    slug: 's',
    seen: MODIFIED,
    before: { name: 'Avant' },
    after: { name: 'Après' },
    conflicts: [],
    reason: 'test',
    confidence: 1,
    work: sampleWork(),
    ...over,
  }
}

/** The creation of a service in `home` whose answer is not known. */
export function sampleLogged(over: Partial<LoggedOperation> = {}): LoggedOperation {
  return {
    id: 'op-1',
    plan: 'plan-1',
    run: 'run-1',
    source: SOURCE,
    key: 'a',
    kind: 'create',
    structure: 'home',
    slug: null,
    before: null,
    after: fieldsOf(),
    reason: 'test',
    approvedBy: 'politique',
    state: 'doubt',
    intended: '2026-11-24T08:00:00.000Z',
    ended: null,
    lookup: { structure: 'home', name: fieldsOf().name, known: [], version: '2' },
    message: null,
    choices: [],
    ...over,
  }
}

/** The offer `a` holds `s`. */
/** The same before it is sent, as the ledger is told of it. */
export function sampleIntent(over: Partial<LoggedOperation> = {}) {
  const { state: _, intended: __, ended: ___, message: ____, id: _____, ...operation } = sampleLogged(over)
  return operation
}

/** A plan of one write that waits for approval: its guard held it. */
export function sampleWaitingPlan(id: string, over: Partial<Plan> = {}): Plan {
  return {
    id,
    run: 'run-1',
    source: SOURCE,
    createdAt: '2026-11-24T08:00:00.000Z',
    computedFrom: { configuration: 'c', desired: 'd', actual: 'a' },
    operations: [sampleOperation()],
    outcomes: [],
    counts: NO_COUNTS,
    requests: 0,
    durationMs: 0,
    quarantine: 'beaucoup',
    state: 'proposed',
    approvedBy: null,
    hold: 'guard',
    ...over,
  }
}

export function sampleLink(over: Partial<Link> = {}): Link {
  return {
    source: SOURCE,
    key: 'a',
    slug: 's',
    structure: 'home',
    origin: 'created',
    base: {},
    sent: {},
    version: '1',
    modified: MODIFIED,
    settled: null,
    retired: null,
    status: 'PUBLISHED',
    published: null,
    edited: null,
    suspension: null,
    home: null,
    since: '2026-01-01T00:00:00.000Z',
    shown: null,
    ...over,
  }
}
