import { expect, test } from 'vitest'
import { censusInput } from '../../src/census/census-input.ts'
import { pastCensus } from '../../src/census/past-census.ts'
import { qualityOf } from '../../src/census/quality-of.ts'
import { takeCensus } from '../../src/census/take-census.ts'
import { manualClock } from '../../src/common/clock.ts'
import { seededRandom } from '../../src/common/random.ts'
import type { OfferState } from '../../src/coverage/input.ts'
import { pastCoverage } from '../../src/coverage/past-coverage.ts'
import { coverageReport } from '../../src/coverage/report.ts'
import type { CoverageReport } from '../../src/coverage/report-contract.ts'
import { createDoraReader } from '../../src/dora/client.ts'
import { createQuota } from '../../src/dora/quota.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { officialGeography } from '../../src/reference/official-geography.ts'
import { valuesOf } from '../../src/reference/referentiels.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts'
import { convention, offer } from './small-departement.ts'

/*
 * Whatever DORA holds, the report's figures are those of DORA's own tables: counted here from the stand-in's stored rows, by the rules of the contract,
 * without any of the report's code.
 */
const TODAY = '2026-11-24'
const cog = officialGeography()
/** Of the référentiel, but «everybody». */
const PUBLICS = valuesOf('publics').filter(each => each !== 'tous-publics')
type Row = Sandbox['state']['services'] extends Map<string, infer R> ? R : never

/** Zones, places, ends and obsolete structures that the crowd does not have of itself. */
function shake({ structures, services }: Sandbox['state'], department: string, random: () => number): void {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
  const communes = cog.communesOfDepartment(department)
  for (const structure of structures.values()) structure.isObsolete = random() < 0.1
  for (const service of services.values()) {
    const commune = pick(communes)
    const [type, code] = pick([
      ['city', commune.code],
      ['epci', commune.epci ?? ''],
      ['department', department],
      ['region', commune.region],
      ['country', ''],
      ['department', '75'],
    ] as const)
    Object.assign(service, {
      diffusionZoneType: type,
      diffusionZoneDetails: code,
      cityCode: random() < 0.2 ? '75056' : pick(communes).code,
      locationKinds: pick([['en-presentiel'], ['a-distance'], ['en-presentiel', 'a-distance'], []]),
      suspensionDate: pick([null, null, '2026-11-23', TODAY, '2027-01-01']),
      // Some were brought in: published without a date, or before they were there.
      publishedAt: pick([null, -3, 0, 1, 7, 40].map(days => days && service.createdAt + days * 86_400_000_000)),
      fullDesc: 'Ce qui s’y fait. '.repeat(Math.floor(random() * 40)),
    })
  }
}

function inDepartment({ structures, services }: Sandbox['state'], department: string): Row[] {
  return [...services.values()].filter(({ structure, status }) => {
    const home = structures.get(structure)
    return home?.department === department && !home.isObsolete && status !== 'ARCHIVED'
  })
}

function isVisible({ members, putativeMembers }: Sandbox['state'], row: Row): boolean {
  const peopled = [...members, ...putativeMembers].some(({ structure }) => structure === row.structure)
  return row.status === 'PUBLISHED' && peopled && (row.suspensionDate ?? TODAY) >= TODAY
}

/** How each EPCI is reached. */
function waysOf(row: Row, department: string): Map<string, 'on_site' | 'by_zone' | 'remote'> {
  const epci = new Set(cog.communesOfDepartment(department).flatMap(commune => commune.epci ?? []))
  const ways = new Map<string, 'on_site' | 'by_zone' | 'remote'>()
  const away = row.locationKinds.includes('a-distance') ? 'remote' : 'by_zone'
  const { diffusionZoneType: type, diffusionZoneDetails: zone } = row
  const whole =
    type === 'country' ||
    (type === 'department' && zone === department) ||
    (type === 'region' && zone === cog.department(department)?.region)
  if (whole) for (const code of epci) ways.set(code, away)
  const one = type === 'city' ? cog.commune(zone)?.epci : type === 'epci' ? zone : null
  if (one && epci.has(one)) ways.set(one, away)
  const place = cog.commune(row.cityCode)
  const receives = row.locationKinds.length === 0 || row.locationKinds.includes('en-presentiel')
  if (receives && place?.department === department && place.epci) ways.set(place.epci, 'on_site')
  return ways
}

/** Counts by EPCI, thématique (or any), public (or any), way and holder. */
function countedApart(rows: readonly Row[], followed: ReadonlySet<string>, department: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows)
    for (const [epci, way] of waysOf(row, department)) {
      const themes = new Set(
        row.subcategories.filter(each => !each.endsWith('--autre')).map(each => each.split('--')[0]),
      )
      const publics = row.publics.length === 0 || row.publics.length >= 13 ? ['tous-publics'] : row.publics
      for (const theme of ['*', ...themes])
        for (const who of ['*', ...publics]) {
          const holder = followed.has(row.slug) ? 'followed' : 'others'
          const key = [epci, theme, who, way, holder].join(' ')
          counts.set(key, (counts.get(key) ?? 0) + 1)
        }
    }
  return counts
}

/** A service of DORA that an offer feeds. */
function offerOf(row: Row, home: OfferState['home']): OfferState {
  const { type, code } = { type: row.diffusionZoneType, code: row.diffusionZoneDetails }
  const zone = type === 'country' ? ['france'] : type === 'region' ? [...cog.departmentsOfRegion(code)] : [code]
  return offer(
    's1',
    row.slug,
    [],
    {
      thematiques: row.subcategories.filter(each => !each.endsWith('--autre')),
      publics: row.publics.length === 0 ? ['tous-publics'] : row.publics,
      modes_accueil: row.locationKinds,
      zone_eligibilite: zone,
      code_insee: row.cityCode,
    },
    { slug: row.slug, status: row.status, suspension: row.suspensionDate, home: home ?? null },
  )
}

const CASES = (['35', '29', '2A', '56'] as const).flatMap(department => [1, 2].map(seed => [department, seed] as const))

test.each(CASES)('%s, crowd %i: every figure is an independent count of DORA’s tables', async (department, seed) => {
  const clock = manualClock(`${TODAY}T02:00:00.000Z`)
  const crowd = { structures: 30, inDepartment: 18, servicesEach: 3, seed, department }
  const sandbox = await startSandbox({ seed: 'empty', crowd, clock, quotaPerMinute: 100_000 })
  const ledger = await openLedger({ path: ':memory:' }, { clock })
  try {
    const random = seededRandom(seed * 7919)
    for (const account of sandbox.state.accounts) if (account.isManager) account.departments = [department]
    shake(sandbox.state, department, random)
    const reader = createDoraReader({
      url: sandbox.url,
      token: sandbox.tokens.gestionnaire35,
      quota: createQuota({ perMinute: 100_000, clock }),
      clock,
      random: () => 0.5,
    })
    await takeCensus(
      { ledger, clock, dora: { departments: [department], quota: 100_000, reader } },
      { read: 10_000, share: 1 },
    )
    const rows = inDepartment(sandbox.state, department)
    const mine = rows.filter(() => random() < 0.2)
    const census = await censusInput(ledger, TODAY)
    const report = coverageReport({
      date: TODAY,
      convention,
      territory: { department, name: 'Essai', agencies: [] },
      sources: [],
      rejections: [],
      offers: mine.map(row => offerOf(row, census?.homes.get(row.slug) ?? null)),
      census: census?.counted ?? null,
    })

    const visible = rows.filter(row => isVisible(sandbox.state, row))
    const published = rows.filter(({ status }) => status === 'PUBLISHED')
    const homes = [...sandbox.state.structures.values()].filter(home => home.department === department)
    const peopled = new Set([...sandbox.state.members, ...sandbox.state.putativeMembers].map(each => each.structure))
    const followed = new Set(mine.map(({ slug }) => slug))
    const scores: number[] = []
    for (const { slug } of published) {
      const shown = await reader.readService(slug)
      if (shown) scores.push(qualityOf(shown, TODAY).score)
    }
    const delays = published.flatMap(row => daysToPublish(row) ?? [])
    expect(new Set(scores).size).toBeGreaterThan(1)
    expect(delays.length).toBeLessThan(published.length)
    expect(report.catalogue).toMatchObject({
      structures: homes.length,
      orphans: homes.filter(({ slug, isObsolete }) => !peopled.has(slug) && !isObsolete).length,
      services: rows.length,
      published: published.length,
      visible: visible.length,
      unknown: 0,
      read: rows.length,
      upToDate: published.filter(row => isFresh(row)).length,
      structures_seen: new Set(visible.map(({ structure }) => structure)).size,
      seen: {
        followed: visible.filter(({ slug }) => followed.has(slug)).length,
        others: visible.filter(({ slug }) => !followed.has(slug)).length,
        elsewhere: 0,
      },
      quality: {
        median: middle(scores),
        counted: published.length,
        good: scores.filter(score => score >= 0.8).length,
      },
      delay: { median: middle(delays), counted: delays.length },
    })
    expect((await ledger.census.list())[0]?.counts).toMatchObject({
      quality: report.catalogue?.quality,
      delay: report.catalogue?.delay,
    })
    expect(flat(report)).toEqual(withOpenToAll(countedApart(visible, followed, department)))
    const pairs = new Set(
      [...countedApart(visible, followed, department).keys()]
        .map(key => key.split(' '))
        .filter(([, theme, who, way]) => theme !== '*' && who === '*' && way === 'on_site')
        .map(([epci, theme]) => `${epci} ${theme}`),
    )
    // Nothing of it is in DORA any more, and the census of that day still tells it.
    await ledger.census.services([], true)
    const [taken] = await ledger.census.list()
    const kept = taken && (await pastCensus(ledger, taken))
    if (!kept) throw new Error('no state was kept')
    const then = pastCoverage(kept.counted, report)
    expect(flat(then)).toEqual(withOpenToAll(countedApart(visible, new Set(), department)))
    expect([then.deserts.length, then.catalogue?.visible]).toEqual([report.deserts.length, visible.length])
    const epci = report.areas.filter(({ kind }) => kind === 'epci').length
    expect(report.deserts.length).toBe(epci * 16 - pairs.size)
    expect(sandbox.log().filter(({ write }) => write)).toEqual([])
  } finally {
    await ledger.close()
    await sandbox.close()
  }
})

/** Changed since the delay that it set itself. */
function isFresh({ modifiedAt, updateFrequency }: Row): boolean {
  if (updateFrequency === 'jamais') return true
  const due = new Date(new Date(modifiedAt / 1000).toISOString().slice(0, 10))
  due.setUTCMonth(due.getUTCMonth() + Number(/\d+/.exec(updateFrequency)?.[0] ?? 1))
  return due.toISOString().slice(0, 10) >= TODAY
}

/** Days between the Paris days of the two dates. */
function daysToPublish({ createdAt, publishedAt }: Row): number | null {
  if (publishedAt === null) return null
  const day = (micros: number) =>
    Date.parse(new Date(micros / 1000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' }))
  const days = (day(publishedAt) - day(createdAt)) / 86_400_000
  return days < 0 ? null : days
}

/** As many values under it as over it. */
function middle(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** What the report says, under the same keys: on the spot and reachable, by holder. */
function flat(report: Pick<CoverageReport, 'areas' | 'cells'>): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (
    area: string,
    category: string,
    who: string,
    { origins }: Pick<CoverageReport['cells'][number], 'origins'>,
  ) => {
    for (const [holder, { on_site, reachable }] of Object.entries(origins))
      for (const [name, value] of [
        ['on_site', on_site],
        ['reachable', reachable],
      ] as const)
        if (value > 0) counts.set([area, category, who, holder, name].join(' '), value)
  }
  for (const area of report.areas) add(area.code, '*', '*', area)
  for (const cell of report.cells) add(cell.area, cell.category, cell.public, cell)
  return new Map([...counts].sort())
}

/** The independent counts in the report's words: a service for everybody counts with each public. */
function withOpenToAll(counts: ReadonlyMap<string, number>): Map<string, number> {
  const sums = new Map<string, number>()
  const bump = (key: string, value: number) => sums.set(key, (sums.get(key) ?? 0) + value)
  for (const [key, value] of counts) {
    const [epci, theme, who, way, holder] = key.split(' ')
    const publics = who === 'tous-publics' ? ['tous-publics', ...PUBLICS] : [who]
    for (const each of publics) {
      bump([epci, theme, each, holder, 'reachable'].join(' '), value)
      if (way === 'on_site') bump([epci, theme, each, holder, 'on_site'].join(' '), value)
    }
  }
  return new Map([...sums].sort())
}
