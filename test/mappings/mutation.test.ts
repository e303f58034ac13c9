import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isMap, isPair, isScalar, isSeq, LineCounter, parse, type Scalar } from 'yaml'
import { loadSource } from '../../src/config/sources.ts'
import { readYaml, yamlValue } from '../../src/config/yaml-file.ts'
import { loadConvention } from '../../src/convention/load.ts'
import type { Harvested } from '../../src/harvest/connector.ts'
import { serveSampleSites } from '../../src/harvest/sample-sites.ts'
import { loadLexicon } from '../../src/normalise/lexicon.ts'
import { type Mapping, mappingOf, parseMapping, withSampleFacts } from '../../src/normalise/mapping/load-mapping.ts'
import { MappingFile } from '../../src/normalise/mapping/schema.ts'
import { harvestSample, IDS, lacking, MAPPINGS, ROOT } from './harvest-sample.ts'
import { givesGolden } from './read-sample.ts'

/**
 * A golden record is worth something only if every line of the mapping leaves a trace in it. Here each entry of each mapping is removed, and each name that
 * it reads is misspelt: the door must refuse the result, or the golden record must change.
 */

/** Guards of the harvest: they change nothing as long as the page is what it was. They have their own tests in `src/harvest`. */
const GUARDS = new Set(['required', 'expect', 'minimum'])
/** Guards of the mapping, checked at the door against their own `example`; what a sample does not trip, it cannot show. */
const SELF_CHECKED = new Set(['never'])

const convention = loadConvention(join(ROOT, 'config', 'conventions', '2024.yaml'))
const lexicon = loadLexicon(join(MAPPINGS, 'lexique.yaml'), 'mappings/lexique.yaml')

describe.each(IDS)('%s', id => {
  test('no line of the mapping can go or change unseen', async () => {
    const source = loadSource(join(ROOT, 'config'), id)
    const text = readFileSync(join(MAPPINGS, id, 'mapping.yaml'), 'utf8')
    const shown = `mappings/${id}/mapping.yaml`
    const golden = readFileSync(join(MAPPINGS, id, 'golden.json'), 'utf8')
    const facts = join(MAPPINGS, id, 'sample-facts.yaml')
    // What the sample is told instead of what the mapping reads, it cannot show.
    const told = new Set(existsSync(facts) ? Object.keys(parse(readFileSync(facts, 'utf8')).structure) : [])
    const original = withSampleFacts(parseMapping(text, shown, lexicon), facts)
    const changed = mutants(text, told).flatMap(({ what, said }) => {
      const { data: file } = MappingFile.safeParse(said)
      return file === undefined
        ? []
        : [{ what, mapping: withSampleFacts(mappingOf(file, shown, lexicon, what), facts) }]
    })
    // All pages are asked for before anything is read: a server whose process computes for seconds lets its callers go.
    const sites = await serveSampleSites({ mappings: MAPPINGS })
    const harvests = new Map<string, Harvested[]>()
    const settingsOf = ({ harvest: settings }: Mapping) => JSON.stringify(settings)
    try {
      for (const mapping of [original, ...changed.map(each => each.mapping)]) {
        if (harvests.has(settingsOf(mapping))) continue
        const { harvested, outcome } = await harvestSample(source, mapping.harvest, sites)
        harvests.set(settingsOf(mapping), lacking(outcome).length === 0 ? harvested : [])
      }
    } finally {
      await sites.close()
    }
    const gives = (mapping: Mapping) =>
      givesGolden(golden, harvests.get(settingsOf(mapping)) ?? [], sites.url, mapping, source, convention)
    expect(gives(original)).toBe(true)
    const survivors = changed.filter(({ mapping }) => gives(mapping)).map(({ what }) => what)
    expect(survivors).toEqual([])
  }, 120_000)
})

/**
 * What every mapping says with one entry or item less, or one scalar misspelt; not what it says of its structure under the names of `told`.
 * The document is changed, asked what it says, and changed back: written and read again each time, it would cost as much as all the rest.
 */
function mutants(text: string, told: ReadonlySet<string>): { what: string; said: unknown }[] {
  const lines = new LineCounter()
  const found: { what: string; said: unknown }[] = []
  const document = readYaml(text, lines)
  const without = (items: unknown[], at: number) => {
    const removed = items.splice(at, 1)
    const said = yamlValue(document)
    items.splice(at, 0, ...removed)
    return said
  }
  const altered = (scalar: Scalar, value: string) => {
    const before = scalar.value
    scalar.value = value
    const said = yamlValue(document)
    scalar.value = before
    return said
  }
  const visit = (node: unknown, path: (string | number)[]) => {
    if (path.some(key => GUARDS.has(String(key)) || SELF_CHECKED.has(String(key)))) return
    if (isMap(node)) {
      for (const [index, pair] of node.items.entries()) {
        if (!isPair(pair) || !isScalar(pair.key)) continue
        const at = [...path, String(pair.key.value)]
        if (GUARDS.has(String(pair.key.value)) || SELF_CHECKED.has(String(pair.key.value))) continue
        if (path.join() === 'structure' && told.has(String(pair.key.value))) continue
        const line = pair.key.range ? lines.linePos(pair.key.range[0]).line : 0
        found.push({ what: `ligne ${line}, ${at.join('.')} ôtée`, said: without(node.items, index) })
        visit(pair.value, at)
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        const at = [...path, index]
        found.push({ what: `${at.join('.')} ôté`, said: without(node.items, index) })
        visit(item, at)
      }
    } else if (isScalar(node) && typeof node.value === 'string') {
      const line = node.range ? lines.linePos(node.range[0]).line : 0
      found.push({ what: `ligne ${line}, ${path.join('.')} changée`, said: altered(node, `${node.value}zz`) })
    }
  }
  visit(document.contents, [])
  return found
}
