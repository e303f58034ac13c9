import type { SourceConfig } from '../../src/config/source.ts'
import type { Convention } from '../../src/convention/convention.ts'
import type { Harvested } from '../../src/harvest/connector.ts'
import type { Mapping } from '../../src/normalise/mapping/load-mapping.ts'
import { type Normalised, normalise } from '../../src/normalise/normalise.ts'

/** Day on which the golden records were read. */
export const TODAY = '2026-11-24'

type Context = [mapping: Mapping, source: SourceConfig, convention: Convention]

/** What one page or row of a sample gives. */
function readOne(one: Harvested, ...[mapping, source, convention]: Context): Normalised {
  if (one.kind === 'rejected')
    return { offers: [], rejections: [one.rejection], unknown: [], structures: [], findings: [] }
  const read = normalise(one.offer, { mapping, source, convention, today: TODAY })
  return mapping.offers.length === 0 ? read : { ...read, structures: [] }
}

/** Everything that a sample gives: the content of a golden file. */
export function readSample(
  harvested: Harvested[],
  mapping: Mapping,
  source: SourceConfig,
  convention: Convention,
): Normalised {
  const all: Normalised = { offers: [], rejections: [], unknown: [], structures: [], findings: [] }
  for (const one of harvested) {
    const read = readOne(one, mapping, source, convention)
    all.offers.push(...read.offers)
    all.rejections.push(...read.rejections)
    all.unknown.push(...read.unknown)
    all.findings.push(...read.findings)
    all.structures.push(...read.structures)
  }
  return all
}

/** Whether a sample gives what a golden file says: as `goldenText` of all of it, but what comes after the first difference is not read. */
export function givesGolden(golden: string, harvested: Harvested[], site: string, ...context: Context): boolean {
  const expected = Object.entries(JSON.parse(golden) as Normalised)
  const left = new Map<string, string[]>(
    expected.map(([name, list]) => [name, (list as unknown[]).map(each => JSON.stringify(each)).reverse()]),
  )
  for (const one of harvested)
    for (const [name, list] of Object.entries(readOne(one, ...context)))
      for (const each of list) if (left.get(name)?.pop() !== ofAnyRun(JSON.stringify(each), site)) return false
  return [...left.values()].every(list => list.length === 0)
}

/** As JSON without what changes from run to run. */
export const goldenText = (read: Normalised, site: string) => `${ofAnyRun(JSON.stringify(read, null, 2), site)}\n`

/** JSON without the port of the sample server and the hash of a sample that was edited. */
const ofAnyRun = (json: string, site: string) =>
  json.replaceAll(site, 'http://exemple').replace(/"document":( ?)"[0-9a-f]{64}"/g, '"document":$1"page"')
