import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { loadConfiguration } from '../../src/app/load-configuration.ts'
import { sitesMode } from '../../src/app/sites-mode.ts'
import { loadSources } from '../../src/config/sources.ts'
import { loadMapping } from '../../src/normalise/mapping/load-mapping.ts'
import { MAPPINGS, ROOT } from './harvest-sample.ts'

/** How the samples invent: identifiers that no organisation has, names of domains that are nobody's, streets, numbers kept for fiction. */
const INVENTED = /999\s?00\d\s?\d{3}\s?\d{5}|example\.(?:org|com|net)|des Exemples|(?:\+33\s?2|02)[\s.]?61[\s.]?91/iu
const { sources } = loadSources(join(ROOT, 'config'))
const places = { data: 'var', config: join(ROOT, 'config'), mappings: MAPPINGS }

test('with DORA_URL set and nothing else, the real addresses are read', () => {
  expect(sitesMode({ DORA_URL: 'https://api.dora.inclusion.gouv.fr', DORA_SYNC_SITES: undefined })).toBe('live')
  expect(sitesMode({ DORA_URL: undefined, DORA_SYNC_SITES: undefined })).toBe('samples')
})

test.each(sources.map(({ id }) => id))(
  '%s: nothing that its mapping or its settings say by themselves is invented',
  id => {
    const live = loadConfiguration(places, false).sources.find(({ config }) => config.id === id)
    expect(live).toBeDefined()
    expect(JSON.stringify([live?.config, live?.mapping.structure, live?.mapping.offers])).not.toMatch(INVENTED)
  },
)

test('what the samples need beside is invented, completes the structure alone, and moves the fence', () => {
  const completed = readdirSync(MAPPINGS).filter(id => existsSync(join(MAPPINGS, id, 'sample-facts.yaml')))
  expect(completed.length).toBeGreaterThan(5)
  for (const id of completed) {
    const path = join(MAPPINGS, id, 'mapping.yaml')
    const facts = parse(readFileSync(join(MAPPINGS, id, 'sample-facts.yaml'), 'utf8')) as { structure: object }
    const [live, sample] = [loadMapping(path), loadMapping(path, { sample: true })]
    expect(Object.keys(sample.structure)).toEqual(expect.arrayContaining(Object.keys(facts.structure)))
    expect(sample.offers).toEqual(live.offers)
    expect(sample.fingerprint).not.toBe(live.fingerprint)
  }
})

/** Kinds that read a file or a programming interface: an article or a home page never has that form. */
const NOT_A_PAGE: Record<string, RegExp> = {
  json: /\.json\b|\/api\//,
  csv: /\.csv\b|format=csv/,
  xlsx: /\.xlsx\b/,
  ods: /\.ods\b/,
  docx: /\.docx\b/,
  pdf: /\.pdf\b/,
  xml: /\.xml\b/,
  lheo: /\.xml\b/,
  ical: /\.ics\b|ical/,
  grist: /\/api\//,
  opendatasoft: /\/api\//,
  arcgis: /\/rest\/services\//,
  declaration: /\.(?:xlsx|ods)\b/,
  convention: /^$/,
}

test('no shipped source is read in a form that its address cannot have', () => {
  const wrong = loadConfiguration(places, false).sources.flatMap(({ config, mapping }) => {
    const form = NOT_A_PAGE[mapping.harvest.kind]
    return config.address !== null && form !== undefined && !form.test(config.address)
      ? [`${config.id} ${mapping.harvest.kind} ${config.address}`]
      : []
  })
  expect(wrong).toEqual([])
})
