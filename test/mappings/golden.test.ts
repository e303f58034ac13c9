import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadSource, loadSources } from '../../src/config/sources.ts'
import { loadConvention } from '../../src/convention/load.ts'
import { loadMapping } from '../../src/normalise/mapping/load-mapping.ts'
import { IDS, lacking, MAPPINGS, ROOT, sampleOf } from './harvest-sample.ts'
import { goldenText, readSample } from './read-sample.ts'

const convention = loadConvention(join(ROOT, 'config', 'conventions', '2024.yaml'))
/** `UPDATE_GOLDENS=1` writes what is read today beside each sample, for a person to review before committing. */
const UPDATE = process.env.UPDATE_GOLDENS === '1'

test('every mapping has its source, every source its mapping', () => {
  const { sources, errors } = loadSources(join(ROOT, 'config'))
  expect(errors.map(error => error.message)).toEqual([])
  expect(sources.map(source => source.id).sort()).toEqual([...IDS].sort())
})

test('every source names a partner of the convention', () => {
  const partners = convention.partners.map(partner => partner.id)
  expect(loadSources(join(ROOT, 'config')).sources.filter(source => !partners.includes(source.partner))).toEqual([])
})

describe.each(IDS)('%s', id => {
  test('the sample gives the golden records', async () => {
    const source = loadSource(join(ROOT, 'config'), id)
    const mapping = loadMapping(join(MAPPINGS, id, 'mapping.yaml'), { sample: true })
    const { harvested, outcome, site } = await sampleOf(id)
    expect(lacking(outcome)).toEqual([])
    const path = join(MAPPINGS, id, 'golden.json')
    const text = goldenText(readSample(harvested, mapping, source, convention), site)
    if (UPDATE) writeFileSync(path, text)
    expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(path, 'utf8')))
  })
})
