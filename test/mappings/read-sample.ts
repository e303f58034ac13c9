import type { SourceConfig } from '../../src/config/source.ts'
import type { Convention } from '../../src/convention/convention.ts'
import type { Harvested } from '../../src/harvest/connector.ts'
import type { Mapping } from '../../src/normalise/mapping/load-mapping.ts'
import { type Normalised, normalise } from '../../src/normalise/normalise.ts'

/** Day on which the golden records were read. */
export const TODAY = '2026-11-24'

/** Everything that a sample gives: the content of a golden file. */
export function readSample(
  harvested: Harvested[],
  mapping: Mapping,
  source: SourceConfig,
  convention: Convention,
): Normalised {
  const all: Normalised = { offers: [], rejections: [], unknown: [], structures: [], findings: [] }
  for (const one of harvested) {
    if (one.kind === 'rejected') {
      all.rejections.push(one.rejection)
      continue
    }
    const read = normalise(one.offer, { mapping, source, convention, today: TODAY })
    all.offers.push(...read.offers)
    all.rejections.push(...read.rejections)
    all.unknown.push(...read.unknown)
    all.findings.push(...read.findings)
    if (mapping.offers.length === 0) all.structures.push(...read.structures)
  }
  return all
}

/** As JSON without what changes from run to run: the port of the sample server, and the hash of a sample that was edited. */
export function goldenText(read: Normalised, site: string): string {
  return `${JSON.stringify(read, null, 2)
    .replaceAll(site, 'http://exemple')
    .replace(/"document": "[0-9a-f]{64}"/g, '"document": "page"')}\n`
}
