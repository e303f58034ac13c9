import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { loadSource, loadSources } from '../../src/config/sources.ts'
import { YamlFileError } from '../../src/config/yaml-file.ts'
import { loadConvention } from '../../src/convention/load.ts'
import { type SampleSites, serveSampleSites } from '../../src/harvest/sample-sites.ts'
import { loadLexicon } from '../../src/normalise/lexicon.ts'
import { loadMapping, parseMapping } from '../../src/normalise/mapping/load-mapping.ts'
import { neverGiven } from '../../src/normalise/mapping/lost-fields.ts'
import { readNames } from '../../src/normalise/mapping/read-names.ts'
import { harvestSample, MAPPINGS, ROOT } from './harvest-sample.ts'
import { goldenText, readSample } from './read-sample.ts'

const convention = loadConvention(join(ROOT, 'config', 'conventions', '2024.yaml'))
const lexicon = loadLexicon(join(MAPPINGS, 'lexique.yaml'), 'mappings/lexique.yaml')
const ids = readdirSync(MAPPINGS).filter(id => existsSync(join(MAPPINGS, id, 'mapping.yaml')))
/** `UPDATE_GOLDENS=1` writes what is read today beside each sample, for a person to review before committing. */
const UPDATE = process.env.UPDATE_GOLDENS === '1'

let sites: SampleSites
beforeAll(async () => {
  sites = await serveSampleSites({ mappings: MAPPINGS })
})
afterAll(() => sites.close())

test('every mapping has its source, every source its mapping', () => {
  const { sources, errors } = loadSources(join(ROOT, 'config'))
  expect(errors.map(error => error.message)).toEqual([])
  expect(sources.map(source => source.id).sort()).toEqual([...ids].sort())
})

test('every source names a partner of the convention', () => {
  const partners = convention.partners.map(partner => partner.id)
  expect(loadSources(join(ROOT, 'config')).sources.filter(source => !partners.includes(source.partner))).toEqual([])
})

const read = new Map<string, ReturnType<typeof harvestSample>>()
/** Each sample is read once. */
function sampleOf(id: string) {
  const mapping = loadMapping(join(MAPPINGS, id, 'mapping.yaml'), { sample: true })
  const found = read.get(id) ?? harvestSample(loadSource(join(ROOT, 'config'), id), mapping.harvest, sites)
  read.set(id, found)
  return found
}

describe.each(ids)('%s', id => {
  test('the sample gives the golden records', async () => {
    const source = loadSource(join(ROOT, 'config'), id)
    const mapping = loadMapping(join(MAPPINGS, id, 'mapping.yaml'), { sample: true })
    const { harvested, outcome } = await sampleOf(id)
    expect(outcome).toMatchObject({ state: 'complete' })
    const path = join(MAPPINGS, id, 'golden.json')
    const text = goldenText(readSample(harvested, mapping, source, convention), sites.url)
    if (UPDATE) writeFileSync(path, text)
    expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(path, 'utf8')))
  })

  test('a misspelt name, in any rule, is told with its line', async () => {
    const text = readFileSync(join(MAPPINGS, id, 'mapping.yaml'), 'utf8')
    const { harvested } = await sampleOf(id)
    const given = new Set(harvested.flatMap(one => (one.kind === 'offer' ? Object.keys(one.offer.fields) : [])))
    const document = parseDocument(text)
    const silent = readNames(document.toJS()).filter(({ name, path }) => {
      if (name === 'item') return false
      const lines = new LineCounter()
      const misspelt = parseDocument(text)
      misspelt.setIn(path, `${name}zz`)
      const written = misspelt.toString()
      const node = parseDocument(written, { lineCounter: lines }).getIn(path, true)
      const { line } = lines.linePos(isNode(node) && node.range ? node.range[0] : 0)
      return !toldOf(written, given).some(told => told.includes(`ligne ${line}`) && told.includes(`« ${name}zz »`))
    })
    expect(silent).toEqual([])
  })
})

/** What is said of a mapping: at the door, or once its sample was read. */
function toldOf(text: string, given: ReadonlySet<string>): string[] {
  try {
    parseMapping(text, 'essai', lexicon)
  } catch (error) {
    if (error instanceof YamlFileError) return error.message.split('\n')
    throw error
  }
  return neverGiven('essai', text, given)
}
