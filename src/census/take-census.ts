import type { Clock } from '../common/clock.ts'
import { parisDay } from '../common/paris-day.ts'
import { countCatalogue } from '../coverage/count-catalogue.ts'
import type { DoraDirectory } from '../dora/client.ts'
import { type DoraServiceFields, isUnread } from '../dora/port.ts'
import type { Census, CensusCounts, CensusFields } from '../ledger/census-records.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { countedService } from './counted-service.ts'
import { publicationDelay } from './publication-delay.ts'
import { qualityOf } from './quality-of.ts'

const DAY_MS = 24 * 3_600_000
/** Dates do not move when DORA's team edits, merges or moves: everything is listed and read again at least this often. */
const WHOLE_MS = 7 * DAY_MS
const KEPT = [
  'kind',
  'subcategories',
  'publics',
  'feeCondition',
  'locationKinds',
  'cityCode',
  'postalCode',
  'diffusionZoneType',
  'diffusionZoneDetails',
  'suspensionDate',
  'updateFrequency',
] as const satisfies readonly (keyof CensusFields)[]

export interface CensusPorts {
  ledger: Pick<Ledger, 'census' | 'censusStates' | 'links' | 'otherServices'>
  dora: {
    departments: readonly string[]
    /** Requests a minute. */
    quota: number
    reader: Pick<DoraDirectory, 'boardOf' | 'serviceList' | 'readService'>
  }
  clock: Clock
}

export interface CensusAsked {
  /** Services read whole at most, in this census; the rest is for the next. */
  read: number
  /** Share of the quota that reading them may take, in ]0, 1]. */
  share: number
  /** Told after each service that was read. */
  onRead?: (done: number, total: number) => void
}

export interface CensusTaken {
  census: Omit<Census, 'ended'>
  counts: CensusCounts
  /** Services still to be read whole. */
  left: number
  /** Slugs of those that DORA shows in a way nobody understands: counted as listed, asked again the next time. */
  aside: string[]
}

/**
 * Reads what the départements hold in DORA, whoever wrote it: the structures from the manager's board, the services from the national list (whole the first
 * time and each week, what moved since in between), then the fields of those that moved, one by one. Only reads. What was read is kept as it comes: stopped
 * anywhere, the next census goes on from there.
 * @throws DoraError when a list does not come; the signal's reason
 */
export async function takeCensus(ports: CensusPorts, asked: CensusAsked, signal?: AbortSignal): Promise<CensusTaken> {
  const { dora, clock } = ports
  const { census, censusStates, links, otherServices } = ports.ledger
  const now = clock.now().getTime()
  const past = await census.list()
  const lastWhole = past.find(each => each.whole)
  const newest = past[0]?.newest ?? null
  const whole = lastWhole === undefined || newest === null || now - Date.parse(lastWhole.started) >= WHOLE_MS
  const id = await census.begin(whole)
  const started = new Date(now).toISOString()
  let requests = 0
  for (const department of dora.departments) {
    signal?.throwIfAborted()
    await census.structures(department, await dora.reader.boardOf(department))
    requests += 1
  }
  const list = await dora.reader.serviceList(dora.departments, whole || newest === null ? null : Date.parse(newest))
  requests += list.requests
  // What a list that would not hold still does not show may be there all the same.
  await census.services([...list.lines.values()], whole && list.whole)
  const stale = new Date(now - WHOLE_MS).toISOString()
  const slugs = await census.toRead(stale, asked.read)
  const paceMs = 60_000 / (dora.quota * asked.share)
  const aside: string[] = []
  for (const [done, slug] of slugs.entries()) {
    signal?.throwIfAborted()
    const began = clock.now().getTime()
    const service = await readIfUnderstood(slug, dora.reader)
    requests += 1
    if (service === 'unread') aside.push(slug)
    else
      await census.read(
        slug,
        service && {
          fields: {
            ...keptOf(service.fields),
            quality: qualityOf(service, parisDay(clock.now())),
            delay: publicationDelay(service),
          },
          modificationDate: service.modificationDate,
        },
      )
    asked.onRead?.(done + 1, slugs.length)
    const restMs = paceMs - (clock.now().getTime() - began)
    if (restMs > 0 && done + 1 < slugs.length) await clock.sleep(restMs, signal)
  }
  const today = parisDay(clock.now())
  const services = await Array.fromAsync(census.standing())
  const counted = countCatalogue(services.map(service => countedService(service, today)))
  const counts = { ...counted, ...(await census.countStructures()) }
  const latest = list.newest === null ? newest : new Date(list.newest).toISOString()
  const [reading] = await otherServices.files()
  if (reading)
    await censusStates.keepOthers(reading.taken, async () => (await otherServices.all()).map(({ placed }) => placed))
  await censusStates.keep(id, {
    structures: await census.homes(),
    services,
    followed: await links.heldSlugs(),
    elsewhere: reading?.taken ?? null,
  })
  await census.end(id, { newest: latest, requests, counts })
  const left = (await census.toRead(stale, Number.MAX_SAFE_INTEGER)).length
  return { census: { id, started, whole, newest: latest, requests, counts }, counts, left, aside }
}

/** One that DORA shows in a way nobody understands keeps no other from being read. */
async function readIfUnderstood(slug: string, reader: CensusPorts['dora']['reader']) {
  try {
    return await reader.readService(slug)
  } catch (error) {
    if (isUnread(error)) return 'unread'
    throw error
  }
}

function keptOf(fields: DoraServiceFields): CensusFields {
  return Object.fromEntries(KEPT.map(field => [field, fields[field]])) as unknown as CensusFields
}
