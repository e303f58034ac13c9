import { type ZodType, z } from 'zod'
import { readCensus, readElsewhere } from './census.ts'
import { departmentOfCommune } from './department-of-commune.ts'
import { type Dialect, readDialect, UNKNOWN_DIALECT } from './dialect.ts'
import { readFieldCodes } from './field-errors.ts'
import { fieldProblems } from './field-problems.ts'
import { keptFor } from './kept.ts'
import { createMoved } from './moved.ts'
import { createOptionsCache } from './options.ts'
import type { DoraReader, DoraServiceFields, DoraStructure, DoraStructureSummary, DoraWriter } from './port.ts'
import { DoraError, UNKNOWN_STATUS } from './port.ts'
import { missingToPublish } from './publishing.ts'
import { sameMoment } from './same-moment.ts'
import { asHit, type DoraFound, searchDora } from './search.ts'
import { createServiceLines } from './service-lines.ts'
import { readServiceList, type ServiceList } from './service-list.ts'
import { fromWire, toWire } from './service-wire.ts'
import { structureProblems } from './structure-problems.ts'
import { structureBody, toStructure } from './structure-wire.ts'
import {
  createSafeTransport,
  createUnsafeTransport,
  type DoraClientOptions,
  DoraRefusal,
  type SafeTransport,
} from './transport.ts'
import {
  type DoraOptions,
  listedStatus,
  ServiceWire,
  StructuresOptionsWire,
  StructureWire,
  UserInfoWire,
} from './wire.ts'

/** Reads DORA, and more than the sync needs: who the account is, what the référentiels hold. */
export interface DoraDirectory extends DoraReader {
  /** Cached an hour. */
  options(): Promise<DoraOptions>
  /** Codes of the typologies a structure may have. */
  typologies(): Promise<string[]>
  /** Structures and services of a département that answer to what was typed; a SIRET or a name is also looked for elsewhere. @throws DoraError */
  search(department: string, words: string): Promise<DoraFound>
  /** Null when no account is known (no token). */
  whoAmI(): Promise<UserInfoWire | null>
  /** What the account may write, and the structures it has, are asked again: it has just become a member of one. */
  forgetAccount(): void
  /** The structures of a département as DORA lists them now. */
  boardOf(department: string): Promise<DoraStructureSummary[]>
  /** The services of some départements as DORA lists them now. @param since milliseconds: only what moved from then on */
  serviceList(departments: readonly string[], since: number | null): Promise<ServiceList>
}

/** A reader: GET only, whatever happens. */
export function createDoraReader(options: DoraClientOptions): DoraDirectory {
  return readerOver(createSafeTransport(options), options)
}

export interface DoraWriterOptions extends DoraClientOptions {
  /** Départements it may create structures in; a structure elsewhere is refused before DORA is asked. */
  departments: readonly string[]
  /** The policy allows new structures. Default false. */
  mayCreateStructures?: boolean
  /** Told once DORA made a structure, of which the account is then a member. */
  onStructure?: () => void
}

/** A writer. Every write that might have had its effect without our knowing throws a `DoraError` of kind `doubt`. */
export function createDoraWriter(options: DoraWriterOptions): DoraWriter {
  const reader = createDoraReader(options)
  const transport = createUnsafeTransport(options)
  const known = new Set<string>()

  async function checkStructure(slug: string): Promise<void> {
    if (known.has(slug)) return
    // DORA crashes (500) on an unknown structure, and a 500 on a creation is a doubt: ask first.
    if ((await reader.readStructure(slug)) === null)
      throw refuse('structure-inconnue', `La structure « ${slug} » n’existe pas dans DORA.`, {
        structure: 'Structure introuvable dans DORA.',
      })
    known.add(slug)
  }

  return {
    async createService(structure, fields) {
      const referentials = await reader.options()
      refuseProblems(fieldProblems(fields, referentials))
      if (fields.status === 'PUBLISHED') refuseUnpublishable(fields)
      await checkStructure(structure)
      const body = await transport.send('POST', '/services/', {
        ...toWire(fields, referentials, structure, await reader.dialect()),
        structure,
      })
      return readWritten(ServiceWire, body, 'POST /services/', fromWire)
    },
    async updateService(slug, change) {
      const referentials = await reader.options()
      refuseProblems(fieldProblems(change, referentials))
      const home =
        change.accessConditions || change.requirements || change.credentials ? await homeOf(reader, slug) : ''
      const wire = toWire(change, referentials, home, await reader.dialect())
      if (Object.keys(wire).length === 0)
        throw refuse('rien-a-ecrire', 'Rien à écrire : une écriture vide changerait quand même la date dans DORA.')
      const path = `/services/${encodeURIComponent(slug)}/`
      return readWritten(ServiceWire, await transport.send('PATCH', path, wire), `PATCH ${path}`, fromWire)
    },
    async createStructure(draft, lookedUp = false) {
      const department = draft.cityCode === null ? '' : departmentOfCommune(draft.cityCode)
      if (options.mayCreateStructures !== true)
        throw refuse('creation-non-permise', 'Le réglage ne permet pas de créer des structures dans DORA.')
      if (!options.departments.includes(department))
        throw refuse(
          'hors-departement',
          `La structure « ${draft.name} » n’est pas dans un département du robot (${options.departments.join(', ')}).`,
          { cityCode: `Commune reçue : ${draft.cityCode ?? 'aucune'}.` },
        )
      refuseProblems(structureProblems(draft, await reader.typologies()))
      const existing = draft.siret === null || lookedUp ? null : await reader.structureBySiret(draft.siret)
      if (existing) return adopt(reader, existing.slug)
      try {
        // The Location header is the structure's own web site: the slug is in the body.
        const body = await transport.send('POST', '/structures/', structureBody(draft))
        reader.forgetAccount()
        options.onStructure?.()
        const made = readWritten(StructureWire, body, 'POST /structures/', toStructure)
        known.add(made.slug)
        return made
      } catch (error) {
        const taken = error instanceof DoraRefusal && readFieldCodes(error.body).siret?.includes('unique')
        const other = taken && draft.siret !== null ? await reader.structureBySiret(draft.siret) : null
        if (other) return adopt(reader, other.slug)
        throw error
      }
    },
    async markUpToDate(slugs) {
      // DORA answers 204 also for a slug nobody has: look before and after.
      const before = await Promise.all(slugs.map(slug => reader.readService(slug)))
      const unknown = slugs.filter((_, index) => before[index] === null)
      if (unknown.length > 0) throw refuse('introuvable', `Services introuvables dans DORA : ${unknown.join(', ')}.`)
      await transport.send('POST', '/services/mark-as-up-to-date/', { services: slugs })
      for (const service of before) {
        if (service === null) continue
        const after = await reader.readService(service.slug)
        if (after === null || sameMoment(after.modificationDate, service.modificationDate))
          throw new DoraError(`DORA n’a pas enregistré la confirmation de « ${service.slug} ».`, {
            kind: 'dora',
            status: 204,
            code: 'confirmation-sans-effet',
          })
      }
    },
  }
}

/** One reading of the département for all the sources of a pass. What appears meanwhile is still found by its SIRET. */
const CENSUS_MS = 10 * 60_000
const DIALECT_MS = 24 * 3_600_000

async function learnDialect(transport: SafeTransport, token: string | null): Promise<Dialect> {
  if (token === null) return UNKNOWN_DIALECT
  try {
    return readDialect(await transport.options('/services/'))
  } catch (error) {
    // A DORA that does not describe itself: what comes back after each write tells instead.
    if (error instanceof DoraError && (error.status === 404 || error.status === 405 || error.status === 403))
      return UNKNOWN_DIALECT
    throw error
  }
}

function readerOver(transport: SafeTransport, options: DoraClientOptions): DoraDirectory {
  const referentials = createOptionsCache(transport, options.clock)
  const censuses = new Map<string, ReturnType<typeof keptFor<DoraStructureSummary[]>>>()
  const services = new Map<string, ReturnType<typeof createServiceLines>>()
  const moved = createMoved(transport, options.clock)
  // Being a member of one structure opens the contacts; of one more, nothing.
  let closed = true
  const dialect = keptFor(DIALECT_MS, options.clock, async () => {
    const learnt = await learnDialect(transport, options.token)
    closed = 'contactName' in learnt.unwritable
    return learnt
  })
  const typologies = keptFor(DIALECT_MS, options.clock, async () => {
    const body = await transport.get('/structures-options/')
    return read(StructuresOptionsWire, body, '/structures-options/').typologies.map(item => item.value)
  })
  const listStructures = (department: string) => {
    const known = censuses.get(department) ?? keptFor(CENSUS_MS, options.clock, () => readCensus(transport, department))
    censuses.set(department, known)
    return known.read()
  }
  const listServices = (department: string) => {
    const known = services.get(department) ?? createServiceLines(transport, department, options.clock)
    services.set(department, known)
    return known.read()
  }
  return {
    options: referentials,
    typologies: typologies.read,
    async whoAmI() {
      if (options.token === null) return null
      const body = await transport.get('/auth/user-info/')
      return body === null ? null : read(UserInfoWire, body, '/auth/user-info/')
    },
    listStructures,
    async search(department, words) {
      const look = async () =>
        searchDora(words, { structures: await listStructures(department), services: await listServices(department) })
      let found = await look()
      if (found.hits.length === 0) {
        // What is said not to be there is not there now, whatever was read some minutes ago.
        for (const kept of [censuses.get(department), services.get(department)]) kept?.forget()
        found = await look()
      }
      const elsewhere = (await readElsewhere(transport, words)).filter(line => line.department !== department)
      return { ...found, hits: [...found.hits, ...elsewhere.map(asHit)] }
    },
    listServices,
    movedSince: moved.read,
    dialect: dialect.read,
    boardOf: department => readCensus(transport, department),
    serviceList: (departments, since) => readServiceList(transport, departments, since, options.clock.now().getTime()),
    forgetAccount() {
      if (closed) dialect.forget()
      censuses.clear()
      moved.forget()
    },
    async readStructure(slug) {
      const path = `/structures/${encodeURIComponent(slug)}/`
      const body = await transport.get(path)
      return body === null ? null : toStructure(read(StructureWire, body, path))
    },
    async readService(slug) {
      const path = `/services/${encodeURIComponent(slug)}/`
      const body = await transport.get(path)
      return body === null ? null : fromWire(readOne(body, path))
    },
    async structureBySiret(siret) {
      if (!/^\d{14}$/.test(siret)) return null
      const path = `/siret-claimed/${siret}/`
      const body = await transport.get(path)
      return body === null ? null : toStructure(read(StructureWire, body, path))
    },
  }
}

function read<T>(schema: ZodType<T>, body: unknown, path: string): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const where = result.error.issues.map(issue => issue.path.join('.') || '(racine)').slice(0, 5)
  throw new DoraError(
    `La réponse de DORA n’a pas la forme attendue (${path}) : ${where.join(', ')}.`,
    { kind: 'dora', status: 200, code: 'forme-inattendue' },
    { cause: result.error },
  )
}

/** A service of a status nobody knows is no error of the others: it is left aside, and the error says which and why. */
function readOne(body: unknown, path: string): ServiceWire {
  const named = Named.safeParse(body).data
  if (named === undefined || listedStatus.parse(named.status) !== 'OTHER') return read(ServiceWire, body, path)
  throw new DoraError(
    `« ${named.name} » est dans DORA dans un état que le robot ne connaît pas (${named.status}) : il n’y touche pas`,
    { kind: 'dora', status: 200, code: UNKNOWN_STATUS },
  )
}

const Named = z.looseObject({ name: z.string(), status: z.string() })

/** The write was done, but what came back cannot be read: that is a doubt, not a failure. */
function readWritten<T, R>(schema: ZodType<T>, body: unknown, what: string, convert: (value: T) => R): R {
  const result = schema.safeParse(body)
  if (result.success) return convert(result.data)
  throw new DoraError(
    `DORA a accepté l’écriture mais sa réponse n’a pas la forme attendue (${what}).`,
    { kind: 'doubt', status: 200, code: 'forme-inattendue' },
    { cause: result.error },
  )
}

async function homeOf(reader: DoraReader, slug: string): Promise<string> {
  return (await reader.readService(slug))?.structure ?? ''
}

async function adopt(reader: DoraReader, slug: string): Promise<DoraStructure> {
  const structure = await reader.readStructure(slug)
  if (structure) return structure
  throw refuse('introuvable', `La structure « ${slug} » a disparu de DORA.`)
}

function refuse(code: string, message: string, fields: Record<string, string> = {}): DoraError {
  return new DoraError(message, { kind: 'data', status: null, code, fields })
}

function refuseProblems(fields: Record<string, string>): void {
  if (Object.keys(fields).length > 0)
    throw refuse('champs-refuses', `Refusé avant l’envoi : ${Object.values(fields).join(' ')}`, fields)
}

function refuseUnpublishable(fields: Partial<DoraServiceFields>): void {
  const missing = missingToPublish(fields)
  if (missing.length > 0)
    throw refuse(
      'publication-incomplete',
      `Il manque de quoi publier : ${missing.map(item => item.message).join(' ')}`,
      Object.fromEntries(missing.map(item => [item.field, item.message])),
    )
}
