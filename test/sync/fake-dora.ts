import { squeeze } from '../../src/common/text.ts'
import { type Dialect, UNKNOWN_DIALECT } from '../../src/dora/dialect.ts'
import {
  DoraError,
  type DoraReader,
  type DoraService,
  type DoraServiceFields,
  type DoraStructure,
  type DoraStructureDraft,
  type DoraWriter,
  type Moved,
} from '../../src/dora/port.ts'
import { SERVICE_FIELDS } from '../../src/dora/service-fields.ts'
import { summaryOf } from '../../src/sandbox/dialect.ts'
import { FIELDS, type Field, isEmpty } from '../../src/sync/fields.ts'

export type FakeFault =
  /** The call never reached DORA. */
  | 'refused-connection'
  /** The answer is lost, the effect is there. */
  | 'lost-answer'
  /** 500 before any effect; on a POST nobody can tell. */
  | 'server-error'
  | 'too-many'
  /** A read shows DORA as it was one write ago. */
  | 'stale-read'

export interface FakeDoraOptions {
  /** Decides, per call, what goes wrong. */
  fault?: (call: { method: 'GET' | 'POST' | 'PATCH'; route: string; n: number }) => FakeFault | null
  /** Called before every effect: throw to die. */
  onEffect?: (what: string) => void
  now?: () => Date
  /** What it takes from this account. Default: that of `DORA_SYNC_SANDBOX_DIALECT`, else it does not say. */
  dialect?: Dialect
  /** Every new structure is refused, as DORA does with a bad field. */
  refuseStructures?: boolean
  /** Called before each change of a service by the bot, with what DORA holds at that moment. */
  onRobotWrite?: (write: {
    slug: string | null
    change: Partial<DoraServiceFields>
    current: DoraService | null
  }) => void
}

/** What the coming names leave empty. */
const GONE = Object.fromEntries(
  FIELDS.filter(field => SERVICE_FIELDS[field].speaks === 'dora').map(
    field => [field, SERVICE_FIELDS[field].type === 'set' ? [] : null] as const,
  ),
)
const NEW_NAMES: Dialect = {
  known: true,
  unwritable: {
    shortDesc: 'read-only',
    ...Object.fromEntries(Object.keys(GONE).map(field => [field, 'absent'] as const)),
  },
  keys: {},
  limits: {},
  appeared: [],
}

/** What is held is never changed in place, only replaced: as it was one write ago is another map of the same. */
interface Held {
  structures: Map<string, Omit<DoraStructure, 'services' | 'archivedServices'>>
  services: Map<string, DoraService>
}

/**
 * DORA in memory, in the names of today or, as the whole suite is run once more (project `coming` of vitest), in those to come. With its traps: the same POST twice makes two services, every PATCH stamps a date even when it changes nothing,
 * a slug is cut and suffixed, a duplicate SIRET is refused. It passes the contract suite that the real client passes on the sandbox.
 */
export class FakeDora implements DoraReader, DoraWriter {
  readonly log: { method: 'GET' | 'POST' | 'PATCH'; route: string; slug: string | null }[] = []
  #state: Held = { structures: new Map(), services: new Map() }
  #before: Held = { structures: new Map(), services: new Map() }
  #tick = 0
  #n = 0
  #coming = process.env.DORA_SYNC_SANDBOX_DIALECT === 'a-venir'
  options: FakeDoraOptions

  constructor(options: FakeDoraOptions = {}) {
    this.options = options
  }

  /** Another that holds the same, and goes its own way from here. */
  twin(options: FakeDoraOptions = {}): FakeDora {
    const twin = new FakeDora(options)
    twin.log.push(...this.log)
    twin.#state = copyOf(this.#state)
    twin.#before = copyOf(this.#before)
    twin.#tick = this.#tick
    twin.#n = this.#n
    twin.#coming = this.#coming
    return twin
  }

  /** Slugs of every service, in the order they were made. */
  get slugs(): string[] {
    return [...this.#state.services.keys()]
  }

  get writes(): number {
    return this.log.filter(entry => entry.method !== 'GET').length
  }

  addStructure(structure: {
    slug: string
    name: string
    siret: string | null
    department?: string
    cityCode?: string | null
  }): void {
    this.#state.structures.set(structure.slug, {
      slug: structure.slug,
      name: structure.name,
      siret: structure.siret,
      department: structure.department ?? '35',
      modificationDate: this.#stamp(),
      typology: null,
      address1: null,
      postalCode: null,
      city: null,
      cityCode: structure.cityCode ?? '35238',
      email: null,
      phone: null,
    })
  }

  /** A person edits on DORA's site. */
  humanEdit(slug: string, change: Partial<DoraServiceFields>): void {
    const service = this.#service(slug)
    this.#remember()
    this.#replace(slug, {
      fields: this.#stored({ ...service.fields, ...change }),
      modificationDate: this.#stamp(),
      lastEditor: 'une personne',
    })
  }

  /** A person types a service in. @returns its slug */
  humanCreate(structure: string, fields: DoraServiceFields): string {
    this.#remember()
    return this.#insert(structure, fields, 'une personne').slug
  }

  /** A person gives a service to another structure. */
  humanMove(slug: string, structure: string): void {
    this.#remember()
    this.#replace(slug, { structure, modificationDate: this.#stamp(), lastEditor: 'une personne' })
  }

  humanDelete(slug: string): void {
    this.#remember()
    this.#state.services.delete(slug)
  }

  /** DORA changes its names, from one moment to the next and for good: what they leave empty or compute is no longer what was typed; no date moves. */
  speakNewNames(): void {
    this.#remember()
    this.#coming = true
    for (const [slug, { fields }] of this.#state.services) this.#replace(slug, { fields: this.#stored(fields) })
  }

  hide(slug: string, fields: Field[]): void {
    this.#replace(slug, { hidden: fields })
  }

  peek(slug: string): DoraService {
    return structuredClone(this.#service(slug))
  }

  async dialect(): Promise<Dialect> {
    return this.options.dialect ?? (this.#coming ? NEW_NAMES : UNKNOWN_DIALECT)
  }

  async listStructures(department: string) {
    const state = this.#read('GET', '/structures/')
    return [...state.structures.values()].filter(s => s.department === department).map(s => structuredClone(s))
  }

  async listServices(department: string) {
    const { services, structures } = this.#read('GET', '/services/')
    return [...services.values()].flatMap(({ slug, structure, fields, modificationDate }) => {
      const home = structures.get(structure)
      if (home?.department !== department) return []
      const { name, status, postalCode } = fields
      return [
        {
          slug,
          name,
          status,
          modificationDate,
          structure,
          structureName: home.name,
          department,
          city: null,
          postalCode,
        },
      ]
    })
  }

  async boardOf(department: string) {
    return this.listStructures(department)
  }

  async serviceList(departments: readonly string[], since: number | null) {
    const lines = (await Promise.all(departments.map(each => this.listServices(each)))).flat()
    const at = ({ modificationDate }: { modificationDate: string }) => Date.parse(modificationDate)
    const newest = lines.length === 0 ? null : Math.max(...lines.map(at))
    const moved = lines.filter(line => since === null || at(line) >= since - 60_000)
    return { lines: new Map(moved.map(line => [line.slug, line])), newest, whole: since === null, requests: 1 }
  }

  async movedSince(since: number | null): Promise<Moved> {
    const all = [...this.#read('GET', '/services/').services.values()]
    const at = (service: DoraService) => Date.parse(service.modificationDate)
    return {
      services: new Map(
        all
          .filter(service => since !== null && at(service) >= since - 60_000)
          .map(({ slug, modificationDate, structure }) => [slug, { date: modificationDate, structure }]),
      ),
      newest: all.length === 0 ? null : Math.max(...all.map(at)),
    }
  }

  async readStructure(slug: string): Promise<DoraStructure | null> {
    const state = this.#read('GET', `/structures/${slug}/`)
    const structure = state.structures.get(slug)
    if (structure === undefined) return null
    const services = [...state.services.values()].filter(s => s.structure === slug)
    const summaries = (archived: boolean) =>
      services
        .filter(s => (s.fields.status === 'ARCHIVED') === archived)
        .map(s => ({
          slug: s.slug,
          name: s.fields.name,
          status: s.fields.status,
          modificationDate: s.modificationDate,
        }))
    return structuredClone({ ...structure, services: summaries(false), archivedServices: summaries(true) })
  }

  async readService(slug: string): Promise<DoraService | null> {
    const service = this.#read('GET', `/services/${slug}/`).services.get(slug)
    return service === undefined ? null : shown(service)
  }

  async structureBySiret(siret: string) {
    const state = this.#read('GET', `/siret-claimed/${siret}/`)
    return structuredClone([...state.structures.values()].find(s => s.siret === siret) ?? null)
  }

  async createService(structure: string, fields: DoraServiceFields): Promise<DoraService> {
    return this.#write('POST', '/services/', null, () => {
      if (!this.#state.structures.has(structure))
        throw new DoraError('structure inconnue', { kind: 'data', status: null, code: 'structure-inconnue' })
      checkName(fields.name)
      this.options.onRobotWrite?.({ slug: null, change: fields, current: null })
      return shown(this.#insert(structure, fields, 'robot'))
    })
  }

  async updateService(slug: string, change: Partial<DoraServiceFields>): Promise<DoraService> {
    return this.#write('PATCH', '/services/<slug>/', slug, () => {
      const service = this.#state.services.get(slug)
      if (service === undefined) throw new DoraError('Pas trouvé.', { kind: 'dora', status: 404, code: 'not_found' })
      if (change.name !== undefined) checkName(change.name)
      this.options.onRobotWrite?.({ slug, change, current: structuredClone(service) })
      const modificationDate = this.#stamp()
      const written = this.#replace(slug, {
        fields: this.#stored({ ...service.fields, ...change }),
        modificationDate,
        lastEditor: 'robot',
        ...(change.status === 'PUBLISHED' ? { publicationDate: modificationDate } : {}),
      })
      return shown(written)
    })
  }

  async createStructure(draft: DoraStructureDraft): Promise<DoraStructure> {
    return this.#write('POST', '/structures/', null, () => {
      if (this.options.refuseStructures === true)
        throw new DoraError('structure refusée', {
          kind: 'data',
          status: 400,
          code: 'invalid',
          fields: { name: 'Nom refusé.' },
        })
      if (draft.siret !== null && [...this.#state.structures.values()].some(s => s.siret === draft.siret))
        throw new DoraError('SIRET déjà pris', {
          kind: 'data',
          status: 400,
          code: 'unique',
          fields: { siret: 'Un objet structure avec ce champ SIRET existe déjà.' },
        })
      const slug = `structure-${this.#state.structures.size + 1}`
      this.addStructure({ slug, name: draft.name, siret: draft.siret, cityCode: draft.cityCode })
      const made = this.#state.structures.get(slug)
      if (made === undefined) throw new Error('unreachable')
      return { ...structuredClone(made), services: [], archivedServices: [] }
    })
  }

  async markUpToDate(slugs: string[]): Promise<void> {
    await this.#write('POST', '/services/mark-as-up-to-date/', null, () => {
      for (const slug of slugs)
        if (this.#state.services.has(slug)) this.#replace(slug, { modificationDate: this.#stamp() })
    })
  }

  #insert(structure: string, fields: DoraServiceFields, editor: string): DoraService {
    const at = this.#stamp()
    const slug = `${structure}-${this.#state.services.size + 1}-${this.#tick}`
    const service: DoraService = {
      slug,
      structure,
      fields: this.#stored(fields),
      modificationDate: at,
      creationDate: at,
      publicationDate: fields.status === 'PUBLISHED' ? at : null,
      lastEditor: editor,
      hidden: [],
    }
    this.#state.services.set(slug, service)
    return service
  }

  /** DORA keeps some values in a form of its own: a phone loses its blanks, a blank text becomes empty. What it computes or no longer has is not kept. */
  #stored(fields: DoraServiceFields): DoraServiceFields {
    return {
      ...structuredClone(fields),
      ...(this.#coming ? { ...GONE, shortDesc: summaryOf(fields.fullDesc) } : {}),
      contactPhone: fields.contactPhone?.replace(/\D/g, '') || null,
      name: squeeze(fields.name),
    }
  }

  #replace(slug: string, change: Partial<DoraService>): DoraService {
    const service = { ...this.#service(slug), ...change }
    this.#state.services.set(slug, service)
    return service
  }

  #service(slug: string): DoraService {
    const service = this.#state.services.get(slug)
    if (service === undefined) throw new Error(`no service ${slug}`)
    return service
  }

  #stamp(): string {
    this.#tick += 1
    const now = this.options.now?.() ?? new Date('2026-01-01T00:00:00Z')
    return new Date(now.getTime()).toISOString().replace('Z', `${String(this.#tick).padStart(6, '0')}Z`)
  }

  #remember(): void {
    this.#before = copyOf(this.#state)
  }

  #fault(method: 'GET' | 'POST' | 'PATCH', route: string): FakeFault | null {
    this.#n += 1
    return this.options.fault?.({ method, route, n: this.#n }) ?? null
  }

  #read(method: 'GET', route: string): Held {
    this.options.onEffect?.(`${method} ${route}`)
    const fault = this.#fault(method, route)
    this.log.push({ method, route, slug: null })
    switch (fault) {
      case null:
        return this.#state
      case 'stale-read':
        return this.#before
      case 'refused-connection':
      case 'lost-answer':
      case 'server-error':
      case 'too-many':
        throw new DoraError(`panne simulée (${fault})`, { kind: 'transient', status: null, code: fault })
    }
  }

  #write<T>(method: 'POST' | 'PATCH', route: string, slug: string | null, work: () => T): T {
    this.options.onEffect?.(`${method} ${route}`)
    const fault = this.#fault(method, route)
    if (fault === 'refused-connection' || fault === 'too-many')
      throw new DoraError(`panne simulée (${fault})`, { kind: 'transient', status: null, code: fault })
    if (fault === 'server-error') throw new DoraError('erreur 500', { kind: 'doubt', status: 500, code: 'error' })
    const before = copyOf(this.#state)
    const result = work()
    this.#before = before
    this.log.push({ method, route, slug: slug ?? (isService(result) ? result.slug : null) })
    this.options.onEffect?.(`after ${method} ${route}`)
    if (fault === 'lost-answer') throw new DoraError('réponse perdue', { kind: 'doubt', status: null, code: 'lost' })
    return result
  }
}

const copyOf = ({ structures, services }: Held): Held => ({
  structures: new Map(structures),
  services: new Map(services),
})

function isService(value: unknown): value is { slug: string } {
  return typeof value === 'object' && value !== null && 'slug' in value
}

function checkName(name: string): void {
  if (name.length > 140)
    throw new DoraError('nom trop long', {
      kind: 'data',
      status: 400,
      code: 'max_length',
      fields: { name: '140 caractères au plus.' },
    })
}

/** What the account may read: hidden fields come back empty, and are named. */
function shown(service: DoraService): DoraService {
  const copy = structuredClone(service)
  for (const field of copy.hidden)
    Object.assign(copy.fields, { [field]: Array.isArray(copy.fields[field]) ? [] : null })
  return copy
}

/** For messages of tests: the fields that are filled. */
export function filled(fields: DoraServiceFields): Field[] {
  return FIELDS.filter(field => !isEmpty(field, fields[field]))
}
